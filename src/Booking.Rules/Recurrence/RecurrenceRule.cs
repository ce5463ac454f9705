using System.Globalization;

namespace Booking.Rules.Recurrence;

/// <summary>
/// A rule of recurrence (RFC 5545, section 3.3.10) by the day, week, month or year, as calendar programs write them. A date that a
/// month does not have is left out: the 31st comes seven times a year.
/// </summary>
internal sealed class RecurrenceRule
{
    private const int MostValues = 400;

    private enum Frequency { Daily, Weekly, Monthly, Yearly }

    private readonly record struct NthDay(int Number, IsoDayOfWeek Day);

    private Frequency frequency;
    private int interval = 1;
    private int? count;
    private string? until;
    private List<NthDay> days = [];
    private List<int> monthDays = [];
    private List<int> months = [];
    private List<int> positions = [];
    private IsoDayOfWeek weekStart = IsoDayOfWeek.Monday;

    private RecurrenceRule()
    {
    }

    /// <summary>When the last one may begin, as written; null where it is not said.</summary>
    public string? Until => until;

    /// <summary>Null for a rule that cannot be read, or that says more than is understood.</summary>
    public static RecurrenceRule? Parse(string value)
    {
        var rule = new RecurrenceRule();
        var hasFrequency = false;
        foreach (var part in value.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, given) = part.IndexOf('=') is > 0 and var at ? (part[..at].ToUpperInvariant(), part[(at + 1)..]) : (part, "");
            var understood = name switch
            {
                "FREQ" => hasFrequency = Enum.TryParse(given, ignoreCase: true, out rule.frequency) && !char.IsDigit(given[0]),
                "INTERVAL" => Number(given, 1, 1000, out rule.interval),
                "COUNT" => Number(given, 1, 100_000, out var number) && (rule.count = number) > 0,
                "UNTIL" => (rule.until = given).Length > 0,
                "BYDAY" => Each(given, NthDayOf, out rule.days),
                "BYMONTHDAY" => Each(given, text => Signed(text, 31), out rule.monthDays),
                "BYMONTH" => Each(given, text => Number(text, 1, 12, out var month) ? month : null, out rule.months),
                "BYSETPOS" => Each(given, text => Signed(text, 366), out rule.positions),
                "WKST" => NthDayOf(given) is { Number: 0 } day && (rule.weekStart = day.Day) != IsoDayOfWeek.None,
                _ => false,
            };
            if (!understood)
            {
                return null;
            }
        }

