namespace Booking.Rules.Lifecycle;

/// <summary>When the time of a booking that nobody checked in to is given back.</summary>
public static class ReleaseRule
{
    /// <summary>
    /// The moment from which a booking without a check-in is released: <paramref name="graceMinutes"/> after its start.
    /// Null means never: the resource has no such rule, or the booking ends before the grace does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The grace is negative.</exception>
    public static Instant? DueAt(Interval booking, int? graceMinutes)
    {
        if (graceMinutes is not { } grace)
        {
            return null;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(grace, nameof(graceMinutes));

        var due = booking.Start + Duration.FromMinutes(grace);
        return due < booking.End ? due : null;
    }
}
