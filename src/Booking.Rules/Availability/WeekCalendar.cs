namespace Booking.Rules.Availability;

/// <summary>The week at a glance: what is free, what is not and why, and where a booking can start.</summary>
public static class WeekCalendar
{
    private const int Hour = 60;
    private const int ShortestDay = 8 * Hour;
    private const int ShortestCell = 30;
    private const int DefaultLength = 60;

    /// <summary>
    /// The week from <paramref name="monday"/>. It shows the hours from the earliest opening to the latest closing of that very
    /// week, whole hours and at least eight (8–16 if all of it is closed). Free time comes as one segment a step, steps under
    /// 30 minutes as half hours, days as days; all other time as blocks. A free segment suggests a booking of an hour, or the
    /// next longer length allowed, or the shortest where only that fits.
    /// </summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="occupied">What is taken within <see cref="Terms.Reach"/> of the week.</param>
    /// <param name="mine">The periods of the onlooker's own bookings, without buffers, in any order.</param>
    /// <param name="monday">The first day.</param>
    /// <param name="now">The moment of asking.</param>
    /// <exception cref="ArgumentException">The first day is no Monday.</exception>
    public static CalendarWeek Of(Terms terms, Occupied occupied, IReadOnlyList<Interval> mine, LocalDate monday, Instant now)
    {
        if (monday.DayOfWeek != IsoDayOfWeek.Monday) throw new ArgumentException($"{monday} is no Monday.", nameof(monday));

        LocalDate[] dates = [.. Enumerable.Range(0, 7).Select(monday.PlusDays)];
        var (first, last) = HoursToShow([.. dates.SelectMany(date => OpenTime.MinutesOn(terms, date))]);
        var day = new DayPainter(terms, occupied, mine, monday, now);
        return new CalendarWeek(monday, first, last, [.. dates.Select(date => day.Paint(date, first, last))]);
    }

    private static (int First, int Last) HoursToShow(IReadOnlyList<(int Opens, int Closes)> open)
    {
        if (open.Count == 0) return (8 * Hour, 16 * Hour);

        var first = open.Min(span => span.Opens) / Hour * Hour;
        var last = (open.Max(span => span.Closes) + Hour - 1) / Hour * Hour;
        last = Math.Min(Math.Max(last, first + ShortestDay), 1440);
        return (Math.Min(first, last - ShortestDay), last);
    }

    private sealed class DayPainter
    {
        private readonly Terms terms;
        private readonly Grid grid;
        private readonly IReadOnlyList<Interval> free;
        private readonly Bookable bookable;
        private readonly IReadOnlyList<Interval> mine;
        private readonly Instant now;
        private readonly Instant soonest;
        private readonly LocalDate today;

        public DayPainter(Terms terms, Occupied occupied, IReadOnlyList<Interval> mine, LocalDate monday, Instant now)
        {
            var week = new Interval(
                terms.Zone.AtStartOfDay(monday).ToInstant(), terms.Zone.AtStartOfDay(monday.PlusDays(7)).ToInstant());
            (this.terms, this.mine, this.now) = (terms, mine, now);
            grid = Grid.Of(terms);
            free = FreeTime.Within(terms, occupied, week);
            bookable = Bookable.Within(terms, occupied, new Interval(week.Start, terms.Reach(week).End - terms.Buffer.After), now);
            soonest = now + Duration.FromMinutes(terms.LeadMinutes);
            today = WallClock.DateAt(now, terms.Zone);
        }

        public CalendarDay Paint(LocalDate date, int first, int last)
        {
            (int, int)[] open = [.. OpenTime.MinutesOn(terms, date)];
            var cuts = Cuts(date, first, last, open);

            List<CalendarSegment> segments = [];
            for (var i = 1; i < cuts.Count; i++)
            {
                var segment = Segment(date, cuts[i - 1], cuts[i], open);
                if (segments.Count > 0 && segment.State != SegmentState.Free && segments[^1].State == segment.State)
                    segments[^1] = segments[^1] with { ToMinute = segment.ToMinute };
                else
                    segments.Add(segment);
            }

            var closed = OpenTime.WhyClosed(terms, date);
            return new CalendarDay(date, date == today, closed?.Da, closed?.En, segments);
        }

        // Between two cuts nothing changes: neither what is open, nor what is free or mine, nor the past, nor the cell.
        private List<int> Cuts(LocalDate date, int first, int last, (int Opens, int Closes)[] open)
        {
            var cell = Math.Max(terms.StepMinutes, ShortestCell);
            var cuts = new SortedSet<int> { first, last };
            for (var minute = 0; minute < last; minute += cell) cuts.Add(minute);
            foreach (var (opens, closes) in open) cuts.UnionWith([opens, closes]);
            foreach (var moment in free.Concat(mine).SelectMany(interval => (Instant[])[interval.Start, interval.End]).Append(now))
            {
                if (MinuteOn(date, moment) is { } minute) cuts.Add(minute);
            }

            return [.. cuts.GetViewBetween(first, last)];
        }

        private int? MinuteOn(LocalDate date, Instant moment)
        {
            var wall = WallClock.At(moment, terms.Zone);
            if (wall.Date != date) return null;
            var wholeMinute = wall.Second == 0 && wall.NanosecondOfSecond == 0;
            return wall.Hour * Hour + wall.Minute + (wholeMinute ? 0 : 1);
        }

        private CalendarSegment Segment(LocalDate date, int from, int to, (int Opens, int Closes)[] open)
        {
            var time = new Interval(MomentAt(date, from), MomentAt(date, to));
            var skipped = time.Start == time.End;

            if (!skipped && mine.Any(booking => Intervals.Overlap(booking, time))) return Plain(SegmentState.Mine);
            if (skipped || !open.Any(span => span.Opens <= from && to <= span.Closes)) return Plain(SegmentState.Closed);
            if (time.Start < now) return Plain(SegmentState.Past);
            if (!Intervals.Cover(free, time)) return Plain(SegmentState.Taken);

            var midnight = grid.NumberOf(date);
            for (var step = RoundUp(from); step * terms.StepMinutes < to; step++)
            {
                if (Suggestion(midnight + step) is { } slot) return new CalendarSegment(from, to, SegmentState.Free, slot);
            }

            // No start here: the reason is that of the last one that would have this time in its first step.
            var lastStart = MomentAt(date, (RoundUp(to) - 1) * terms.StepMinutes);
            return Plain(
                lastStart < soonest ? SegmentState.TooSoon
                : date > today.PlusDays(terms.HorizonDays) ? SegmentState.TooFarAhead
                : SegmentState.TooShort);

            CalendarSegment Plain(SegmentState state) => new(from, to, state, null);
        }

        private Interval? Suggestion(long start) =>
            bookable.Period(start, bookable.StepsFor(DefaultLength)) ?? bookable.Shortest(start);

        private int RoundUp(int minute) => (minute + terms.StepMinutes - 1) / terms.StepMinutes;

        // A minute that the spring change skips is the moment of the change, so a skipped hour lasts no time.
        private Instant MomentAt(LocalDate date, int minute) =>
            terms.Zone.ResolveLocal(WallClock.MinuteOf(date, minute), EarlierOrEndOfGap).ToInstant();

        private static readonly NodaTime.TimeZones.ZoneLocalMappingResolver EarlierOrEndOfGap =
            NodaTime.TimeZones.Resolvers.CreateMappingResolver(
                NodaTime.TimeZones.Resolvers.ReturnEarlier, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter);
    }
}
