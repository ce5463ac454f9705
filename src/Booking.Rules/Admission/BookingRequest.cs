namespace Booking.Rules.Admission;

/// <summary>What a person asks for.</summary>
/// <param name="Period">From the start, included, to the end, excluded; buffers not included.</param>
/// <param name="People">How many will come; any number, admission judges it.</param>
/// <param name="Replaces">The person's own booking whose place this takes; it counts for nothing. Null for a new one.</param>
/// <exception cref="ArgumentException">The period has no start or no end.</exception>
public sealed record BookingRequest(Interval Period, int People, Guid? Replaces = null)
{
    /// <summary>From the start, included, to the end, excluded; buffers not included.</summary>
    public Interval Period { get; } = Period is { HasStart: true, HasEnd: true }
        ? Period
        : throw new ArgumentException("A booking has a start and an end.", nameof(Period));

    /// <summary>
    /// The same request, or one at the edge of time if its dates are absurd: it is refused as past or too far ahead all the same.
    /// </summary>
    internal BookingRequest WithinReason() => new(WallClock.WithinReason(Period), People, Replaces);
}
