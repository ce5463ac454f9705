using NodaTime.Text;

namespace Booking.Rules.Recurrence;

/// <summary>
/// Reads which times a calendar (RFC 5545) takes, as calendar programs export it. Confirmed events that are not marked as free take
/// their time; cancelled, tentative, declined and unanswered ones do not. A whole day lasts from one midnight of the place to the
/// next. What cannot be read is told by line and costs nothing but itself; what asks too much is refused as a whole.
/// </summary>
public static class ReadCalendar
{
    private const int MostText = 60;

    /// <param name="file">As it was fetched.</param>
    /// <param name="ownZone">Of the place: of whole days, and of times without a zone.</param>
    /// <param name="window">What is wanted: every time that reaches into it.</param>
    /// <param name="owner">The address of whose calendar it is, for their answers to invitations; null where it is not known.</param>
    /// <param name="cancellation">Ends a reading that lasts too long.</param>
    /// <exception cref="OperationCanceledException" />
    public static ImportedCalendar Of(string file, DateTimeZone ownZone, Interval window, string? owner, CancellationToken cancellation) =>
        new Reader(ownZone, window, cancellation).Read(file, owner);

    private sealed class Reader(DateTimeZone ownZone, Interval window, CancellationToken cancellation)
    {
        private readonly List<CalendarProblem> problems = [];
        private readonly List<CalendarEvent> events = [];
        private readonly HashSet<string> unknownZones = [];

        public ImportedCalendar Read(string file, string? owner)
        {
            if (FindEvents(file, ref owner) is { } refused)
            {
                return new ImportedCalendar([], new HashSet<string>(), problems, refused);
            }

            // A date that was changed is taken out of its series, and stands for itself.
            var changed = events.Where(one => one.Changes is not null).ToLookup(one => one.Uid);
            List<ImportedTime> times = [];
            foreach (var one in events)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!one.IsUnread && one.Blocks(owner))
                {
                    times.AddRange(Joined(one, PeriodsOf(one, changed[one.Uid])));
                }

                if (times.Count > CalendarLimits.Times)
                {
                    return new ImportedCalendar([], new HashSet<string>(), problems, CalendarFault.TooManyTimes);
                }
            }

