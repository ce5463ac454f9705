using NodaTime;

namespace Booking.Web.Features.FreeNow;

/// <summary>What of the time that has come free counts as just come free: the same on the page of it and in every calendar.</summary>
public static class FreedLately
{
    /// <summary>For queries on freed_time.</summary>
    public const string IsSql = "freed_at > @FreedSince and freed_at <= @Now and upper(period) > @Now";

    private static readonly Duration Lately = Duration.FromDays(1);

    /// <summary>When it came free at the earliest.</summary>
    public static Instant Since(Instant now) => now - Lately;
}
