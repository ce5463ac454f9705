namespace Booking.Rules.Lifecycle;

/// <summary>Where a booking stands. <see cref="Held"/> and <see cref="Confirmed"/> take the resource, the others do not.</summary>
public enum BookingStatus
{
    /// <summary>Reserved for a short while, until something is finished.</summary>
    Held,

    /// <summary>The person has the resource for the period.</summary>
    Confirmed,

    /// <summary>Given up by the person or called off by the owner.</summary>
    Cancelled,

    /// <summary>Not used: what remained of its period was given back.</summary>
    Released,

    /// <summary>A hold that was not finished in time.</summary>
    Expired,
}
