using NodaTime;

namespace Booking.Web.Mail;

/// <summary>When a delayed mail is tried again: soon at first, then ever more seldom, for three days in all.</summary>
public static class RetrySchedule
{
    private static readonly Duration First = Duration.FromSeconds(15);
    private static readonly Duration Longest = Duration.FromMinutes(30);
    private static readonly Duration GiveUpAfter = Duration.FromDays(3);

    /// <param name="attempts">How many there have been, this one included; at least one.</param>
    /// <returns>After <paramref name="now"/> by 15 seconds, doubled for each attempt, at most 30 minutes; null to give up.</returns>
    public static Instant? Next(Instant createdAt, int attempts, Instant now)
    {
        if (now - createdAt >= GiveUpAfter)
        {
            return null;
        }

        var doublings = Math.Clamp(attempts - 1, 0, 16);
        return now + Duration.Min(First * (1 << doublings), Longest);
    }
}
