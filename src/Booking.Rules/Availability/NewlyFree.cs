namespace Booking.Rules.Availability;

/// <summary>Time that can be had because somebody gave it up.</summary>
public static class NewlyFree
{
    /// <summary>
    /// What is free within <paramref name="window"/> and would not be if what was given up were still taken: sorted, disjoint, none
    /// empty. What was free already in another unit of a pool is not among it, nor what has been taken again.
    /// </summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="occupied">What is taken, in the window and as far around it as the buffers reach.</param>
    /// <param name="freed">For each unit, as they stand in <paramref name="occupied"/>, what was given up of it, buffers included; in any order.</param>
    /// <param name="window">Where to look.</param>
    public static IReadOnlyList<Interval> Within(
        Terms terms, Occupied occupied, IReadOnlyList<IReadOnlyList<Interval>> freed, Interval window)
    {
        if (freed.All(unit => unit.Count == 0))
        {
            return [];
        }

        var seen = terms.Buffer.Around(window);
        var before = new Occupied([.. occupied.ByUnit.Zip(freed, (taken, given) => Intervals.Union([Seen(taken), Seen(given)]))]);
        return Intervals.Without(FreeTime.Within(terms, occupied, window), FreeTime.Within(terms, before, window));

        IReadOnlyList<Interval> Seen(IReadOnlyList<Interval> intervals) =>
            [.. intervals.Select(interval => Intervals.Common(seen, interval)).OfType<Interval>()];
    }
}
