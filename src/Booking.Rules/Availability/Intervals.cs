namespace Booking.Rules.Availability;

/// <summary>
/// Arithmetic on lists of half-open intervals sorted by start. None of these ever returns an empty interval, and intervals
/// that only touch do not overlap.
/// </summary>
internal static class Intervals
{
    /// <summary>Adds an interval that starts no earlier than the last; one that meets the last is joined to it.</summary>
    public static void Join(List<Interval> sorted, Instant start, Instant end)
    {
        if (start >= end)
        {
            return;
        }

        if (sorted.Count > 0 && sorted[^1].End >= start)
        {
            sorted[^1] = new Interval(sorted[^1].Start, Instant.Max(sorted[^1].End, end));
        }
        else
        {
            sorted.Add(new Interval(start, end));
        }
    }

    public static IReadOnlyList<Interval> Union(IReadOnlyList<IReadOnlyList<Interval>> lists)
    {
        if (lists.Count == 1)
        {
            return lists[0];
        }

        List<Interval> union = [];
        foreach (var interval in lists.SelectMany(list => list).OrderBy(interval => interval.Start))
        {
            Join(union, interval.Start, interval.End);
        }

        return union;
    }

    /// <summary>What remains of the first when the second, whose starts and ends both ascend, is taken away.</summary>
    public static IReadOnlyList<Interval> Without(IReadOnlyList<Interval> intervals, IReadOnlyList<Interval> taken)
    {
        List<Interval> remaining = [];
        var next = 0;
        foreach (var interval in intervals)
        {
            var from = interval.Start;
            while (next < taken.Count && taken[next].End <= from)
            {
                next++;
            }

            for (var i = next; i < taken.Count && taken[i].Start < interval.End; i++)
            {
                if (from < taken[i].Start)
                {
                    remaining.Add(new Interval(from, taken[i].Start));
                }

                from = Instant.Max(from, taken[i].End);
            }

            if (from < interval.End)
            {
                remaining.Add(new Interval(from, interval.End));
            }
        }

        return remaining;
    }

    /// <summary>Whether all of one lies within one of those, whose starts and ends both ascend.</summary>
    public static bool Cover(IReadOnlyList<Interval> intervals, Interval whole)
    {
        var (begun, notBegun) = (0, intervals.Count);
        while (begun < notBegun)
        {
            var middle = (begun + notBegun) / 2;
            (begun, notBegun) = intervals[middle].Start <= whole.Start ? (middle + 1, notBegun) : (begun, middle);
        }

        return begun > 0 && whole.End <= intervals[begun - 1].End;
    }

    /// <summary>What lies in both; null when nothing does. The first is bounded, the second need not be.</summary>
    public static Interval? Common(Interval bounded, Interval other)
    {
        var (start, end) = (Instant.Max(bounded.Start, StartOf(other)), Instant.Min(bounded.End, EndOf(other)));
        return start < end ? new Interval(start, end) : null;
    }

    public static bool Overlap(Interval one, Interval other) =>
        StartOf(one) < EndOf(other) && StartOf(other) < EndOf(one);

    /// <summary>The start, or the beginning of time of an interval that has none.</summary>
    public static Instant StartOf(Interval interval) => interval.HasStart ? interval.Start : Instant.MinValue;

    /// <summary>The end, or the end of time of an interval that has none.</summary>
    public static Instant EndOf(Interval interval) => interval.HasEnd ? interval.End : Instant.MaxValue;
}
