using Booking.Rules.Admission;

namespace Booking.Rules.Availability;

/// <summary>The week at a glance: what is free, what is not and why, and where a booking can start.</summary>
public static class WeekCalendar
{
    private const int Hour = 60;
    private const int ShortestDay = 8 * Hour;

    /// <summary>
    /// The week from <paramref name="monday"/>. It shows the hours from the earliest opening to the latest closing of that very
    /// week, whole hours and at least eight (8–16 if all of it is closed). Free time comes as one segment a step, steps under
    /// 30 minutes as half hours, days as days; all other time as blocks. A free segment suggests a booking of an hour, or the
    /// next longer length allowed, or the shortest where only that fits.
    /// </summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="facts">What is taken within <see cref="Terms.Reach"/> of the week, and who looks at it.</param>
    /// <param name="mine">The periods of the onlooker's own bookings, without buffers, in any order.</param>
    /// <param name="monday">The first day.</param>
    /// <param name="now">The moment of asking.</param>
    /// <exception cref="ArgumentException">The first day is no Monday.</exception>
    public static CalendarWeek Of(Terms terms, Facts facts, IReadOnlyList<Interval> mine, LocalDate monday, Instant now)
    {
        if (monday.DayOfWeek != IsoDayOfWeek.Monday)
        {
            throw new ArgumentException($"{monday} is no Monday.", nameof(monday));
        }

        IReadOnlyList<(int, int)>[] open = [.. Enumerable.Range(0, 7).Select(day => OpenTime.MinutesOn(terms, monday.PlusDays(day)))];
        var (first, last) = HoursToShow([.. open.SelectMany(spans => spans)]);
        var painter = new DayPainter(terms, facts, mine, monday, now);
        return new CalendarWeek(monday, first, last, [.. open.Select((spans, day) => painter.Paint(monday.PlusDays(day), spans, first, last))]);
    }

    private static (int First, int Last) HoursToShow(IReadOnlyList<(int Opens, int Closes)> open)
    {
        if (open.Count == 0)
        {
            return (8 * Hour, 16 * Hour);
        }

        var first = open.Min(span => span.Opens) / Hour * Hour;
        var last = (open.Max(span => span.Closes) + Hour - 1) / Hour * Hour;
        last = Math.Min(Math.Max(last, first + ShortestDay), 1440);
        return (Math.Min(first, last - ShortestDay), last);
    }
}
