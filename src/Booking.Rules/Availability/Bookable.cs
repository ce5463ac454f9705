using Booking.Rules.Conditions;

namespace Booking.Rules.Availability;

/// <summary>
/// The periods within a window that admission would accept for one person. Free time is held as ranges of grid numbers, so
/// that searching is counting; only what is handed out becomes a moment again.
/// </summary>
internal sealed class Bookable
{
    private readonly Grid grid;
    private readonly List<Range> ranges;
    private readonly int minimumSteps;
    private readonly int maximumSteps;
    private readonly int stepsALength;
    private readonly HandoverTimes? handover;

    // A booking may start at First or later, at LastStart or earlier, and ends at Last or earlier. In a list, First and Last ascend.
    private readonly record struct Range(long First, long LastStart, long Last);

    private Bookable(Terms terms, List<Range> ranges)
    {
        grid = Grid.Of(terms);
        this.ranges = ranges;
        minimumSteps = terms.MinimumSteps;
        maximumSteps = terms.MaximumSteps;
        stepsALength = terms.StepsALength;
        handover = terms.Handover;
    }

    /// <summary>Bookings that lie within the window as a whole, made at <paramref name="now"/>.</summary>
    public static Bookable Within(Terms terms, Occupied occupied, Interval window, Instant now) =>
        In(FreeTime.Choices(terms, occupied, window), terms, now);

    /// <summary>Bookings that lie within an interval of one of the ways of taking the resource, made at <paramref name="now"/>.</summary>
    public static Bookable In(IReadOnlyList<IReadOnlyList<Interval>> choices, Terms terms, Instant now)
    {
        var grid = Grid.Of(terms);
        var soonest = grid.FirstNotBefore(now + Duration.FromMinutes(terms.LeadMinutes));
        var latest = grid.NumberOf(WallClock.DateAt(now, terms.Zone).PlusDays(terms.HorizonDays + 1)) - 1;

        List<Range> ranges = [];
        foreach (var free in choices.SelectMany(choice => choice))
        {
            var range = new Range(Math.Max(grid.FirstNotBefore(free.Start), soonest), latest, grid.LastNotAfter(free.End));
            if (range.First <= range.LastStart && range.First + terms.MinimumSteps <= range.Last)
            {
                ranges.Add(range);
            }
        }

        // One that lies within another, as they do in a pool, adds nothing to it.
        ranges.Sort((one, other) => one.First != other.First ? one.First.CompareTo(other.First) : other.Last.CompareTo(one.Last));
        var furthest = long.MinValue;
        ranges.RemoveAll(range => range.Last <= furthest || (furthest = range.Last) < range.First);
        return new Bookable(terms, ranges);
    }

    /// <summary>How many steps the allowed length nearest to so many minutes has: rounded up, then held within the limits.</summary>
    public int StepsFor(int minutes)
    {
        var length = (long)grid.StepMinutes * stepsALength;
        return (int)Math.Clamp((minutes + length - 1) / length * stepsALength, minimumSteps, maximumSteps);
    }

    /// <summary>The period of so many steps from a number, if it can be booked.</summary>
    public Interval? Period(long first, int steps) => HasRoom(first, steps) ? Between(first, first + steps) : null;

    /// <summary>The shortest period from a number that can be booked.</summary>
    public Interval? Shortest(long first)
    {
        // The shortest length may end at a wall time that the spring change skips; then a longer one does not.
        for (var steps = minimumSteps; steps <= maximumSteps && MayStart(first) && HasRoom(first, steps); steps += stepsALength)
        {
            if (Between(first, first + steps) is { } period)
            {
                return period;
            }
        }

        return null;
    }

    /// <summary>
    /// The first loan from one date to another that can be had and fits: fetched as early on the one as possible, brought back as
    /// early on the other as possible. Of what is lent by whole days the last one is meant, at whose end it is over.
    /// </summary>
    public Interval? Loan(LocalDate from, LocalDate to, Func<Interval, bool> fits) => Loans(from, to).Where(fits).Cast<Interval?>().FirstOrDefault();

    /// <summary>The same nearest to what was wished for: first by when it is fetched, then by when it is brought back.</summary>
    public Interval? LoanNearest(LocalDate from, LocalDate to, LocalTime start, LocalTime end, Func<Interval, bool> fits) => Loans(from, to)
        .OrderBy(loan => Apart(WallClock.At(loan.Start, grid.Zone).TimeOfDay, start))
        .ThenBy(loan => Apart(WallClock.At(loan.End, grid.Zone).TimeOfDay, end))
        .Where(fits).Cast<Interval?>().FirstOrDefault();

    private IEnumerable<Interval> Loans(LocalDate from, LocalDate to)
    {
        var (midnight, returned) = (grid.NumberOf(from), grid.NumberOf(to));
        var stepsADay = grid.NumberOf(from.PlusDays(1)) - midnight;
        var (firstEnd, lastEnd) = stepsADay == 1 ? (returned + 1, returned + 1) : (returned, returned + stepsADay);
        for (var first = midnight; first < midnight + stepsADay; first++)
        {
            if (!MayStart(first))
            {
                continue;
            }

            for (var last = Math.Max(firstEnd, first + minimumSteps); last <= lastEnd && last - first <= maximumSteps && HasRoom(first, (int)(last - first)); last++)
            {
                if ((last - first) % stepsALength == 0 && Between(first, last) is { } loan)
                {
                    yield return loan;
                }
            }
        }
    }

