using Booking.Rules.Admission;
using NodaTime.TimeZones;

namespace Booking.Rules.Availability;

/// <summary>Cuts the days of one week into segments, each in one state.</summary>
internal sealed class DayPainter
{
    private const int Hour = 60;
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
    private readonly ILookup<LocalDate, int> changes;
    private readonly Bookable bookable;
    private readonly PersonFacts person;
    private readonly Instant now;

    public DayPainter(Terms terms, Facts facts, IReadOnlyList<Interval> mine, LocalDate monday, Instant now)
    {
        var starts = new Interval(Midnight(monday, terms.Zone), Midnight(monday.PlusDays(7), terms.Zone));
        // A booking suggested late on Sunday ends in the next week, by the shortest length, a step and the change of the clock.
        var ends = starts.End + Duration.FromMinutes(terms.MinimumMinutes) + Duration.FromDays(2);

        (this.terms, this.mine, this.now, person) = (terms, mine, now, facts.Person);
        grid = Grid.Of(terms);
        free = FreeTime.Within(terms, facts.Occupied, starts);
        changes = free.Concat(mine).SelectMany(Ends).Append(now).Select(WholeMinute).ToLookup(wall => wall.Date, MinuteOfDay);
        bookable = Bookable.Within(terms, facts.Occupied, new Interval(starts.Start, ends), now);
    }

    public CalendarDay Paint(LocalDate date, int first, int last)
    {
        (int, int)[] open = [.. OpenTime.MinutesOn(terms, date)];
        List<CalendarSegment> segments = [];
        var (from, start) = (first, MomentAt(date, first));
        foreach (var to in Cuts(date, first, last, open))
        {
            var end = MomentAt(date, to);
            var (state, slot, refusals) = Judge(date, from, to, new Interval(start, end), open);
            if (segments.Count > 0 && state != SegmentState.Free && segments[^1].State == state && segments[^1].Refusals.SequenceEqual(refusals))
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
        return new CalendarDay(date, date == WallClock.DateAt(now, terms.Zone), closed?.Da, closed?.En, segments);
    }

    // Between two cuts nothing changes: neither what is open, nor what is free or mine, nor the past, nor the cell.
    private SortedSet<int> Cuts(LocalDate date, int first, int last, (int Opens, int Closes)[] open)
    {
        var cell = Math.Max(terms.StepMinutes, ShortestCell);
        var cuts = new SortedSet<int> { last };
        for (var minute = 0; minute < last; minute += cell)
        {
            cuts.Add(minute);
        }

        foreach (var (opens, closes) in open)
        {
            cuts.UnionWith([opens, closes]);
        }

        cuts.UnionWith(changes[date]);
        return cuts.GetViewBetween(first + 1, last);
    }

    private (SegmentState State, Interval? Slot, IReadOnlyList<Refusal> Refusals) Judge(
        LocalDate date, int from, int to, Interval time, (int Opens, int Closes)[] open)
    {
        if (mine.Any(booking => Intervals.Overlap(booking, time)))
        {
            return (SegmentState.Mine, null, []);
        }

        var (suggested, refusals) = Suggestion(date, from, to);
        if (suggested is { } slot)
        {
            return (SegmentState.Free, slot, []);
        }

        if (refusals.Count > 0)
        {
            return (SegmentState.NotForYou, null, refusals);
        }

        var skipped = time.Start == time.End;
        if (skipped || !open.Any(span => span.Opens <= from && to <= span.Closes))
        {
            return (SegmentState.Closed, null, []);
        }

        if (time.Start < now)
        {
            return (SegmentState.Past, null, []);
        }

        if (!Intervals.Cover(free, time))
        {
            return (SegmentState.Taken, null, []);
        }

        return (WhyNoStart(date, to), null, []);
    }

    // Where nothing can start for this person, why not for the first that could for another.
    private (Interval? Slot, IReadOnlyList<Refusal> Refusals) Suggestion(LocalDate date, int from, int to)
    {
        IReadOnlyList<Refusal> refusals = [];
        var midnight = grid.NumberOf(date);
        for (var step = StepsUpTo(from); step * terms.StepMinutes < to; step++)
        {
            var start = midnight + step;
            foreach (var slot in (ReadOnlySpan<Interval?>)[bookable.Period(start, bookable.StepsFor(SuggestedMinutes)), bookable.Shortest(start)])
            {
                if (slot is not { } period)
                {
                    continue;
                }

                Refusal[] against = [.. SuitsPerson.Check(new BookingRequest(period, 1), person, terms, now)];
                if (against.Length == 0)
                {
                    return (period, []);
                }

                refusals = refusals.Count > 0 ? refusals : against;
            }
        }

        return (null, refusals);
    }

    // The reason is that of the last start that would have had this time in its first step.
    private SegmentState WhyNoStart(LocalDate date, int to)
    {
        var start = MomentAt(date, (StepsUpTo(to) - 1) * terms.StepMinutes);
        if (start < now + Duration.FromMinutes(terms.LeadMinutes))
        {
            return SegmentState.TooSoon;
        }

        var latest = WallClock.DateAt(now, terms.Zone).PlusDays(terms.HorizonDays);
        return date > latest ? SegmentState.TooFarAhead : SegmentState.TooShort;
    }

    private int StepsUpTo(int minute) => (minute + terms.StepMinutes - 1) / terms.StepMinutes;

    private LocalDateTime WholeMinute(Instant moment) => WallClock.At(moment + AlmostAMinute, terms.Zone);

    private static int MinuteOfDay(LocalDateTime wall) => wall.Hour * Hour + wall.Minute;

    private Instant MomentAt(LocalDate date, int minute) =>
        terms.Zone.ResolveLocal(WallClock.MinuteOf(date, minute), EarlierOrEndOfGap).ToInstant();

    private static Instant Midnight(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(date).ToInstant();

    private static Instant[] Ends(Interval interval) => [interval.Start, interval.End];
}
