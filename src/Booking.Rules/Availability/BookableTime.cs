namespace Booking.Rules.Availability;

/// <summary>The time from which a booking may be cut, as it is told to programs: computed, never stored.</summary>
public static class BookableTime
{
    /// <summary>
    /// The stretches within <paramref name="window"/> that bookings made at <paramref name="now"/> may cover, by start. They
    /// start and end on the grid, are as long as the shortest booking or longer, and end where the longest booking ends that
    /// starts within the horizon. Every period within one stretch is accepted if it follows the grid, has an allowed length,
    /// starts within the horizon, and starts and ends at handover times where there are such. Those of a pool are told for its units apart, so they may overlap, but none lies within
    /// another.
    /// </summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="occupied">What is taken within the window and a buffer around it.</param>
    /// <param name="window">Bounded; each stretch lies wholly within it.</param>
    /// <param name="now">The moment of asking.</param>
    public static IReadOnlyList<Interval> Within(Terms terms, Occupied occupied, Interval window, Instant now)
    {
        List<Interval> stretches = [];
        foreach (var stretch in Bookable.Within(terms, occupied, window, now).Stretches()
            .OrderBy(stretch => stretch.Start).ThenByDescending(stretch => stretch.End))
        {
            // Sorted so, a stretch that lies within another comes behind it.
            if (stretches.Count == 0 || stretches[^1].End < stretch.End)
            {
                stretches.Add(stretch);
            }
        }

        return stretches;
    }
}