    private static long Apart(LocalTime one, LocalTime other) => Math.Abs(one.TickOfDay - other.TickOfDay);

    // The numbers from which a length has room, ascending, each once.
    private IEnumerable<long> Starts(int steps)
    {
        var next = long.MinValue;
        foreach (var range in ranges)
        {
            for (next = Math.Max(next, range.First); next <= range.LastStart && next + steps <= range.Last; next++)
            {
                yield return next;
            }
        }
    }

    /// <summary>The earliest period that can be booked, as short as allowed.</summary>
    public Interval? Earliest() => Starts(minimumSteps).Select(Shortest).FirstOrDefault(period => period is not null);

    /// <summary>All periods of exactly so many minutes on the wall clock, by start. None if that length is not allowed.</summary>
    public IEnumerable<Interval> Periods(int minutes)
    {
        var (steps, rest) = Math.DivRem(minutes, grid.StepMinutes);
        return rest == 0 && steps % stepsALength == 0 && steps >= minimumSteps && steps <= maximumSteps
            ? Starts(steps).Select(first => Between(first, first + steps)).OfType<Interval>()
            : [];
    }

    /// <summary>
    /// The most steps, up to a number, of a period that can be booked and fits; 0 if there is none. Where one does not fit, no longer
    /// one from the same start does.
    /// </summary>
    public int Longest(int most, Func<Interval, bool> fits)
    {
        var longest = 0;
        foreach (var range in ranges)
        {
            for (var first = range.First; first <= range.LastStart && first + Next() <= range.Last; first++)
            {
                for (var steps = Next(); steps <= most && first + steps <= range.Last; steps += stepsALength)
                {
                    if (Between(first, first + steps) is { } period)
                    {
                        if (!fits(period))
                        {
                            break;
                        }

                        longest = steps;
                    }
                }
            }
        }

        return longest;

        int Next() => Math.Max(longest + stepsALength, minimumSteps);
    }

    /// <summary>The fitting periods of a length whose starts are nearest to a moment, nearest first, the earlier of two as near.</summary>
    public IEnumerable<Interval> Nearest(Instant moment, int steps, int count, Func<Interval, bool> fits)
    {
        var here = grid.FirstNotBefore(moment);
        return ranges
            .SelectMany(range => NearestIn(range, here, steps, count, fits))
            .Distinct()
            .OrderBy(period => Distance(period.Start, moment))
            .ThenBy(period => period.Start)
            .Take(count);
    }

    /// <summary>For each range what its bookings can cover together; in it every period of an allowed length can be booked.</summary>
    public IEnumerable<Interval> Stretches()
    {
        foreach (var range in ranges)
        {
            var last = Math.Min(range.Last, range.LastStart + maximumSteps);
            while (!grid.Exists(last))
            {
                last--;
            }

            yield return new Interval(grid.MomentAt(range.First)!.Value, grid.MomentAt(last)!.Value);
        }
    }

    // The nearest of all are among the nearest of each range: walk outwards from the moment, count periods either way.
    private IEnumerable<Interval> NearestIn(Range range, long here, int steps, int count, Func<Interval, bool> fits)
    {
        var lastStart = Math.Min(range.LastStart, range.Last - steps);
        return Walk(Math.Max(here, range.First), 1).Concat(Walk(Math.Min(here - 1, lastStart), -1));

        IEnumerable<Interval> Walk(long from, int stride) => Numbers(from, stride)
            .TakeWhile(number => range.First <= number && number <= lastStart)
            .Select(number => Between(number, number + steps))
            .OfType<Interval>()
            .Where(fits)
            .Take(count);
    }

    // Of those that have begun, the last has most room.
    private bool HasRoom(long first, int steps)
    {
        var (begun, notBegun) = (0, ranges.Count);
        while (begun < notBegun)
        {
            var middle = (begun + notBegun) / 2;
            (begun, notBegun) = ranges[middle].First <= first ? (middle + 1, notBegun) : (begun, middle);
        }

        return begun > 0 && first <= ranges[begun - 1].LastStart && first + steps <= ranges[begun - 1].Last;
    }

    private bool MayStart(long first) => handover is null || handover.MayStartAt(first * grid.StepMinutes);

    private bool MayEnd(long last) => handover is null || handover.MayEndAt(last * grid.StepMinutes);

    private Interval? Between(long first, long last) =>
        MayStart(first) && MayEnd(last) && grid.MomentAt(first) is { } start && grid.MomentAt(last) is { } end ? new Interval(start, end) : null;

    private static IEnumerable<long> Numbers(long from, int stride)
    {
        for (var number = from; ; number += stride)
        {
            yield return number;
        }
    }

    private static Duration Distance(Instant one, Instant other) => one < other ? other - one : one - other;
}
