using Booking.Rules.Admission;
using NodaTime.TimeZones;

namespace Booking.Rules.Availability;

/// <summary>Cuts the days of one week into segments, each in one state.</summary>
internal sealed class DayPainter
{
    private const int ShortestCell = 30;
    private const int SuggestedMinutes = 60;

    // A minute that the spring change skips is the moment of the change, so a skipped hour lasts no time.
    private static readonly ZoneLocalMappingResolver EarlierOrEndOfGap =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    // A minute of which any part is past counts as past.
    private static readonly Duration AlmostAMinute = Duration.FromMinutes(1) - Duration.Epsilon;

    private readonly Terms terms;
    private readonly Grid grid;
    private readonly IReadOnlyList<Interval> free;
    private readonly IReadOnlyList<Interval> mine;
    private readonly List<long> changes = [];
    private readonly Bookable bookable;
    private readonly int suggestedSteps;
    private readonly SuitsPerson suitsPerson;
    private readonly Instant soonest;
    private readonly LocalDate today;
    private readonly Instant now;

    public DayPainter(Terms terms, Facts facts, IReadOnlyList<Interval> mine, LocalDate monday, Instant now)
    {
        var starts = new Interval(Midnight(monday, terms.Zone), Midnight(monday.PlusDays(7), terms.Zone));
        // A booking suggested late on Sunday ends in the next week: it lasts an hour or the shortest length, one length more where
        // that one would end in the hour that spring skips, and an hour more in autumn.
        var ends = starts.End + Duration.FromMinutes((terms.MinimumSteps + terms.StepsALength) * (long)terms.StepMinutes) + Duration.FromHours(3);

        (this.terms, this.mine, this.now) = (terms, mine, now);
        grid = Grid.Of(terms);
        soonest = now + Duration.FromMinutes(terms.LeadMinutes);
        today = WallClock.DateAt(now, terms.Zone);
        suitsPerson = new SuitsPerson(facts.Person, terms, now, replaces: null);

        var choices = FreeTime.Choices(terms, facts.Occupied, new Interval(starts.Start, ends));
        free = Intervals.Union(choices);
        bookable = Bookable.In(choices, terms, now);
        suggestedSteps = bookable.StepsFor(SuggestedMinutes);

        changes.Add(WholeMinute(now));
        AddEndsOf(terms.SharedFor);
        foreach (var interval in free.Concat(mine))
        {
            changes.Add(WholeMinute(interval.Start));
            changes.Add(WholeMinute(interval.End));
        }
    }

    private void AddEndsOf(Interval shared)
    {
        if (shared.HasStart)
        {
            changes.Add(WholeMinute(shared.Start));
        }

        if (shared.HasEnd)
        {
            changes.Add(WholeMinute(shared.End));
        }
    }

    public CalendarDay Paint(LocalDate date, IReadOnlyList<(int Opens, int Closes)> open, int first, int last)
    {
        var midnight = WallClock.MinutesSinceEpoch(date);
        var tooFarAhead = date > today.PlusDays(terms.HorizonDays);
        List<CalendarSegment> segments = [];
        var (from, start) = (first, MomentAt(midnight + first));
        foreach (var to in Cuts(midnight, first, last, open))
        {
            if (to == from)
            {
                continue;
            }

            var end = MomentAt(midnight + to);
            var (state, slot, refusals) = Judge(midnight, from, to, new Interval(start, end), open, tooFarAhead);
            if (segments.Count > 0 && state != SegmentState.Free && segments[^1].State == state && AreSame(segments[^1].Refusals, refusals))
            {
                segments[^1] = segments[^1] with { ToMinute = to };
            }
            else
            {
                segments.Add(new CalendarSegment(from, to, state, slot) { Refusals = refusals });
            }

            (from, start) = (to, end);
        }

        var closed = OpenTime.WhyClosed(terms, date);
        return new CalendarDay(date, date == today, closed?.Da, closed?.En, segments);
    }

