namespace Booking.Rules.Availability;

/// <summary>Open time less what is taken. A booking that starts where another ends does not meet it.</summary>
public static class FreeTime
{
    /// <summary>
    /// The time that bookings may cover within <paramref name="window"/>: sorted, disjoint, none empty. It stays clear of its
    /// neighbours by the booking's own buffers, which may themselves lie outside opening hours and outside the window. For a
    /// pool it is the time when some unit is free; one booking may not fit where the units are free by turns.
    /// </summary>
    public static IReadOnlyList<Interval> Within(Terms terms, Occupied occupied, Interval window) =>
        Intervals.Union(Choices(terms, occupied, window));

    /// <summary>
    /// The same for each way of taking the resource: one list when a booking takes all units, one for each unit of a pool. A
    /// booking fits if it lies within a single interval of one of them.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Interval>> Choices(Terms terms, Occupied occupied, Interval window)
    {
        if (occupied.ByUnit.Count == 0)
        {
            return [];
        }

        var open = OpenTime.Within(terms, window);
        var kept = occupied.ByUnit.Select(unit => KeptClear(unit, terms.Buffer, window));
        return terms.Use == UnitUse.All
            ? [kept.Aggregate(open, Intervals.Without)]
            : [.. kept.Select(taken => Intervals.Without(open, taken))];
    }

    /// <summary>
    /// Whether nothing taken overlaps the booking with its buffers: in all units, or for a pool in one and the same unit
    /// throughout. Asks nothing about opening hours.
    /// </summary>
    public static bool IsFree(Terms terms, Occupied occupied, Interval booking)
    {
        var needed = terms.Buffer.Around(booking);
        return occupied.ByUnit.Count > 0 && (terms.Use == UnitUse.All ? occupied.ByUnit.All(HasRoom) : occupied.ByUnit.Any(HasRoom));

        bool HasRoom(IReadOnlyList<Interval> unit) => !unit.Any(taken => Intervals.Overlap(taken, needed));
    }

    // A booking must end its clean-up before what is taken, and begin its set-up after it.
    private static List<Interval> KeptClear(IReadOnlyList<Interval> unit, Buffer buffer, Interval window)
    {
        var seen = buffer.Around(window);
        return
        [
            .. unit
                .Where(taken => Intervals.Overlap(taken, seen))
                .Select(taken => new Interval(
                    Instant.Max(Intervals.StartOf(taken), seen.Start) - buffer.After,
                    Instant.Min(Intervals.EndOf(taken), seen.End) + buffer.Before)),
        ];
    }
}
