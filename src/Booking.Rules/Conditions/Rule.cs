namespace Booking.Rules.Conditions;

/// <summary>Who set a rule, from the widest to the nearest.</summary>
public enum RuleLevel
{
    /// <summary>For all the city.</summary>
    Municipality,

    /// <summary>For one part of the city.</summary>
    District,

    /// <summary>For all that one owner shares.</summary>
    Owner,

    /// <summary>For one resource.</summary>
    Resource,
}

/// <summary>One condition for booking, where it was set and why.</summary>
/// <param name="Id">By which it is found and challenged.</param>
/// <param name="Level">Who set it.</param>
/// <param name="Binding">Whether nearer levels cannot set it aside.</param>
/// <param name="Condition">What it says.</param>
/// <param name="ReasonDa">Why, in Danish; never blank.</param>
/// <param name="ReasonEn">Why, in English; the Danish reason stands in where it is blank.</param>
/// <param name="ValidFrom">From when it is in force, included.</param>
/// <param name="ValidUntil">Until when, excluded; null without end.</param>
/// <exception cref="ArgumentException">There is no reason.</exception>
public sealed record Rule(
    Guid Id, RuleLevel Level, bool Binding, Condition Condition, string ReasonDa, string ReasonEn, Instant ValidFrom, Instant? ValidUntil)
{
    /// <summary>Why, in Danish; never blank.</summary>
    public string ReasonDa { get; } = !string.IsNullOrWhiteSpace(ReasonDa)
        ? ReasonDa
        : throw new ArgumentException("A rule has a reason.", nameof(ReasonDa));

    /// <summary>Why, in English; the Danish reason stands in where none was given.</summary>
    public string ReasonEn { get; } = string.IsNullOrWhiteSpace(ReasonEn) ? ReasonDa : ReasonEn;

    /// <summary>Whether what is decided at that moment is decided by it.</summary>
    public bool IsInForce(Instant moment) => ValidFrom <= moment && (ValidUntil is not { } until || moment < until);
}
