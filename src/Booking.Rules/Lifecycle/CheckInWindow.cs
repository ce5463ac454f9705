namespace Booking.Rules.Lifecycle;

/// <summary>When a person can say "I am here".</summary>
public static class CheckInWindow
{
    private static readonly Duration OpensBeforeStart = Duration.FromMinutes(30);

    /// <summary>From 30 minutes before the booking starts until it ends, the end excluded.</summary>
    public static Interval Of(Interval booking) => new(booking.Start - OpensBeforeStart, booking.End);

    /// <summary>Whether one can check in at <paramref name="now"/>. Includes the opening moment, excludes the end.</summary>
    public static bool IsOpen(Interval booking, Instant now) => Of(booking).Contains(now);
}
