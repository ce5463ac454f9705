using Booking.Rules.Recurrence;

namespace Booking.Rules.Tests.Recurrence;

public sealed class WeeklyUseTests
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    [Theory]
    [InlineData(2026, 3, 22, 18)]
    [InlineData(2026, 3, 29, 17)]
    [InlineData(2026, 10, 18, 17)]
    [InlineData(2026, 10, 25, 18)]
    public void Week_OverAChangeOfTheClock_KeepsItsHoursOnTheWall(int year, int month, int day, int utcHour)
    {
        var sundays = new WeeklyUse([IsoDayOfWeek.Sunday], 19 * 60, 21 * 60, new LocalDate(2026, 1, 4), last: null);

        var only = Of(sundays, new LocalDate(year, month, day), new LocalDate(year, month, day)).Should().ContainSingle().Subject;

        only.Period.Should().Be(new Interval(Instant.FromUtc(year, month, day, utcHour, 0), Instant.FromUtc(year, month, day, utcHour + 2, 0)));
    }

    [Theory]
    // From, until, and what passes: in spring the clock goes from two to three, in autumn from three to two.
    [InlineData(3, 29, 150, 240, "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData(3, 29, 60, 150, "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData(10, 25, 150, 240, "2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z")]
    [InlineData(10, 25, 60, 150, "2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData(10, 24, 1380, 1590, "2026-10-24T21:00:00Z", "2026-10-25T01:30:00Z")]
    public void HalfPastTwo_OnTheDayOfAChange_IsTheWidestThatItCanMean(int month, int day, int from, int until, string start, string end)
    {
        var once = WeeklyUse.Once(new LocalDate(2026, month, day), from, until);

        var only = Of(once, once.First, once.First).Should().ContainSingle().Subject;

        only.Period.ToString().Should().Be($"{start}/{end}");
    }

    [Fact]
    public void SkippedHour_IsNoTimeAtAll() =>
        Of(WeeklyUse.Once(new LocalDate(2026, 3, 29), 120, 180), new LocalDate(2026, 3, 29), new LocalDate(2026, 3, 29)).Should().BeEmpty();

    [Fact]
    public void Evening_PastMidnight_BelongsToTheDayOnWhichItBegins()
    {
        var fridays = new WeeklyUse([IsoDayOfWeek.Friday], 23 * 60, 25 * 60, new LocalDate(2026, 11, 27), last: null);

        var first = Of(fridays, new LocalDate(2026, 11, 23), new LocalDate(2026, 11, 30)).Should().ContainSingle().Subject;

        first.Date.Should().Be(new LocalDate(2026, 11, 27));
        first.Period.Should().Be(new Interval(Instant.FromUtc(2026, 11, 27, 22, 0), Instant.FromUtc(2026, 11, 28, 0, 0)));
    }

    [Fact]
    public void Dates_AreThoseFromTheFirstToTheLast_WithoutTheClosedOnes()
    {
        var weekdays = new WeeklyUse(
            [IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday], 480, 900, new LocalDate(2026, 11, 25), new LocalDate(2026, 12, 9));

        var dates = weekdays.Within(
            new LocalDate(2026, 11, 1), new LocalDate(2027, 11, 1), Zone, date => date == new LocalDate(2026, 12, 2)).Select(one => one.Date.ToString("MM-dd", null));

        dates.Should().Equal("11-25", "11-30", "12-07", "12-09");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(600, 600)]
    [InlineData(1440, 1500)]
    [InlineData(600, 2041)]
    public void Hours_ThatMakeNoSense_AreRefused(int from, int until) =>
        FluentActions.Invoking(() => WeeklyUse.Once(new LocalDate(2026, 11, 25), from, until)).Should().Throw<ArgumentException>();

    [Fact]
    public void WholeDay_LastsTwentyThreeHoursInSpring() =>
        Of(WeeklyUse.Once(new LocalDate(2026, 3, 29), 0, 1440), new LocalDate(2026, 3, 29), new LocalDate(2026, 3, 29))
            .Single().Period.Duration.Should().Be(Duration.FromHours(23));

    private static IReadOnlyList<Occurrence> Of(WeeklyUse use, LocalDate from, LocalDate until) => use.Within(from, until, Zone, _ => false);
}
