namespace Booking.Rules.Admission;

/// <summary>One reason why a booking is not possible, with what is needed to explain it and to find a way on.</summary>
public abstract record Refusal
{
    /// <summary>The name of the reason, for texts and for machines.</summary>
    public string Code => GetType().Name;

    /// <summary>The rule that says so; null where none does, as when somebody else was first.</summary>
    public Guid? Rule { get; init; }
}
