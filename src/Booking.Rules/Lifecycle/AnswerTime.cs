namespace Booking.Rules.Lifecycle;

/// <summary>How long an owner has to answer a question about a booking; its time is held meanwhile.</summary>
public static class AnswerTime
{
    private static readonly Duration Longest = Duration.FromDays(3);
    private static readonly Duration Shortest = Duration.FromMinutes(30);
    private static readonly Duration BeforeStart = Duration.FromHours(2);
    private static readonly Duration Day = Duration.FromDays(1);
    private static readonly Duration SoonestReminder = Duration.FromHours(12);

    /// <summary>
    /// Three days after the question, but two hours before the start where that is sooner: who gets a no has time to find
    /// something else. At least half an hour, also when the start is nearer than that or has passed, but never after the end.
    /// </summary>
    /// <param name="booking">What is asked for.</param>
    /// <param name="askedAt">The moment of the question; before the end of the booking.</param>
    public static Instant Of(Interval booking, Instant askedAt)
    {
        var due = Instant.Min(askedAt + Longest, booking.Start - BeforeStart);
        return Instant.Min(Instant.Max(due, askedAt + Shortest), booking.End);
    }

    /// <summary>A day before the answer is due; null when that would be less than half a day after the question.</summary>
    public static Instant? ReminderOf(Instant answerBy, Instant askedAt)
    {
        var reminder = answerBy - Day;
        return reminder >= askedAt + SoonestReminder ? reminder : null;
    }
}
