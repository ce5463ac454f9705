namespace Booking.Rules.Availability;

/// <summary>
/// Days on which a resource is closed whatever its weekly hours say, from midnight to midnight. The tail after midnight of a
/// span that began the evening before the first day is closed too; the tail of one that belongs to the last day is not.
/// </summary>
/// <param name="From">The first closed day.</param>
/// <param name="Until">The last closed day, itself closed.</param>
/// <param name="ReasonDa">Why, in Danish, as the refusal will say it.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="Rule">The rule that says so; null where none does.</param>
/// <exception cref="ArgumentOutOfRangeException">The last day is before the first.</exception>
public sealed record Closure(LocalDate From, LocalDate Until, string ReasonDa, string ReasonEn, Guid? Rule = null)
{
    /// <summary>The first closed day.</summary>
    public LocalDate From { get; } = From;

    /// <summary>The last closed day, itself closed.</summary>
    public LocalDate Until { get; } = Until >= From
        ? Until
        : throw new ArgumentOutOfRangeException(nameof(Until), Until, "A closure ends on its first day or later.");

    /// <summary>Whether the day is one of the closed ones, the first and the last included.</summary>
    public bool Covers(LocalDate date) => From <= date && date <= Until;
}
