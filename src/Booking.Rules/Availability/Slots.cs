namespace Booking.Rules.Availability;

/// <summary>Bookable periods as they are offered: computed, never stored.</summary>
public static class Slots
{
    /// <summary>
    /// Every period of a length that could be booked at <paramref name="now"/> and lies wholly within
    /// <paramref name="window"/>, by start. They start on the grid and overlap each other. The second pass of the hour that
    /// the autumn change repeats is not offered as a start.
    /// </summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="occupied">What is taken within the window and a buffer around it.</param>
    /// <param name="window">Bounded.</param>
    /// <param name="minutes">On the wall clock. A length that is not allowed has no slots.</param>
    /// <param name="now">The moment of asking.</param>
    public static IEnumerable<Interval> Starting(Terms terms, Occupied occupied, Interval window, int minutes, Instant now) =>
        Bookable.Within(terms, occupied, window, now).Periods(minutes);
}
