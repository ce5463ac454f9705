using System.Globalization;

namespace Booking.Rules.Recurrence;

/// <summary>How the dates of a series follow each other.</summary>
public enum SeriesPattern
{
    /// <summary>On certain weekdays, every week or every so many weeks; weeks begin on Monday.</summary>
    Weekly,

    /// <summary>On the date of the first, such as the 15th. A month without that date is left out.</summary>
    MonthlyOnDate,

    /// <summary>On the weekday of the first, by its number in the month, such as the second Tuesday. A month without a fifth is left out.</summary>
    MonthlyOnWeekday,

    /// <summary>On the last of its weekday in the month.</summary>
    MonthlyOnLastWeekday,
}

/// <summary>
/// On which dates a booking comes again, by the calendar on the wall. What time it is then is not said here: a series at 19:00 is at
/// 19:00 on each of them.
/// </summary>
public sealed record SeriesRule
{
    /// <summary>The most weeks or months from one to the next.</summary>
    public const int MostBetween = 12;

    /// <summary>The most dates that can be asked for.</summary>
    public const int MostCount = 500;

    private const int MostMonthsWithout = 5;

    private static readonly string[] Names = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private SeriesRule(SeriesPattern pattern, int every, IReadOnlyList<IsoDayOfWeek> days, LocalDate first, LocalDate? until, int? count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(every, MostBetween);
        if (until is null == count is null || until < first || count is < 1 or > MostCount)
        {
            throw new ArgumentException("It ends on a date or after a number of times.", nameof(until));
        }

        (Pattern, Every, Days, First, Until, Count) = (pattern, every, days, first, until, count);
    }

    /// <summary>How the dates follow each other.</summary>
    public SeriesPattern Pattern { get; }

    /// <summary>How many weeks or months from one to the next, 1–12.</summary>
    public int Every { get; }

    /// <summary>The weekdays of a weekly one, from Monday; none for a monthly one.</summary>
    public IReadOnlyList<IsoDayOfWeek> Days { get; }

    /// <summary>The first date.</summary>
    public LocalDate First { get; }

    /// <summary>The last date there may be, itself included; null where a number is said.</summary>
    public LocalDate? Until { get; }

    /// <summary>How many dates there are; null where a last date is said.</summary>
    public int? Count { get; }

    /// <summary>Weekly.</summary>
    /// <param name="days">The weekdays; none means that of <paramref name="from"/>.</param>
    /// <param name="every">How many weeks from one to the next, 1–12.</param>
    /// <param name="from">The first date is this, or the first of the weekdays after it.</param>
    /// <param name="until">The last date there may be; null with a count.</param>
    /// <param name="count">How many dates; null with a last date.</param>
    /// <exception cref="ArgumentException">It ends before it begins, in no way or in two.</exception>
    public static SeriesRule Weekly(IEnumerable<IsoDayOfWeek> days, int every, LocalDate from, LocalDate? until, int? count)
    {
        IsoDayOfWeek[] chosen = [.. days.Distinct().Order()];
        chosen = chosen.Length == 0 ? [from.DayOfWeek] : chosen;
        var first = from;
        while (!chosen.Contains(first.DayOfWeek))
        {
            first = first.PlusDays(1);
        }

        return new SeriesRule(SeriesPattern.Weekly, every, chosen, first, until, count);
    }

    /// <summary>Monthly, by what the first date is in its month.</summary>
    /// <param name="pattern">Any but weekly.</param>
    /// <param name="every">How many months from one to the next, 1–12.</param>
    /// <param name="from">The first date; by the last weekday, that of its month, or of the next where it is past.</param>
    /// <param name="until">The last date there may be; null with a count.</param>
    /// <param name="count">How many dates; null with a last date.</param>
    /// <exception cref="ArgumentException">It ends before it begins, in no way or in two.</exception>
    public static SeriesRule Monthly(SeriesPattern pattern, int every, LocalDate from, LocalDate? until, int? count)
    {
        if (pattern == SeriesPattern.Weekly)
        {
            throw new ArgumentException("A weekly one has weekdays.", nameof(pattern));
        }

        return new SeriesRule(pattern, every, [], pattern == SeriesPattern.MonthlyOnLastWeekday ? LastOfMonth(from) : from, until, count);
    }

