namespace Booking.Rules.Lifecycle;

/// <summary>How long it counts that somebody did not come to what they had booked.</summary>
public static class NoShowAge
{
    /// <summary>Six months on the calendar.</summary>
    public const int Months = 6;

    /// <summary>
    /// The first day on which it no longer counts: the same date six months later, or the last of that month where there is no such
    /// date. It counts to the midnight before.
    /// </summary>
    /// <param name="day">On which the booking began, at the place.</param>
    public static LocalDate FallsAwayOn(LocalDate day) => day.PlusMonths(Months);

    /// <summary>The earliest day of which it still counts.</summary>
    /// <param name="today">At the place.</param>
    public static LocalDate FirstThatCounts(LocalDate today)
    {
        var day = today.PlusMonths(-Months).PlusDays(1);
        while (FallsAwayOn(day) <= today)
        {
            day = day.PlusDays(1);
        }

        return day;
    }
}