        // The second Tuesday of a week or a day is nothing.
        var numbered = rule.frequency is (Frequency.Daily or Frequency.Weekly) && rule.days.Any(day => day.Number != 0);
        return hasFrequency && !numbered ? rule : null;
    }

    /// <summary>The dates of a series in order, the first being <paramref name="first"/> itself, up to <paramref name="last"/>.</summary>
    /// <param name="first">The date of the first.</param>
    /// <param name="from">Dates before it may be left out.</param>
    /// <param name="last">Itself included.</param>
    /// <param name="cancellation">Ends a series that is too long.</param>
    /// <exception cref="OperationCanceledException" />
    public IEnumerable<LocalDate> Dates(LocalDate first, LocalDate from, LocalDate last, CancellationToken cancellation)
    {
        var left = count;
        if (from <= first || count is not null)
        {
            yield return first;
        }

        left--;
        for (var step = count is null ? StepsBefore(first, from) : 0; left is null or > 0; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var begin = BeginOf(first, step);
            if (begin > last)
            {
                yield break;
            }

            foreach (var date in Chosen(begin, first))
            {
                if (date <= first)
                {
                    continue;
                }

                if (date > last || left is <= 0)
                {
                    yield break;
                }

                left--;
                yield return date;
            }
        }
    }

    // The first day of the step's day, week, month or year.
    private LocalDate BeginOf(LocalDate first, int step)
    {
        var steps = (int)Math.Min((long)step * interval, 100_000);
        return frequency switch
        {
            Frequency.Daily => first.PlusDays(steps),
            Frequency.Weekly => WeekOf(first).PlusWeeks(steps),
            Frequency.Monthly => new LocalDate(first.Year, first.Month, 1).PlusMonths(steps),
            _ => new LocalDate(Math.Min(first.Year + steps, 9000), 1, 1),
        };
    }

    // With a count every step has to be taken, else those of the past can be left out.
    private int StepsBefore(LocalDate first, LocalDate from)
    {
        if (from <= first)
        {
            return 0;
        }

        var steps = frequency switch
        {
            Frequency.Daily => Period.DaysBetween(first, from),
            Frequency.Weekly => Period.DaysBetween(first, from) / 7,
            Frequency.Monthly => ((from.Year - first.Year) * 12) + from.Month - first.Month,
            _ => from.Year - first.Year,
        };
        return Math.Max(0, (steps / interval) - 1);
    }

    private LocalDate WeekOf(LocalDate date) => date.PlusDays(-(((int)date.DayOfWeek - (int)weekStart + 7) % 7));

    private List<LocalDate> Chosen(LocalDate begin, LocalDate first)
    {
        var dates = Candidates(begin, first).Distinct().Order().ToList();
        return positions.Count == 0
            ? dates
            : [.. positions.Select(position => position > 0 ? position - 1 : dates.Count + position)
                .Where(index => index >= 0 && index < dates.Count).Distinct().Order().Select(index => dates[index])];
    }

    private IEnumerable<LocalDate> Candidates(LocalDate begin, LocalDate first) => frequency switch
    {
        Frequency.Daily => new[] { begin }.Where(date => IsInMonth(date) && IsMonthDay(date) && IsWeekday(date)),
        Frequency.Weekly => Enumerable.Range(0, 7).Select(begin.PlusDays)
            .Where(date => (days.Count == 0 ? date.DayOfWeek == first.DayOfWeek : IsWeekday(date)) && IsInMonth(date)),
        Frequency.Monthly => IsInMonth(begin) ? InMonth(begin, first) : [],
        _ => InYear(begin, first),
    };

    private IEnumerable<LocalDate> InMonth(LocalDate month, LocalDate first)
    {
        var length = month.Calendar.GetDaysInMonth(month.Year, month.Month);
        var all = Enumerable.Range(0, length).Select(month.PlusDays);
        if (monthDays.Count == 0 && days.Count == 0)
        {
            return all.Where(date => date.Day == first.Day);
        }

        return all.Where(date => IsMonthDay(date) && (days.Count == 0 || IsNth(date, date.Day - 1, length)));
    }

    private IEnumerable<LocalDate> InYear(LocalDate year, LocalDate first)
    {
        if (months.Count == 0 && monthDays.Count == 0 && days.Count > 0)
        {
            var length = year.Calendar.GetDaysInYear(year.Year);
            return Enumerable.Range(0, length).Select(year.PlusDays).Where(date => IsNth(date, date.DayOfYear - 1, length));
        }

        IEnumerable<int> chosen = months.Count > 0 ? months : monthDays.Count > 0 ? Enumerable.Range(1, 12) : [first.Month];
        return chosen.SelectMany(month => InMonth(new LocalDate(year.Year, month, 1), first));
    }

    private bool IsInMonth(LocalDate date) => months.Count == 0 || months.Contains(date.Month);

    private bool IsWeekday(LocalDate date) => days.Count == 0 || days.Any(day => day.Day == date.DayOfWeek);

    private bool IsMonthDay(LocalDate date) =>
        monthDays.Count == 0 || monthDays.Contains(date.Day)
        || monthDays.Contains(date.Day - date.Calendar.GetDaysInMonth(date.Year, date.Month) - 1);

    // The weekday's number from either end of the month or the year.
    private bool IsNth(LocalDate date, int before, int length) => days.Any(day => day.Day == date.DayOfWeek
        && (day.Number == 0 || day.Number == (before / 7) + 1 || day.Number == -(((length - 1 - before) / 7) + 1)));

    private static bool Number(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    private static int? Signed(string text, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number != 0 && Math.Abs((long)number) <= most
            ? number
            : null;

    private static NthDay? NthDayOf(string text)
    {
        if (text.Length < 2)
        {
            return null;
        }

        var day = text[^2..].ToUpperInvariant() switch
        {
            "MO" => IsoDayOfWeek.Monday,
            "TU" => IsoDayOfWeek.Tuesday,
            "WE" => IsoDayOfWeek.Wednesday,
            "TH" => IsoDayOfWeek.Thursday,
            "FR" => IsoDayOfWeek.Friday,
            "SA" => IsoDayOfWeek.Saturday,
            "SU" => IsoDayOfWeek.Sunday,
            _ => IsoDayOfWeek.None,
        };
        var number = text.Length == 2 ? 0 : Signed(text[..^2], 53);
        return day == IsoDayOfWeek.None || number is null ? null : new NthDay(number.Value, day);
    }

    private static bool Each<T>(string given, Func<string, T?> read, out List<T> values)
        where T : struct
    {
        var parts = given.Split(',');
        values = [.. parts.Select(text => read(text.Trim())).OfType<T>()];
        return values.Count == parts.Length && values.Count <= MostValues;
    }
}