    /// <summary>How a series goes on after its last date, in the same rhythm.</summary>
    /// <param name="text">As <see cref="Text"/> wrote it.</param>
    /// <param name="first">Any date of the series.</param>
    /// <param name="last">Its last, or a later day: the next date after it is where this begins.</param>
    /// <param name="until">The last date there may be; null with a count.</param>
    /// <param name="count">How many more dates; null with a last date.</param>
    /// <exception cref="ArgumentException">It ends before it begins, in no way or in two.</exception>
    public static SeriesRule Continuing(string text, LocalDate first, LocalDate last, LocalDate? until, int? count)
    {
        var parts = text.Split(';').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var every = int.Parse(parts["INTERVAL"], CultureInfo.InvariantCulture);
        var weekly = parts["FREQ"] == "WEEKLY";
        var latest = weekly ? last.PlusWeeks(every + 1) : last.PlusMonths(every * MostMonthsWithout);
        var next = RecurringDates.Of(text + $";UNTIL={Date(latest)}", first, latest).First(date => date > last);
        return (weekly, parts.GetValueOrDefault("BYDAY")) switch
        {
            (true, { } days) => Weekly(days.Split(',').Select(name => (IsoDayOfWeek)Array.IndexOf(Names, name)), every, next, until, count),
            (_, null) => Monthly(SeriesPattern.MonthlyOnDate, every, next, until, count),
            (_, ['-', ..]) => Monthly(SeriesPattern.MonthlyOnLastWeekday, every, next, until, count),
            _ => Monthly(SeriesPattern.MonthlyOnWeekday, every, next, until, count),
        };
    }

    /// <summary>Whether some months may be without a date, because they have no 29th, 30th or 31st, or no fifth of the weekday.</summary>
    public bool LeavesOutMonths => Pattern is SeriesPattern.MonthlyOnDate or SeriesPattern.MonthlyOnWeekday && First.Day > 28;

    /// <summary>What recurs, as calendars write it (RFC 5545, section 3.3.10), without its end.</summary>
    public string Text
    {
        get
        {
            return Pattern switch
            {
                SeriesPattern.Weekly => $"FREQ=WEEKLY;INTERVAL={Number(Every)};BYDAY={string.Join(',', Days.Select(day => Names[(int)day]))}",
                SeriesPattern.MonthlyOnDate => $"FREQ=MONTHLY;INTERVAL={Number(Every)};BYMONTHDAY={Number(First.Day)}",
                SeriesPattern.MonthlyOnWeekday => $"FREQ=MONTHLY;INTERVAL={Number(Every)};BYDAY={Number(((First.Day - 1) / 7) + 1)}{Names[(int)First.DayOfWeek]}",
                _ => $"FREQ=MONTHLY;INTERVAL={Number(Every)};BYDAY=-1{Names[(int)First.DayOfWeek]}",
            };
        }
    }

    /// <summary>The same with its end.</summary>
    public string WholeText => Text + (Count is { } count
        ? $";COUNT={Number(count)}"
        : $";UNTIL={Date(Until!.Value)}");

    /// <summary>The dates in order, the first among them.</summary>
    /// <param name="most">Stops after so many.</param>
    public IReadOnlyList<LocalDate> Dates(int most) =>
        [.. RecurringDates.Of(WholeText, First, Until ?? LatestOf(Math.Min(Count!.Value, most))).Take(most)];

    // Far enough for a 31st, a fifth Monday or a 29 February; what comes more seldom than that is looked for no longer.
    private LocalDate LatestOf(int count) => Pattern == SeriesPattern.Weekly
        ? First.PlusWeeks(Every * count)
        : First.PlusMonths(Every * count * MostMonthsWithout);

    private static LocalDate LastOfMonth(LocalDate from)
    {
        var last = LastIn(from, from.DayOfWeek);
        return last >= from ? last : LastIn(from.PlusMonths(1), from.DayOfWeek);
    }

    private static LocalDate LastIn(LocalDate month, IsoDayOfWeek day)
    {
        var date = month.With(DateAdjusters.EndOfMonth);
        return date.PlusDays(-(((int)date.DayOfWeek - (int)day + 7) % 7));
    }

    private static string Date(LocalDate date) => date.ToString("uuuuMMdd", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
