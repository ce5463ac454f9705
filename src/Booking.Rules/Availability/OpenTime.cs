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
    /// are joined, so 24:00 goes on at 00:00 and a booking may last for days.
    /// </summary>
    public static IReadOnlyList<Interval> Within(Terms terms, Interval window)
    {
        List<Interval> open = [];
        var last = WallClock.DateAt(window.End, terms.Zone);
        for (var date = WallClock.DateAt(window.Start, terms.Zone); date <= last; date = date.PlusDays(1))
        {
            foreach (var (opens, closes) in MinutesOn(terms, date))
            {
                Intervals.Join(
                    open,
                    Instant.Max(OpeningMoment(terms.Zone, date, opens), window.Start),
                    Instant.Min(ClosingMoment(terms.Zone, date, closes), window.End));
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
        var tails = WeekOf(terms, eveningBefore)
            .Where(span => span.Day == eveningBefore.DayOfWeek && span.ClosesMinute > 1440)
            .Select(span => new WeeklySpan(day, 0, span.ClosesMinute - 1440));

        List<WeeklySpan> hours = [];
        foreach (var span in tails.Concat(WeekOf(terms, date).Where(span => span.Day == day)).OrderBy(span => span.OpensMinute))
        {
            if (hours.Count > 0 && hours[^1].ClosesMinute >= span.OpensMinute)
            {
                hours[^1] = new WeeklySpan(day, hours[^1].OpensMinute, Math.Max(hours[^1].ClosesMinute, span.ClosesMinute));
            }
            else
            {
                hours.Add(span);
            }
        }

        return hours;
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
    internal static IEnumerable<(int Opens, int Closes)> MinutesOn(Terms terms, LocalDate date) =>
        WhyClosed(terms, date) is null
            ? HoursOn(terms, date).Select(span => (span.OpensMinute, Math.Min(span.ClosesMinute, 1440)))
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

    private static Instant OpeningMoment(DateTimeZone zone, LocalDate date, int minute)
    {
        var moments = zone.MapLocal(WallClock.MinuteOf(date, minute));
        return moments.Count == 0 ? moments.LateInterval.Start : moments.First().ToInstant();
    }

    private static Instant ClosingMoment(DateTimeZone zone, LocalDate date, int minute)
    {
        if (minute == 1440)
        {
            return date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        }

        var moments = zone.MapLocal(WallClock.MinuteOf(date, minute));
        return moments.Count == 0 ? moments.LateInterval.Start : moments.Last().ToInstant();
    }
}
