using Booking.Rules.Availability;
using CsCheck;

namespace Booking.Rules.Tests.Availability;

using Booking.Rules.Admission;

public sealed class WeekCalendarProperties
{
    private static readonly Gen<Situation> AnyWeek = Gen.OneOf(Any.Week, AnyRules.Week.Select(asked => asked.Given));

    [Fact]
    public void Of_SegmentsPartitionEveryDay_AndBlocksAreWhole() => AnyWeek.Sample(given =>
    {
        var week = Calendar(given);
        return week.Days.Count == 7
            && week.LastMinute - week.FirstMinute >= 480
            && week.FirstMinute >= 0
            && week.LastMinute <= 1440
            && week.Days.All(day =>
                day.Segments[0].FromMinute == week.FirstMinute
                && day.Segments[^1].ToMinute == week.LastMinute
                && day.Segments.All(segment => segment.FromMinute < segment.ToMinute)
                && day.Segments.Zip(day.Segments.Skip(1)).All(pair =>
                    pair.First.ToMinute == pair.Second.FromMinute
                    && (pair.First.State != pair.Second.State || pair.First.State is SegmentState.Free or SegmentState.NotForYou)));
    }, iter: 200);

    [Fact]
    public void Of_FreeSegmentsSuggestABookingThatStartsThereAndIsAccepted_OthersNone() => AnyWeek.Sample(given =>
        Segments(given).All(part => part.Segment.State == SegmentState.Free
            ? part.Segment.Slot is { } slot && StartsIn(part.Date, part.Segment, slot.Start, given) && BruteForce.IsAccepted(given, slot)
            : part.Segment.Slot is null), iter: 200);

    [Fact]
    public void Of_EveryStartThatAdmissionAcceptsIsInAFreeSegment() => AnyWeek.Sample(given =>
    {
        var free = Segments(given).Where(part => part.Segment.State == SegmentState.Free).ToList();
        var lengths = BruteForce.Lengths(given.Terms).ToList();
        return lengths.Take(2).Append(lengths[^1]).Distinct().SelectMany(minutes => BruteForce.Accepted(given, minutes))
            .All(period => free.Any(part => StartsIn(part.Date, part.Segment, period.Start, given)));
    }, iter: 60);

    [Fact]
    public void Of_WhatIsNotForYou_SaysWhatAdmissionSaysOfABookingThere_AndNothingElseSaysAnything() => AnyRules.Week.Sample(asked =>
    {
        var given = asked.Given;
        var beyond = new Interval(given.Window.Start, given.Window.End + Duration.FromDays(10));
        var periods = BruteForce.Lengths(given.Terms).Take(8).SelectMany(minutes => BruteForce.OnGrid(given.Terms, beyond, minutes)).ToList();
        return Segments(given).All(part => part.Segment.State == SegmentState.NotForYou
            ? part.Segment.Refusals.Count > 0 && periods
                .Where(period => StartsIn(part.Date, part.Segment, period.Start, given))
                .Select(period => Admission.Decide(new BookingRequest(period, 1), given.Facts, given.Terms, given.Now))
                .Any(decision => decision is Refused refused && refused.Reasons.SequenceEqual(part.Segment.Refusals))
            : part.Segment.Refusals.Count == 0);
    }, iter: 60);

    [Fact]
    public void Of_MineAndPastAreWhatTheySay() => AnyWeek.Sample(given =>
    {
        var mine = given.Occupied.ByUnit[0];
        return Segments(given, mine).All(part =>
        {
            var start = Moment(part.Date, part.Segment.FromMinute, given);
            return part.Segment.State switch
            {
                SegmentState.Mine => mine.Any(booking => booking.Start < Moment(part.Date, part.Segment.ToMinute, given) && start < booking.End),
                SegmentState.Past => start < given.Now,
                _ => true,
            };
        });
    }, iter: 200);

    private static CalendarWeek Calendar(Situation given, IReadOnlyList<Interval>? mine = null) => WeekCalendar.Of(
        given.Terms, given.Facts, mine ?? [], WallClock.DateAt(given.Window.Start, given.Terms.Zone), given.Now);

    private static IEnumerable<(LocalDate Date, CalendarSegment Segment)> Segments(Situation given, IReadOnlyList<Interval>? mine = null) =>
        Calendar(given, mine).Days.SelectMany(day => day.Segments.Select(segment => (day.Date, segment)));

    private static bool StartsIn(LocalDate date, CalendarSegment segment, Instant start, Situation given)
    {
        var wall = start.InZone(given.Terms.Zone).LocalDateTime;
        var minute = wall.Hour * 60 + wall.Minute;
        return wall.Date == date && segment.FromMinute <= minute && minute < segment.ToMinute;
    }

    private static Instant Moment(LocalDate date, int minute, Situation given) =>
        date.AtMidnight().PlusMinutes(minute).InZoneLeniently(given.Terms.Zone).ToInstant();
}
