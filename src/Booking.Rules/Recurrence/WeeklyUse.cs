namespace Booking.Rules.Recurrence;

/// <summary>One date of a series, and the time that it takes.</summary>
/// <param name="Date">The date on the wall on which it begins.</param>
/// <param name="Period">Includes the start, excludes the end.</param>
public sealed record Occurrence(LocalDate Date, Interval Period);

/// <summary>
/// The same hours on the same weekdays, as the clock on the wall shows them: 19:00 in March and in November. Where the clock
/// changes in between: a start or an end that the spring change skips is the moment after the change; of one that the autumn
/// change repeats, a start is the earlier moment and an end the later. So nothing within the hours is left out.
/// </summary>
public sealed record WeeklyUse
{
    private const int MinutesADay = 1440;

    /// <param name="days">The weekdays on which it begins; at least one.</param>
    /// <param name="fromMinute">Minutes after midnight, 0–1439.</param>
    /// <param name="untilMinute">Minutes after the same midnight, more than the start by one day at most.</param>
    /// <param name="first">The first date, itself included.</param>
    /// <param name="last">The last date, itself included; null for no end.</param>
    /// <exception cref="ArgumentException">No weekday, hours longer than a day, or a last date before the first.</exception>
    public WeeklyUse(IReadOnlyCollection<IsoDayOfWeek> days, int fromMinute, int untilMinute, LocalDate first, LocalDate? last)
    {
        if (days.Count == 0)
        {
            throw new ArgumentException("It begins on some weekday.", nameof(days));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(fromMinute);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fromMinute, MinutesADay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(untilMinute, fromMinute);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(untilMinute, fromMinute + MinutesADay);
        if (last < first)
        {
            throw new ArgumentException("It ends on its first date or later.", nameof(last));
        }

        (Days, FromMinute, UntilMinute, First, Last) = (days, fromMinute, untilMinute, first, last);
    }

    /// <summary>On one date alone.</summary>
    /// <param name="date">The date on which it begins.</param>
    /// <param name="fromMinute">Minutes after midnight, 0–1439.</param>
    /// <param name="untilMinute">Minutes after the same midnight, more than the start by one day at most.</param>
    public static WeeklyUse Once(LocalDate date, int fromMinute, int untilMinute) =>
        new([date.DayOfWeek], fromMinute, untilMinute, date, date);

    /// <summary>The weekdays on which it begins.</summary>
    public IReadOnlyCollection<IsoDayOfWeek> Days { get; }

    /// <summary>When it begins, in minutes after midnight.</summary>
    public int FromMinute { get; }

    /// <summary>When it ends, in minutes after the midnight before its start: above 1440 on the next day.</summary>
    public int UntilMinute { get; }

    /// <summary>The first date, itself included.</summary>
    public LocalDate First { get; }

    /// <summary>The last date, itself included; null for no end.</summary>
    public LocalDate? Last { get; }

    /// <summary>Whether it is on one date alone.</summary>
    public bool IsOnce => First == Last;

    /// <summary>The dates from <paramref name="from"/> to <paramref name="until"/>, both included, by date. Those of no time at all are left out.</summary>
    /// <param name="from">The first date asked for.</param>
    /// <param name="until">The last date asked for.</param>
    /// <param name="zone">Of the wall on which the clock hangs.</param>
    /// <param name="isLeftOut">Dates without it, closed days for example.</param>
    public IReadOnlyList<Occurrence> Within(LocalDate from, LocalDate until, DateTimeZone zone, Func<LocalDate, bool> isLeftOut)
    {
        List<Occurrence> occurrences = [];
        var last = Last is { } end && end < until ? end : until;
        for (var date = from < First ? First : from; date <= last; date = date.PlusDays(1))
        {
            if (Days.Contains(date.DayOfWeek) && !isLeftOut(date) && PeriodOn(date, zone) is { } period)
            {
                occurrences.Add(new Occurrence(date, period));
            }
        }

        return occurrences;
    }

    private Interval? PeriodOn(LocalDate date, DateTimeZone zone)
    {
        var midnight = date.AtMidnight();
        var (start, end) = (WallSpan.StartOf(midnight.PlusMinutes(FromMinute), zone), WallSpan.EndOf(midnight.PlusMinutes(UntilMinute), zone));
        return start < end ? new Interval(start, end) : null;
    }
}
