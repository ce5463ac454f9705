namespace Booking.Rules.Availability;

/// <summary>
/// Set-up before and clean-up after a booking. Both take the room, so between two bookings there is room for the clean-up of
/// the first and the set-up of the second, one after the other. They need not lie within opening hours.
/// </summary>
/// <param name="Before">Set-up, ending where the booking starts. Not negative.</param>
/// <param name="After">Clean-up, starting where the booking ends. Not negative.</param>
/// <exception cref="ArgumentOutOfRangeException">One is negative.</exception>
public sealed record Buffer(Duration Before, Duration After)
{
    /// <summary>No set-up and no clean-up.</summary>
    public static Buffer None { get; } = new(Duration.Zero, Duration.Zero);

    /// <summary>Set-up, ending where the booking starts.</summary>
    public Duration Before { get; } = NotNegative(Before, nameof(Before));

    /// <summary>Clean-up, starting where the booking ends.</summary>
    public Duration After { get; } = NotNegative(After, nameof(After));

    /// <summary>All the time a booking takes, set-up and clean-up included: what its occupancy holds.</summary>
    public Interval Around(Interval booking) => new(booking.Start - Before, booking.End + After);

    private static Duration NotNegative(Duration value, string name) =>
        value >= Duration.Zero ? value : throw new ArgumentOutOfRangeException(name, value, "A buffer is not negative.");
}
