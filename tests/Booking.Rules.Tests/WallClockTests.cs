using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests;

public sealed class WallClockTests
{
    [Theory]
    [InlineData("2026-10-02T17:00", "2026-10-02T15:00:00Z")]
    [InlineData("2026-12-02T17:00:00", "2026-12-02T16:00:00Z")]
    [InlineData("2026-03-29T01:59", "2026-03-29T00:59:00Z")]
    [InlineData("2026-03-29T03:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T02:00", "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T03:00", "2026-10-25T02:00:00Z")]
    [InlineData("2026-10-02T24:00", "2026-10-02T22:00:00Z")]
    public void ToInstant_WhenTheClockShowsTheTime_IsThatMoment_AndTheEarlierOfTwo(string wall, string moment) =>
        At(wall).ToString().Should().Be(moment);

    [Theory]
    [InlineData("2026-03-29T02:00")]
    [InlineData("2026-03-29T02:30")]
    [InlineData("2026-03-29T02:59")]
    public void ToInstant_WhenSpringSkipsTheTime_IsNull(string wall) =>
        WallClock.ToInstant(WallClock.Parse(wall)!.Value, Copenhagen).Should().BeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-10-02")]
    [InlineData("2026-10-02 17:00")]
    [InlineData("2026-10-02T24:01")]
    [InlineData("2026-10-02T25:00")]
    [InlineData("2026-02-29T12:00")]
    [InlineData("2026-10-02T17:00Z")]
    [InlineData("2026-10-02T17:00+02:00")]
    [InlineData("02/10/2026 17:00")]
    [InlineData("-0044-03-15T12:00")]
    [InlineData("0000-01-01T12:00")]
    [InlineData("9999-12-31T23:59")]
    [InlineData("99999-12-31T23:59")]
    [InlineData("i aften")]
    public void Parse_WhenItIsNoWallTime_IsNull(string? text) => WallClock.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("2026-06-01T10:00", "2026-06-01T10:00", 0)]
    [InlineData("2026-06-01T23:00", "2026-06-02T01:00", 120)]
    [InlineData("2026-03-29T00:00", "2026-03-30T00:00", 1440)]
    [InlineData("2026-10-25T00:00", "2026-10-26T00:00", 1440)]
    [InlineData("2026-03-29T01:00", "2026-03-29T04:00", 180)]
    [InlineData("2026-03-01T00:00", "2026-04-01T00:00", 31 * 1440)]
    public void MinutesBetween_MeasuresTheHandsOfTheClock(string start, string end, int minutes) =>
        WallClock.MinutesBetween(From(start, end), Copenhagen).Should().Be(minutes);

    [Theory]
    [InlineData("2026-07-05T23:59", "2026-07-05")]
    [InlineData("2026-07-06T00:00", "2026-07-06")]
    [InlineData("2026-07-06T00:30", "2026-07-06")]
    public void DateAt_IsTheLocalDate_AlsoWhenItIsStillYesterdayInUtc(string wall, string date) =>
        WallClock.DateAt(At(wall), Copenhagen).ToString("uuuu-MM-dd", null).Should().Be(date);
}
