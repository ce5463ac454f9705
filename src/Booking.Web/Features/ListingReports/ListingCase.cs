using NodaTime;

namespace Booking.Web.Features.ListingReports;

/// <summary>How far a case about something shared has come, as the database names it.</summary>
public static class ListingCaseStatus
{
    public const string Open = "open";
    public const string Kept = "kept";
    public const string Off = "off";
    public const string Objected = "objected";
    public const string Upheld = "upheld";
    public const string Restored = "restored";

    /// <summary>What an answer makes of a case, by the state it leaves. No other answer is possible.</summary>
    public static string? After(string status, string act) => (status, act) switch
    {
        (Open, "keep") => Kept,
        (Open, "take-off") => Off,
        (Objected, "uphold") => Upheld,
        (Off or Objected or Upheld, "restore") => Restored,
        _ => null,
    };
}

/// <summary>What should perhaps not be on the list, without anything about who has said so.</summary>
/// <param name="Status">One of <see cref="ListingCaseStatus"/>.</param>
/// <param name="AnsweredAt">When the latest answer came; null while there is none.</param>
/// <param name="Answer">Why, in the moderator's words; empty while there is none.</param>
/// <param name="Objection">What the owner has said against it; empty where that is nothing.</param>
/// <param name="Reports">How many people have reported it.</param>
public sealed record ListingCase(
    Guid Id, Guid ResourceId, string Status, Instant OpenedAt, Instant? AnsweredAt, string Answer, string Objection, Instant? ObjectedAt, int Reports)
{
    public bool Waits => Status is ListingCaseStatus.Open or ListingCaseStatus.Objected;

    /// <summary>Whether the owner can still answer back, which they can once.</summary>
    public bool MayObject => Status == ListingCaseStatus.Off && ObjectedAt is null;
}

/// <summary>What one person has said.</summary>
/// <param name="Reason">One of <see cref="ReportListing.Reasons"/>.</param>
/// <param name="Words">May be empty.</param>
public sealed record ListingReport(string Reason, string Words, Instant ReportedAt);