    // Between two cuts nothing changes: neither what is open, nor what is free or mine, nor the past, nor the cell. Some come twice.
    private List<int> Cuts(long midnight, int first, int last, IReadOnlyList<(int Opens, int Closes)> open)
    {
        List<int> cuts = [last];
        var cell = Math.Max(terms.StepMinutes, ShortestCell);
        for (var minute = Multiples.RoundUp(first + 1, cell); minute < last; minute += cell)
        {
            cuts.Add(minute);
        }

        foreach (var (opens, closes) in open)
        {
            Add(opens);
            Add(closes);
        }

        foreach (var change in changes)
        {
            Add(change - midnight);
        }

        cuts.Sort();
        return cuts;

        void Add(long minute)
        {
            if (first < minute && minute < last)
            {
                cuts.Add((int)minute);
            }
        }
    }

    private (SegmentState State, Interval? Slot, IReadOnlyList<Refusal> Refusals) Judge(
        long midnight, int from, int to, Interval time, IReadOnlyList<(int Opens, int Closes)> open, bool tooFarAhead)
    {
        if (IsMine(time))
        {
            return (SegmentState.Mine, null, []);
        }

        var (suggested, refusals) = Suggestion(midnight, from, to);
        if (suggested is { } slot)
        {
            return (SegmentState.Free, slot, []);
        }

        if (refusals.Count > 0)
        {
            return (SegmentState.NotForYou, null, refusals);
        }

        var skipped = time.Start == time.End;
        if (skipped || !IsOpen(open, from, to))
        {
            return (SegmentState.Closed, null, []);
        }

        if (time.Start < now)
        {
            return (SegmentState.Past, null, []);
        }

        if (!terms.SharedFor.Contains(time.Start))
        {
            return (SegmentState.NotShared, null, []);
        }

        if (!Intervals.Cover(free, time))
        {
            return (SegmentState.Taken, null, []);
        }

        return (WhyNoStart(midnight, to, tooFarAhead), null, []);
    }

    // Where nothing can start for this person, why not for the first that could for another.
    private (Interval? Slot, IReadOnlyList<Refusal> Refusals) Suggestion(long midnight, int from, int to)
    {
        IReadOnlyList<Refusal> refusals = [];
        var first = midnight / terms.StepMinutes;
        for (var step = StepsUpTo(from); step * terms.StepMinutes < to; step++)
        {
            var usual = bookable.Period(first + step, suggestedSteps);
            if (Suits(usual))
            {
                return (usual, []);
            }

            var shortest = bookable.Shortest(first + step);
            if (shortest != usual && Suits(shortest))
            {
                return (shortest, []);
            }
        }

        return (null, refusals);

        bool Suits(Interval? period)
        {
            if (period is null)
            {
                return false;
            }

            var against = suitsPerson.Against(period.Value);
            refusals = refusals.Count > 0 ? refusals : against;
            return against.Count == 0;
        }
    }

    // The reason is that of the last start that would have had this time in its first step.
    private SegmentState WhyNoStart(long midnight, int to, bool tooFarAhead) =>
        MomentAt(midnight + ((StepsUpTo(to) - 1) * terms.StepMinutes)) < soonest ? SegmentState.TooSoon
        : tooFarAhead ? SegmentState.TooFarAhead
        : SegmentState.TooShort;

    private int StepsUpTo(int minute) => (minute + terms.StepMinutes - 1) / terms.StepMinutes;

    private long WholeMinute(Instant moment) => WallClock.MinutesSinceEpoch(moment + AlmostAMinute, terms.Zone);

    private Instant MomentAt(long minute) =>
        WallClock.OnlyMoment(minute, terms.Zone) ?? terms.Zone.ResolveLocal(WallClock.SinceEpoch(minute), EarlierOrEndOfGap).ToInstant();

    private bool IsMine(Interval time)
    {
        for (var i = 0; i < mine.Count; i++)
        {
            if (Intervals.Overlap(mine[i], time))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreSame(IReadOnlyList<Refusal> some, IReadOnlyList<Refusal> others) => ReferenceEquals(some, others) || some.SequenceEqual(others);

    private static bool IsOpen(IReadOnlyList<(int Opens, int Closes)> open, int from, int to)
    {
        for (var i = 0; i < open.Count; i++)
        {
            if (open[i].Opens <= from && to <= open[i].Closes)
            {
                return true;
            }
        }

        return false;
    }

    private static Instant Midnight(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(date).ToInstant();
}