            var unread = events.Where(one => one.IsUnread).Select(one => one.Uid).ToHashSet();
            return new ImportedCalendar(
                [.. times.DistinctBy(time => (time.Uid, time.Period)).OrderBy(time => time.Period.Start).ThenBy(time => time.Uid, StringComparer.Ordinal)],
                unread, [.. problems.OrderBy(problem => problem.Line).Take(CalendarLimits.Problems)], Refused: null);
        }

        private CalendarFault? FindEvents(string file, ref string? owner)
        {
            var parts = new Stack<string>();
            CalendarEvent? current = null;
            var (seen, ended) = (0, false);
            foreach (var (line, text) in CalendarLines.Of(file))
            {
                cancellation.ThrowIfCancellationRequested();
                if (line > CalendarLimits.Lines)
                {
                    return CalendarFault.TooManyLines;
                }

                var property = CalendarProperty.Parse(line, text);
                if (seen++ == 0 && property is not { Name: "BEGIN", Value: "VCALENDAR" })
                {
                    return CalendarFault.NotACalendar;
                }

                switch (property)
                {
                    case null:
                        if (!string.IsNullOrWhiteSpace(text))
                        {
                            Tell(current, line, CalendarFault.LineUnreadable, text);
                        }

                        break;
                    case { Name: "BEGIN" }:
                        parts.Push(property.Value.Trim().ToUpperInvariant());
                        if (parts.Count > CalendarLimits.Depth)
                        {
                            return CalendarFault.TooDeep;
                        }

                        if (parts.Peek() == "VEVENT")
                        {
                            events.Add(current = new CalendarEvent(line));
                        }

                        if (events.Count > CalendarLimits.Events)
                        {
                            return CalendarFault.TooManyEvents;
                        }

                        break;
                    case { Name: "END" }:
                        if (parts.TryPop(out var part) && part == "VEVENT")
                        {
                            current = null;
                        }

                        ended = parts.Count == 0;
                        break;
                    // Properties of an event's alarm are not its own.
                    case not null when current is not null && parts.Peek() == "VEVENT":
                        current.Take(property);
                        break;
                    case { Name: "X-WR-CALNAME" } when owner is null && property.Value.Contains('@'):
                        owner = property.Value.Trim();
                        break;
                }
            }

            return seen == 0 ? CalendarFault.NotACalendar : ended ? null : CalendarFault.CutOff;
        }

        private IEnumerable<Interval> PeriodsOf(CalendarEvent one, IEnumerable<CalendarEvent> changed)
        {
            if (one.Start is null)
            {
                Tell(one, one.Line, CalendarFault.StartMissing, one.Title);
                return [];
            }

            if (TimeOf(one, one.Start) is not { } start || EndOf(one, start) is not { } end)
            {
                return [];
            }

            var rules = one.Rules.ConvertAll(rule => (Property: rule, Rule: RecurrenceRule.Parse(rule.Value.Trim())));
            if (rules.Find(rule => rule.Rule is null) is { Property: { } unknown })
            {
                Tell(one, unknown.Line, CalendarFault.RuleUnknown, unknown.Value);
                return [];
            }

            var leftOut = one.LeftOut.Select(property => TimesOf(one, property)).ToList();
            var added = one.Added.Select(property => TimesOf(one, property)).ToList();
            if (one.Changes is null)
            {
                leftOut.Add([.. changed.Select(change => TimeOf(change, change.Changes!)).OfType<CalendarTime>()]);
            }

            if (one.IsUnread)
            {
                return [];
            }

            var without = leftOut.SelectMany(times => times).Select(time => time.IsDate ? (object)time.Wall.Date : time.Moment).ToHashSet();
            var starts = rules.Count == 0 ? [start.Wall] : rules.SelectMany(rule => StartsBy(one, rule.Property, rule.Rule!, start, end)).ToList();
            return starts.Concat(added.SelectMany(times => times).Select(time => time.IsDate || time.Zone == start.Zone
                    ? time.Wall
                    : time.Moment.InZone(start.Zone).LocalDateTime))
                .Distinct()
                .Where(wall => !without.Contains(CalendarTime.MomentAt(wall, start.Zone, start.IsDate)) && !without.Contains(wall.Date))
                .Select(wall => PeriodAt(wall, start, end))
                .OfType<Interval>()
                .Where(period => period.Start < window.End && period.End > window.Start);
        }

        private List<LocalDateTime> StartsBy(CalendarEvent one, CalendarProperty property, RecurrenceRule rule, CalendarTime start, CalendarTime end)
        {
            CalendarTime? until = null;
            if (rule.Until is { } written && (until = CalendarTime.Parse(written, start.Zone, start.Zone)) is null)
            {
                Tell(one, property.Line, CalendarFault.TimeUnreadable, property.Value);
                return [];
            }

            var length = Period.DaysBetween(start.Wall.Date, end.Wall.Date) + 2;
            var from = window.Start.InZone(start.Zone).Date.PlusDays(-length);
            var last = window.End.InZone(start.Zone).Date.PlusDays(1);
            return rule.Dates(start.Wall.Date, from, last, cancellation)
                .Select(date => date + start.Wall.TimeOfDay)
                .TakeWhile(wall => until is null || (until.IsDate ? wall.Date <= until.Wall.Date : CalendarTime.MomentAt(wall, start.Zone, start.IsDate) <= until.Moment))
                .Where(wall => wall.Date >= from)
                .Take(CalendarLimits.Times + 1)
                .ToList();
        }

        // Hours on the wall stay what they are, whatever the clock does meanwhile.
        private static Interval? PeriodAt(LocalDateTime wall, CalendarTime start, CalendarTime end)
        {
            var from = CalendarTime.MomentAt(wall, start.Zone, start.IsDate);
            var until = start.Zone == end.Zone
                ? CalendarTime.MomentAt(wall + Period.Between(start.Wall, end.Wall, PeriodUnits.Days | PeriodUnits.Hours | PeriodUnits.Minutes | PeriodUnits.Seconds), end.Zone, end.IsDate)
                : from + (end.Moment - start.Moment);
            return from < until ? new Interval(from, until) : null;
        }

        private CalendarTime? EndOf(CalendarEvent one, CalendarTime start)
        {
            if (one.End is { } end)
            {
                return TimeOf(one, end);
            }

            if (one.Length is not { } length)
            {
                return start.IsDate ? start with { Wall = start.Wall.PlusDays(1) } : start;
            }

            if (PeriodPattern.NormalizingIso.Parse(length.Value.Trim().TrimStart('+')) is { Success: true, Value: var period } && IsWithinReason(period))
            {
                return start with { Wall = start.Wall + period };
            }

            Tell(one, length.Line, CalendarFault.TimeUnreadable, length.Value);
            return null;
        }

        private static bool IsWithinReason(Period period) =>
            period is { Years: 0, Months: 0, Weeks: >= 0 and < 200, Days: >= 0 and < 2000, Hours: >= 0 and < 50_000, Minutes: >= 0 and < 3_000_000, Seconds: >= 0 and < 200_000_000 };

        private CalendarTime? TimeOf(CalendarEvent one, CalendarProperty property) => TimeOf(one, property, property.Value.Trim());

        private List<CalendarTime> TimesOf(CalendarEvent one, CalendarProperty property) =>
        [
            .. property.Value.Split(',', CalendarLimits.Times)
                .Select(value => TimeOf(one, property, value.Split('/')[0].Trim()))
                .OfType<CalendarTime>(),
        ];

        private CalendarTime? TimeOf(CalendarEvent one, CalendarProperty property, string value)
        {
            var zone = ownZone;
            if (property.Parameter("TZID") is { } name)
            {
                if (CalendarTime.ZoneOf(name) is { } known)
                {
                    zone = known;
                }
                else if (unknownZones.Add(name))
                {
                    Tell(null, property.Line, CalendarFault.ZoneUnknown, name);
                }
            }

            if (CalendarTime.Parse(value, zone, ownZone) is { } time)
            {
                return time;
            }

            Tell(one, property.Line, CalendarFault.TimeUnreadable, property.Value);
            return null;
        }

        private static IEnumerable<ImportedTime> Joined(CalendarEvent one, IEnumerable<Interval> periods)
        {
            List<Interval> joined = [];
            foreach (var period in periods.OrderBy(period => period.Start))
            {
                Availability.Intervals.Join(joined, period.Start, period.End);
            }

            var title = CalendarLines.Beginning(one.Title, ImportedTime.LongestTitle);
            return joined.Select(period => new ImportedTime(one.Uid, period, title));
        }

        private void Tell(CalendarEvent? one, int line, CalendarFault fault, string text)
        {
            if (one is not null)
            {
                one.IsUnread = true;
            }

            if (problems.Count <= CalendarLimits.Problems)
            {
                var said = CalendarLines.Unescape(text);
                problems.Add(new CalendarProblem(line, fault, CalendarLines.Beginning(said, MostText)));
            }
        }
    }
}
