namespace Booking.Rules.Waitlist;

/// <summary>What somebody waits for at one place.</summary>
/// <exception cref="ArgumentException">There are no windows, or the least is more than what is wished for, or not positive.</exception>
public sealed record Wish
{
    /// <param name="id">By which it is known.</param>
    /// <param name="windows">Any of these will do; a booking lies wholly within one. Bounded.</param>
    /// <param name="minutes">How long they would like it, on the wall clock.</param>
    /// <param name="leastMinutes">How short it may be and still be of use, on the wall clock.</param>
    public Wish(Guid id, IReadOnlyList<Interval> windows, int minutes, int leastMinutes)
    {
        if (windows.Count == 0)
        {
            throw new ArgumentException("Something is waited for.", nameof(windows));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leastMinutes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leastMinutes, minutes);
        (Id, Windows, Minutes, LeastMinutes) = (id, windows, minutes, leastMinutes);
    }

    /// <summary>By which it is known.</summary>
    public Guid Id { get; }

    /// <summary>Any of these will do; a booking lies wholly within one.</summary>
    public IReadOnlyList<Interval> Windows { get; }

    /// <summary>How long they would like it, in minutes on the wall clock.</summary>
    public int Minutes { get; }

    /// <summary>How short it may be and still be of use, in minutes on the wall clock.</summary>
    public int LeastMinutes { get; }
}
