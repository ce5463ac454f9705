using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class OpenTimeTests
{
    private static readonly Interval Monday = From("2026-06-01T00:00", "2026-06-02T00:00");

    [Fact]
    public void Within_ADay_IsItsHours() =>
        OpenTime.Within(Kitchen, Monday).Should().Equal(From("2026-06-01T08:00", "2026-06-01T22:00"));

    [Theory]
    [InlineData("2026-06-01T06:00", "2026-06-01T08:00")]
    [InlineData("2026-06-01T22:00", "2026-06-02T08:00")]
    [InlineData("2026-06-01T12:00", "2026-06-01T12:00")]
    public void Within_AWindowThatOnlyTouchesTheHours_IsNothing(string start, string end) =>
        OpenTime.Within(Kitchen, From(start, end)).Should().BeEmpty();

    [Fact]
    public void Within_AWindowInsideTheHours_IsTheWindow() =>
        OpenTime.Within(Kitchen, From("2026-06-01T10:00", "2026-06-01T11:00")).Should().Equal(From("2026-06-01T10:00", "2026-06-01T11:00"));

    [Fact]
    public void Within_UnsortedOverlappingAndMeetingSpans_JoinsThem()
    {
        var terms = Kitchen with
        {
            OpeningHours = [Span(16, 20), Span(8, 12), Span(12, 14), Span(9, 10), Span(13, 15)],
        };

        OpenTime.Within(terms, Monday).Should().Equal(
            From("2026-06-01T08:00", "2026-06-01T15:00"), From("2026-06-01T16:00", "2026-06-01T20:00"));

        static WeeklySpan Span(int opens, int closes) => new(IsoDayOfWeek.Monday, opens * 60, closes * 60);
    }

    [Fact]
    public void Within_ACarOpenRoundTheClock_GoesOnAtMidnight_AlsoOverBothChangesOfTheClock()
    {
        var year = From("2026-01-01T00:00", "2027-01-01T00:00");
        OpenTime.Within(Car, year).Should().Equal(year);
    }

    [Fact]
    public void Within_AnEveningUntilOne_GoesOnAfterMidnight()
    {
        var terms = Kitchen with { OpeningHours = [new WeeklySpan(IsoDayOfWeek.Friday, 20 * 60, 25 * 60)] };
        OpenTime.Within(terms, From("2026-06-01T00:00", "2026-06-08T00:00")).Should().Equal(From("2026-06-05T20:00", "2026-06-06T01:00"));
        OpenTime.Within(terms, From("2026-06-06T00:00", "2026-06-06T12:00")).Should().Equal(From("2026-06-06T00:00", "2026-06-06T01:00"));
    }

    [Fact]
    public void Within_SundayEvening_ReachesIntoMonday()
    {
        var terms = Kitchen with { OpeningHours = [new WeeklySpan(IsoDayOfWeek.Sunday, 20 * 60, 25 * 60)] };
        OpenTime.Within(terms, Monday).Should().Equal(From("2026-06-01T00:00", "2026-06-01T01:00"));
    }

    [Fact]
    public void Within_HalfPastMidnightOnMonday_IsMondaysHours_ThoughItIsSundayInUtc()
    {
        var terms = Kitchen with { OpeningHours = [new WeeklySpan(IsoDayOfWeek.Monday, 0, 60)] };
        OpenTime.Within(terms, From("2026-05-31T00:00", "2026-06-02T00:00")).Should().Equal(From("2026-06-01T00:00", "2026-06-01T01:00"));
    }

    [Fact]
    public void Within_AClosure_ClosesItsFirstAndLastDay_AndTheTailOfTheEveningBefore_NotItsOwnTail()
    {
        var terms = Kitchen with
        {
            OpeningHours = EveryDay(20 * 60, 25 * 60),
            Closures = [new Closure(Date(2026, 6, 2), Date(2026, 6, 3), "maling", "painting")],
        };

        OpenTime.Within(terms, From("2026-06-01T12:00", "2026-06-05T00:00")).Should().Equal(
            From("2026-06-01T20:00", "2026-06-02T00:00"),
            From("2026-06-04T00:00", "2026-06-04T01:00"),
            From("2026-06-04T20:00", "2026-06-05T00:00"));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Within_APublicHoliday_IsClosedForThoseWhoKeepThem(bool closed, int intervals) =>
        OpenTime.Within(Kitchen with { ClosedOnPublicHolidays = closed }, From("2026-12-25T00:00", "2026-12-26T00:00"))
            .Should().HaveCount(intervals);

    [Fact]
    public void WhyClosed_NamesTheOwnersClosureBeforeTheHoliday_AndNothingOnAnOrdinaryDay()
    {
        var terms = Kitchen with
        {
            ClosedOnPublicHolidays = true,
            Closures = [new Closure(Date(2026, 12, 23), Date(2026, 12, 25), "juleferie", "Christmas break")],
        };

        OpenTime.WhyClosed(terms, Date(2026, 12, 22)).Should().BeNull();
        OpenTime.WhyClosed(terms, Date(2026, 12, 23)).Should().Be(new ClosedReason("juleferie", "Christmas break", null));
        OpenTime.WhyClosed(terms, Date(2026, 12, 25)).Should().Be(new ClosedReason("juleferie", "Christmas break", null));
        OpenTime.WhyClosed(terms, Date(2026, 12, 26)).Should().Be(new ClosedReason("2. juledag", "Boxing Day", null));
        OpenTime.WhyClosed(terms, Date(2026, 12, 27)).Should().BeNull();
    }

    [Theory]
    [InlineData("2026-03-28", "2026-03-28T18:00:00Z")] // the day before the spring change
    [InlineData("2026-03-29", "2026-03-29T17:00:00Z")]
    [InlineData("2026-07-05", "2026-07-05T17:00:00Z")]
    [InlineData("2026-10-25", "2026-10-25T18:00:00Z")] // the day of the autumn change
    [InlineData("2026-11-01", "2026-11-01T18:00:00Z")]
    public void Within_NineteenOClock_IsNineteenOClockAllYear(string date, string opens)
    {
        var terms = Kitchen with { OpeningHours = EveryDay(19 * 60, 20 * 60) };
        OpenTime.Within(terms, From($"{date}T00:00", $"{date}T23:59")).Single().Start.ToString().Should().Be(opens);
    }

    [Theory]
    [InlineData(60, 150, "2026-03-29T01:00", "2026-03-29T03:00")] // 01:00–02:30 closes at the change
    [InlineData(150, 240, "2026-03-29T03:00", "2026-03-29T04:00")] // 02:30–04:00 opens at it
    [InlineData(60, 240, "2026-03-29T01:00", "2026-03-29T04:00")]
    public void Within_WhenSpringSkipsATime_ItCountsAsTheMomentAfterTheChange(int opens, int closes, string from, string until) =>
        OpenTime.Within(Kitchen with { OpeningHours = EveryDay(opens, closes) }, From("2026-03-29T00:00", "2026-03-29T12:00"))
            .Should().Equal(From(from, until));

    [Fact]
    public void Within_WhenSpringSkipsAllOfASpan_ItDoesNotOpen() =>
        OpenTime.Within(Kitchen with { OpeningHours = EveryDay(125, 175) }, From("2026-03-29T00:00", "2026-03-29T12:00")).Should().BeEmpty();

    [Fact]
    public void Within_WhenAutumnRepeatsATime_OpensAtTheEarlierAndClosesAtTheLater()
    {
        var morning = From("2026-10-25T00:00", "2026-10-25T12:00");
        OpenTime.Within(Kitchen with { OpeningHours = EveryDay(150, 240) }, morning).Should().Equal(
            From("2026-10-25T02:30", "2026-10-25T04:00"));
        OpenTime.Within(Kitchen with { OpeningHours = EveryDay(60, 150) }, morning).Should().Equal(
            new Interval(At("2026-10-25T01:00"), AgainAt("2026-10-25T02:30")));
    }

    [Fact]
    public void HoursOn_ShowsTheTailOfTheEveningBefore_AndJoinsWhatMeets()
    {
        var terms = Kitchen with
        {
            OpeningHours =
            [
                new WeeklySpan(IsoDayOfWeek.Friday, 18 * 60, 26 * 60),
                new WeeklySpan(IsoDayOfWeek.Saturday, 14 * 60, 25 * 60),
                new WeeklySpan(IsoDayOfWeek.Saturday, 10 * 60, 14 * 60),
            ],
        };

        OpenTime.HoursOn(terms, Date(2026, 6, 6)).Should().Equal(
            new WeeklySpan(IsoDayOfWeek.Saturday, 0, 2 * 60), new WeeklySpan(IsoDayOfWeek.Saturday, 10 * 60, 25 * 60));
        OpenTime.HoursOn(terms, Date(2026, 6, 8)).Should().BeEmpty();
    }
}
