namespace Booking.Rules.Lifecycle;

/// <summary>When a person can hand over what they have booked, and say what is broken.</summary>
public static class HandoverWindow
{
    private static readonly Duration AfterEnd = Duration.FromHours(24);

    /// <summary>From the booking's start until 24 hours after its end. Includes the start, excludes the last moment.</summary>
    public static bool IsOpen(Interval booking, Instant now) => new Interval(booking.Start, booking.End + AfterEnd).Contains(now);
}
