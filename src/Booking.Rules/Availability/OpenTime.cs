using Booking.Rules.Conditions;

namespace Booking.Rules.Availability;

/// <summary>Why a whole day is closed, in both languages.</summary>
/// <param name="Da">In Danish.</param>
/// <param name="En">In English.</param>
/// <param name="Rule">The rule that closed it; null where none did.</param>
public sealed record ClosedReason(string Da, string En, Guid? Rule);

/// <summary>
/// When a resource is open: its weekly hours less the closed days. The hours are those of the wall clock, the same in March
/// and November. Where the clock changes in between: a time that the spring change skips counts as the moment after the
/// change; of a time that the autumn change repeats, opening means the earlier moment and closing the later.
/// </summary>
public static class OpenTime
{
    /// <summary>
    /// The open intervals within <paramref name="window"/>, which is bounded: sorted, disjoint, none empty. Those that meet
    /// are joined, so 24:00 goes on at 00:00 and a booking may last for days. Outside the time for which the resource is shared
    /// nothing is open.
    /// </summary>
    public static IReadOnlyList<Interval> Within(Terms terms, Interval window)
    {
        List<Interval> open = [];
        if (Intervals.Common(window, terms.SharedFor) is not { } shared)
        {
            return open;
        }

        window = shared;
        var last = WallClock.DateAt(window.End, terms.Zone);
        for (var date = WallClock.DateAt(window.Start, terms.Zone); date <= last; date = date.PlusDays(1))
        {
            var midnight = WallClock.MinutesSinceEpoch(date);
            foreach (var (opens, closes) in MinutesOn(terms, date))
            {
                Intervals.Join(
                    open,
                    Instant.Max(OpeningMoment(terms.Zone, midnight + opens), window.Start),
                    Instant.Min(ClosingMoment(terms.Zone, date, midnight, closes), window.End));
            }
        }

        return open;
    }

    /// <summary>
    /// The hours of that date if it is a usual one, sorted, those that meet joined. What a span of the evening before leaves after
    /// midnight comes first, as a span from 0; a span past midnight is whole here and its tail is also in the next day's.
    /// </summary>
    public static IReadOnlyList<WeeklySpan> HoursOn(Terms terms, LocalDate date)
    {
        var (day, eveningBefore) = (date.DayOfWeek, date.PlusDays(-1));
        List<WeeklySpan> spans = [];
        foreach (var span in WeekOf(terms, eveningBefore))
        {
            if (span.Day == eveningBefore.DayOfWeek && span.ClosesMinute > 1440)
            {
                spans.Add(new WeeklySpan(day, 0, span.ClosesMinute - 1440));
            }
        }

        foreach (var span in WeekOf(terms, date))
        {
            if (span.Day == day)
            {
                spans.Add(span);
            }
        }

        return Joined(spans);
    }

    private static List<WeeklySpan> Joined(List<WeeklySpan> spans)
    {
        spans.Sort((one, other) => one.OpensMinute.CompareTo(other.OpensMinute));
        var kept = 0;
        for (var next = 1; next < spans.Count; next++)
        {
            if (spans[kept].ClosesMinute >= spans[next].OpensMinute)
            {
                spans[kept] = new WeeklySpan(spans[kept].Day, spans[kept].OpensMinute, Math.Max(spans[kept].ClosesMinute, spans[next].ClosesMinute));
            }
            else
            {
                spans[++kept] = spans[next];
            }
        }

        spans.RemoveRange(Math.Min(kept + 1, spans.Count), Math.Max(0, spans.Count - kept - 1));
        return spans;
    }

    /// <summary>
    /// Why the resource is closed all that day, or null if it follows its weekly hours (which may have none that weekday).
    /// The owner's own closure is named before a public holiday.
    /// </summary>
    public static ClosedReason? WhyClosed(Terms terms, LocalDate date)
    {
        foreach (var closure in terms.Closures)
        {
            if (closure.Covers(date))
            {
                return new ClosedReason(closure.ReasonDa, closure.ReasonEn, closure.Rule);
            }
        }

        return terms.ClosedOnPublicHolidays && DanishHolidays.On(date) is { } holiday
            ? new ClosedReason(holiday.NameDa, holiday.NameEn, terms.RuleOf<PublicHolidays>())
            : null;
    }

    /// <summary>The open minutes of one date, 0–1440: sorted, disjoint, none when it is closed.</summary>
    internal static IReadOnlyList<(int Opens, int Closes)> MinutesOn(Terms terms, LocalDate date) =>
        WhyClosed(terms, date) is null
            ? [.. HoursOn(terms, date).Select(span => (span.OpensMinute, Math.Min(span.ClosesMinute, 1440)))]
            : [];

    private static IReadOnlyList<WeeklySpan> WeekOf(Terms terms, LocalDate date)
    {
        foreach (var season in terms.Seasons)
        {
            if (season.Covers(date))
            {
                return season.Week;
            }
        }

        return terms.OpeningHours;
    }

    private static Instant OpeningMoment(DateTimeZone zone, long minute)
    {
        if (WallClock.OnlyMoment(minute, zone) is { } only)
        {
            return only;
        }

        var moments = zone.MapLocal(WallClock.SinceEpoch(minute));
        return moments.Count == 0 ? moments.LateInterval.Start : moments.First().ToInstant();
    }

    private static Instant ClosingMoment(DateTimeZone zone, LocalDate date, long midnight, int minute)
    {
        if (WallClock.OnlyMoment(midnight + minute, zone) is { } only)
        {
            return only;
        }

        if (minute == 1440)
        {
            return date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        }

        var moments = zone.MapLocal(WallClock.SinceEpoch(midnight + minute));
        return moments.Count == 0 ? moments.LateInterval.Start : moments.Last().ToInstant();
    }
}
