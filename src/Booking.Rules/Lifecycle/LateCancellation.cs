namespace Booking.Rules.Lifecycle;

/// <summary>Whether giving up a booking comes so late that a quota counts it all the same.</summary>
public static class LateCancellation
{
    private static readonly Duration SecondThoughts = Duration.FromHours(1);

    /// <summary>
    /// True from <paramref name="deadlineMinutes"/> before the start on; that moment itself is still in time. Who has booked
    /// within the last hour may think again at no cost. Never true where there is no deadline.
    /// </summary>
    /// <param name="booking">The booked period.</param>
    /// <param name="confirmedAt">When it became theirs.</param>
    /// <param name="deadlineMinutes">Null for no deadline.</param>
    /// <param name="now">The moment of giving it up.</param>
    public static bool IsLate(Interval booking, Instant confirmedAt, int? deadlineMinutes, Instant now) =>
        deadlineMinutes is { } minutes && now > booking.Start - Duration.FromMinutes(minutes) && now >= confirmedAt + SecondThoughts;
}
