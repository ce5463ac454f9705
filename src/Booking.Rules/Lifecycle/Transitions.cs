namespace Booking.Rules.Lifecycle;

/// <summary>Which status may follow which.</summary>
public static class Transitions
{
    /// <summary>Whether a booking may go from one status to another. None may follow itself, and nothing follows an ended one.</summary>
    public static bool May(BookingStatus from, BookingStatus to) => (from, to) switch
    {
        (BookingStatus.Held, BookingStatus.Confirmed or BookingStatus.Expired or BookingStatus.Cancelled) => true,
        (BookingStatus.Confirmed, BookingStatus.Cancelled or BookingStatus.Released) => true,
        _ => false,
    };
}
