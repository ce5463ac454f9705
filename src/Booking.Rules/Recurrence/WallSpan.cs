namespace Booking.Rules.Recurrence;

/// <summary>The moments of a span on the wall clock, also where the clock changes: the widest that the two times can mean.</summary>
internal static class WallSpan
{
    public static Instant StartOf(LocalDateTime wall, DateTimeZone zone)
    {
        var moments = zone.MapLocal(wall);
        return moments.Count == 0 ? moments.LateInterval.Start : moments.First().ToInstant();
    }

    public static Instant EndOf(LocalDateTime wall, DateTimeZone zone)
    {
        var moments = zone.MapLocal(wall);
        return moments.Count == 0 ? moments.LateInterval.Start : moments.Last().ToInstant();
    }
}
