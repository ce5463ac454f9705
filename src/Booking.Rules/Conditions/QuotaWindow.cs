namespace Booking.Rules.Conditions;

/// <summary>Which stretch of time a booking counts in.</summary>
public static class QuotaWindow
{
    private const int Summer = 4;
    private const int Winter = 10;

    /// <summary>The one that holds a date: its first day and its last, both included.</summary>
    public static (LocalDate From, LocalDate Until) Of(LocalDate date, QuotaPeriod per)
    {
        var month = new LocalDate(date.Year, date.Month, 1);
        var monday = date.PlusDays(1 - (int)date.DayOfWeek);
        return per switch
        {
            QuotaPeriod.Week => (monday, monday.PlusDays(6)),
            QuotaPeriod.Month => (month, month.PlusMonths(1).PlusDays(-1)),
            QuotaPeriod.Season => Half(date),
            _ => throw new ArgumentOutOfRangeException(nameof(per), per, "No such stretch of time."),
        };
    }

    private static (LocalDate From, LocalDate Until) Half(LocalDate date)
    {
        var from = date.Month switch
        {
            < Summer => new LocalDate(date.Year - 1, Winter, 1),
            < Winter => new LocalDate(date.Year, Summer, 1),
            _ => new LocalDate(date.Year, Winter, 1),
        };
        return (from, from.PlusMonths(6).PlusDays(-1));
    }
}
