namespace Booking.Rules.Admission;

/// <summary>The answer to a booking request.</summary>
public abstract record Decision;

/// <summary>The rules say yes. The database still has the last word on who was first.</summary>
public sealed record Accepted : Decision;

/// <summary>The rules leave it to the owner.</summary>
/// <param name="Reasons">Why; never empty.</param>
/// <param name="Holds">Whether the time is held until the owner has answered; else it stays free for others.</param>
/// <exception cref="ArgumentException">There is no reason.</exception>
public sealed record NeedsApproval(IReadOnlyList<ApprovalReason> Reasons, bool Holds) : Decision
{
    /// <summary>Why; never empty.</summary>
    public IReadOnlyList<ApprovalReason> Reasons { get; } = Reasons.Count > 0
        ? Reasons
        : throw new ArgumentException("Asking the owner has a reason.", nameof(Reasons));
}

/// <summary>The rules say no.</summary>
/// <param name="Reasons">Every reason, the first to mend first; never empty.</param>
/// <exception cref="ArgumentException">There is none.</exception>
public sealed record Refused(IReadOnlyList<Refusal> Reasons) : Decision
{
    /// <summary>Every reason, the first to mend first; never empty.</summary>
    public IReadOnlyList<Refusal> Reasons { get; } = Reasons.Count > 0
        ? Reasons
        : throw new ArgumentException("A refusal has a reason.", nameof(Reasons));
}
