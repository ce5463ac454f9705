using Booking.Rules;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>From when and until when it is shared: as typed.</summary>
public sealed class PublishForm
{
    public const string Now = "now";
    public const string Later = "date";

    public string? When { get; set; }

    /// <summary>The first day; asked for when it is not at once.</summary>
    public string? From { get; set; }

    /// <summary>The last day; empty for no end.</summary>
    public string? Until { get; set; }

    /// <summary>That those who share it have seen which bookings lie outside.</summary>
    public bool Seen { get; set; }

    public static PublishForm Of(SetupRecord resource, Instant now) => new()
    {
        When = resource.PublishFrom > now ? Later : Now,
        From = resource.PublishFrom > now ? LocalDatePattern.Iso.Format(WallClock.DateAt(resource.PublishFrom.Value, resource.Zone)) : "",
        Until = resource.PublishUntil is { } until ? LocalDatePattern.Iso.Format(WallClock.DateAt(until - Duration.Epsilon, resource.Zone)) : "",
    };

    /// <summary>Null when something is wrong.</summary>
    public Interval? Parse(SetupRecord resource, Instant now, SetupProblems problems)
    {
        var today = WallClock.DateAt(now, resource.Zone);
        LocalDate? first = null;
        switch (When)
        {
            case Now:
                break;
            case Later:
                first = Read("from", From, "FromUnclear", problems);
                if (first <= today)
                {
                    problems.Add("from", "FromPast");
                }

                break;
            default:
                problems.Add("when-now", "WhenMissing");
                break;
        }

        LocalDate? last = string.IsNullOrWhiteSpace(Until) ? null : Read("until", Until, "UntilUnclear", problems);
        if (last < today)
        {
            problems.Add("until", "UntilPast");
        }
        else if (last < first)
        {
            problems.Add("until", "UntilBeforeFrom");
        }

        // What was published already goes on having been so.
        Instant? start = first is { } day ? StartOf(day) : resource.PublishFrom <= now ? resource.PublishFrom : null;
        return problems.IsEmpty ? new Interval(start, last is { } end ? StartOf(end.PlusDays(1)) : null) : null;

        Instant StartOf(LocalDate date) => resource.Zone.AtStartOfDay(date).ToInstant();
    }

    private static LocalDate? Read(string field, string? typed, string problem, SetupProblems problems)
    {
        if (LocalDatePattern.Iso.Parse((typed ?? "").Trim()) is { Success: true, Value: { Year: >= 2000 and <= 2199 } date })
        {
            return date;
        }

        problems.Add(field, problem);
        return null;
    }
}
