namespace Booking.Web.Features.Introductions;

/// <summary>Why something is taken from a person: one has to be given, and it is kept in the audit.</summary>
public static class EndReason
{
    public const int Longest = 500;

    /// <summary>Without spaces around it; null when there is none, or it is too long.</summary>
    /// <param name="problem">Key of the text that says what is wrong; null when nothing is.</param>
    public static string? Read(string? typed, out string? problem)
    {
        var reason = typed?.Trim() ?? "";
        problem = reason.Length == 0 ? "ReasonMissing" : reason.Length > Longest ? "ReasonTooLong" : null;
        return problem is null ? reason : null;
    }
}

public enum EndOutcome
{
    Ended,

    /// <summary>There is none (any more), or it is not this person's to take.</summary>
    NotFound,
}
