namespace Booking.Rules.Lifecycle;

/// <summary>The reminders of a challenge that waits for its answer; each is sent at most once.</summary>
public enum AnswerReminder
{
    /// <summary>Three days before the last day for an answer.</summary>
    DaysLeft,

    /// <summary>The day after it.</summary>
    Overdue,
}

/// <summary>By when a challenge is answered, and when that is brought to mind. Days are those of the wall clock.</summary>
public static class AnswerDeadline
{
    /// <summary>How many days there are for an answer, not counting the one on which the question came.</summary>
    public const int Days = 14;

    /// <summary>How many of them are left when the first reminder is sent.</summary>
    public const int DaysLeftAtReminder = 3;

    // When people have come to work.
    private static readonly LocalTime Morning = new(8, 0);

    /// <summary>The first moment at which an answer is late: the midnight that ends the last day.</summary>
    public static Instant For(Instant challengedAt, DateTimeZone zone) =>
        zone.AtStartOfDay(WallClock.DateAt(challengedAt, zone).PlusDays(Days + 1)).ToInstant();

    /// <summary>The last day on which an answer is in time.</summary>
    public static LocalDate LastDay(Instant due, DateTimeZone zone) => WallClock.DateAt(due - Duration.Epsilon, zone);

    /// <summary>Which reminder is the right one at a moment, from eight in the morning of its day; null before the first.</summary>
    public static AnswerReminder? At(Instant due, Instant now, DateTimeZone zone)
    {
        if (now >= MomentOf(AnswerReminder.Overdue, due, zone))
        {
            return AnswerReminder.Overdue;
        }

        return now >= MomentOf(AnswerReminder.DaysLeft, due, zone) && now < due ? AnswerReminder.DaysLeft : null;
    }

    /// <summary>When the next reminder after a moment is due; null when none is to come.</summary>
    public static Instant? NextReminder(Instant due, Instant now, DateTimeZone zone)
    {
        foreach (var reminder in (ReadOnlySpan<AnswerReminder>)[AnswerReminder.DaysLeft, AnswerReminder.Overdue])
        {
            if (MomentOf(reminder, due, zone) is var moment && moment > now)
            {
                return moment;
            }
        }

        return null;
    }

    private static Instant MomentOf(AnswerReminder reminder, Instant due, DateTimeZone zone)
    {
        var days = reminder == AnswerReminder.DaysLeft ? -DaysLeftAtReminder : 1;
        return zone.AtLeniently(LastDay(due, zone).PlusDays(days) + Morning).ToInstant();
    }
}
