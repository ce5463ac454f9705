using Booking.Rules.Conditions;
using NodaTime.Text;

namespace Booking.Rules.Tests.Conditions;

public sealed class QuotaWindowTests
{
    [Theory]
    [InlineData("2026-05-31", "2026-05-25", "2026-05-31")] // Sunday
    [InlineData("2026-06-01", "2026-06-01", "2026-06-07")]
    [InlineData("2026-06-07", "2026-06-01", "2026-06-07")]
    [InlineData("2026-06-08", "2026-06-08", "2026-06-14")]
    [InlineData("2026-03-29", "2026-03-23", "2026-03-29")]
    [InlineData("2026-10-25", "2026-10-19", "2026-10-25")]
    [InlineData("2025-12-29", "2025-12-29", "2026-01-04")] // week 1 of 2026
    [InlineData("2026-01-01", "2025-12-29", "2026-01-04")]
    [InlineData("2026-12-31", "2026-12-28", "2027-01-03")] // week 53
    [InlineData("2027-01-03", "2026-12-28", "2027-01-03")]
    [InlineData("2027-01-04", "2027-01-04", "2027-01-10")]
    [InlineData("2028-02-29", "2028-02-28", "2028-03-05")]
    public void Of_AWeek_IsMondayToSunday_AlsoOverNewYear(string date, string from, string until) =>
        ShouldBe(date, QuotaPeriod.Week, from, until);

    [Theory]
    [InlineData("2026-01-31", "2026-01-01", "2026-01-31")]
    [InlineData("2026-02-01", "2026-02-01", "2026-02-28")]
    [InlineData("2026-02-28", "2026-02-01", "2026-02-28")]
    [InlineData("2028-02-29", "2028-02-01", "2028-02-29")]
    [InlineData("2026-12-31", "2026-12-01", "2026-12-31")]
    [InlineData("2027-01-01", "2027-01-01", "2027-01-31")]
    public void Of_AMonth_IsFromItsFirstToItsLast(string date, string from, string until) =>
        ShouldBe(date, QuotaPeriod.Month, from, until);

    [Theory]
    [InlineData("2026-03-31", "2025-10-01", "2026-03-31")]
    [InlineData("2026-04-01", "2026-04-01", "2026-09-30")]
    [InlineData("2026-09-30", "2026-04-01", "2026-09-30")]
    [InlineData("2026-10-01", "2026-10-01", "2027-03-31")]
    [InlineData("2026-12-31", "2026-10-01", "2027-03-31")]
    [InlineData("2027-01-01", "2026-10-01", "2027-03-31")]
    [InlineData("2028-02-29", "2027-10-01", "2028-03-31")]
    public void Of_ASeason_IsHalfAYear_WinterOverNewYear(string date, string from, string until) =>
        ShouldBe(date, QuotaPeriod.Season, from, until);

    private static void ShouldBe(string date, QuotaPeriod per, string from, string until) =>
        QuotaWindow.Of(Date(date), per).Should().Be((Date(from), Date(until)));

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
