namespace Booking.Rules.Conditions;

/// <summary>What one rule says. Each kind is a record with its parameters; one that makes no sense cannot be made.</summary>
public abstract record Condition
{
    /// <summary>The name of the kind, for storage and for texts.</summary>
    public string Kind => GetType().Name;

    /// <summary>
    /// Rules of one slot stand in each other's place, the nearest in that of wider ones. Two quotas that count differently are
    /// not in each other's way.
    /// </summary>
    public virtual string Slot => Kind;

    /// <summary>Whether rules of this kind at all levels hold together, as closed days do.</summary>
    public virtual bool AddsUp => false;

    /// <summary>A number that lies within its limits, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    protected static int Within(int value, int least, int most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"Between {least} and {most}.");
}
