using Booking.Rules.Conditions;

namespace Booking.Rules.Lifecycle;

/// <summary>When those who have a series are told that it ends, and until when the time after it is kept for them.</summary>
public static class SeriesEnd
{
    /// <summary>With fewer dates it is not a habit, and nobody is told that it ends.</summary>
    public const int DatesOfAHabit = 4;

    private const int NoticeDays = 28;
    private const int MorningHour = 9;

    /// <summary>The first moment at which the time after it is free for all.</summary>
    /// <param name="last">The last date.</param>
    /// <param name="priority">What the owner says.</param>
    /// <param name="zone">Where the place is.</param>
    public static Instant KeptUntil(LocalDate last, RenewalPriority priority, DateTimeZone zone) =>
        last.PlusDays(1 - priority.Days).AtStartOfDayInZone(zone).ToInstant();

    /// <summary>In the morning, four weeks before the time is given up; where it is not kept, four weeks before the last date.</summary>
    /// <param name="last">The last date.</param>
    /// <param name="priority">What the owner says; null where the time is not kept.</param>
    /// <param name="zone">Where the place is.</param>
    public static Instant TellAt(LocalDate last, RenewalPriority? priority, DateTimeZone zone) =>
        zone.AtLeniently(last.PlusDays(-(priority?.Days ?? 0) - NoticeDays).At(new LocalTime(MorningHour, 0))).ToInstant();
}
