namespace Booking.Rules.Availability;

/// <summary>How a booking uses the units of its resource.</summary>
public enum UnitUse
{
    /// <summary>A booking takes every unit: the whole hall is both its halves.</summary>
    All,

    /// <summary>A booking takes any one unit of a pool: one of six workbenches.</summary>
    AnyOne,
}
