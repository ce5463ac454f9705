using Booking.Rules.Conditions;

namespace Booking.Rules.Lifecycle;

/// <summary>When the person of one booking is asked whether they still come, and by when they answer.</summary>
/// <param name="AskAt">The moment of the question.</param>
/// <param name="AnswerBy">The first moment at which an answer is late; at least an hour after the question, at most half an hour before the start.</param>
public sealed record ReconfirmationPlan(Instant AskAt, Instant AnswerBy)
{
    private static readonly Duration LeastBetween = Duration.FromMinutes(Reconfirmation.LeastBetweenMinutes);
    private static readonly Duration LeastBefore = Duration.FromMinutes(Reconfirmation.LeastAnswerMinutes);
    private static readonly Duration LongestFairTime = Duration.FromHours(6);

    private static readonly LocalTime Bedtime = new(22, 0);
    private static readonly LocalTime Morning = new(7, 0);
    private static readonly LocalTime Evening = new(21, 0);

    /// <summary>
    /// What the rule means for a booking. Null without a rule, and for a booking confirmed (or moved) when the question had its
    /// time: it has just been promised, so it is never asked about. Counted back on the wall clock, so that two days before
    /// 17:00 is 17:00 also when the clock changes between; a time that no clock shows is an hour later.
    /// </summary>
    /// <param name="start">Of the booking.</param>
    /// <param name="confirmedAt">When it became theirs as it is now.</param>
    /// <param name="rule">The one in force then.</param>
    /// <param name="zone">Of the resource.</param>
    public static ReconfirmationPlan? Of(Instant start, Instant confirmedAt, Reconfirmation? rule, DateTimeZone zone)
    {
        if (rule is null)
        {
            return null;
        }

        // Where the clock skips an hour, what it showed before may lie behind what was to come after it.
        var answerBy = Instant.Min(Before(start, rule.AnswerMinutes, zone), start - LeastBefore);
        var askAt = Instant.Min(Before(start, rule.AskMinutes, zone), answerBy - LeastBetween);
        return confirmedAt < askAt ? new ReconfirmationPlan(askAt, answerBy) : null;
    }

    /// <summary>What a person has for an answer however late they hear of the question: six hours, or half of what was planned if that is less.</summary>
    public Duration FairTime => Duration.Min(LongestFairTime, (AnswerBy - AskAt) / 2);

    /// <summary>
    /// By when they answer if they hear of it only at <paramref name="heardAt"/>: as planned, or later, so that the fair time is
    /// left. Null when that would be after the start: then nothing is given on.
    /// </summary>
    public Instant? AnswerByIfHeardAt(Instant heardAt, Instant start) =>
        Instant.Max(AnswerBy, heardAt + FairTime) is var by && by <= start ? by : null;

    /// <summary>
    /// Halfway between question and deadline; where that is in the night, from 22 to 7 in the zone of the resource, at 21 the
    /// evening before. Null when the question itself came no earlier than that.
    /// </summary>
    public Instant? RemindAt(DateTimeZone zone)
    {
        var half = AskAt + ((AnswerBy - AskAt) / 2);
        var wall = WallClock.At(half, zone);
        if (!IsNight(wall.TimeOfDay))
        {
            return half;
        }

        var evening = zone.AtLeniently((wall.TimeOfDay < Morning ? wall.Date.PlusDays(-1) : wall.Date) + Evening).ToInstant();
        return evening > AskAt ? evening : null;
    }

    /// <summary>When a reminder that comes late may be sent: now, or in the night at seven in the morning.</summary>
    public static Instant NotAtNight(Instant now, DateTimeZone zone)
    {
        var wall = WallClock.At(now, zone);
        return IsNight(wall.TimeOfDay)
            ? zone.AtLeniently((wall.TimeOfDay < Morning ? wall.Date : wall.Date.PlusDays(1)) + Morning).ToInstant()
            : now;
    }

    private static bool IsNight(LocalTime time) => time >= Bedtime || time < Morning;

    private static Instant Before(Instant start, int minutes, DateTimeZone zone) =>
        zone.AtLeniently(WallClock.At(start, zone).PlusMinutes(-minutes)).ToInstant();
}
