using Booking.Rules;
using Booking.Web.Features.Shared;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>From when, until when and why it is out of use: as typed.</summary>
public sealed class OutOfUseForm
{
    public const int LongestReason = 500;
    public const string ForAWhile = "while";
    public const string ForGood = "good";
    public const string ThisOnly = "this";
    public const string Sharing = "sharing";

    /// <summary>The same for every attempt to send the same form.</summary>
    public Guid Key { get; set; }

    public string? How { get; set; }

    /// <summary>The first day it is out of use.</summary>
    public string? From { get; set; }

    /// <summary>The last day; asked for when it is for a while.</summary>
    public string? Until { get; set; }

    public string? Reason { get; set; }

    /// <summary>Whether it is this alone, or what is broken is also what others are made of; asked for where there are such.</summary>
    public string? Reach { get; set; }

    /// <summary>That those who share it have seen which bookings it hits.</summary>
    public bool Seen { get; set; }

    /// <summary>Null when something is wrong.</summary>
    /// <param name="sharing">What has something in common with it.</param>
    public OutOfUse? Parse(SetupRecord resource, IReadOnlyList<OtherResource> sharing, Instant now, SetupProblems problems)
    {
        var today = WallClock.DateAt(now, resource.Zone);
        if (How is not (ForAWhile or ForGood))
        {
            problems.Add("how-while", "HowMissing");
        }

        var from = Read("outFrom", From, today, "OutFromUnclear", problems);
        var until = How == ForAWhile ? Read("outUntil", Until, today, "OutUntilUnclear", problems) : null;
        if (until < from)
        {
            problems.Add("outUntil", "UntilBeforeFrom");
        }

        var reason = TypedText.Read(Reason);
        problems.CheckLength("reason", reason, LongestReason, "ReasonMissing");
        if (sharing.Count > 0 && Reach is not (ThisOnly or Sharing))
        {
            problems.Add("reach-this", "ReachMissing");
        }

        return problems.IsEmpty
            ? new OutOfUse(Key, from!.Value, until, reason, resource.Zone) { Others = Reach == Sharing ? [.. sharing.Select(other => other.Id)] : [] }
            : null;
    }

    private static LocalDate? Read(string field, string? typed, LocalDate today, string problem, SetupProblems problems)
    {
        if (LocalDatePattern.Iso.Parse((typed ?? "").Trim()) is { Success: true, Value: { Year: <= 2199 } date } && date >= today)
        {
            return date;
        }

        problems.Add(field, problem);
        return null;
    }
}

/// <summary>The same as it was understood.</summary>
/// <param name="Until">The last day; null when it is for good.</param>
public sealed record OutOfUse(Guid Key, LocalDate From, LocalDate? Until, string Reason, DateTimeZone Zone)
{
    public bool IsForGood => Until is null;

    /// <summary>What else goes out of use with it.</summary>
    public IReadOnlyList<Guid> Others { get; init; } = [];

    /// <summary>All that goes out of use, the thing itself first.</summary>
    public IEnumerable<Guid> Of(SetupRecord resource) => Others.Prepend(resource.Id);

    /// <summary>From midnight to midnight; without an end when it is for good.</summary>
    public Interval Period { get; } = new(
        Zone.AtStartOfDay(From).ToInstant(), Until is { } last ? Zone.AtStartOfDay(last.PlusDays(1)).ToInstant() : null);
}
