namespace Booking.Rules.Lifecycle;

/// <summary>When a booker can see how to get in.</summary>
public static class AccessWindow
{
    /// <summary>From <paramref name="minutesBefore"/> (zero or more) before the booking starts until it ends, the end excluded.</summary>
    public static Interval Of(Interval booking, int minutesBefore) => new(booking.Start - Duration.FromMinutes(minutesBefore), booking.End);

    /// <summary>Whether it can be seen at <paramref name="now"/>. Includes the opening moment, excludes the end.</summary>
    public static bool IsOpen(Interval booking, int minutesBefore, Instant now) => Of(booking, minutesBefore).Contains(now);
}
