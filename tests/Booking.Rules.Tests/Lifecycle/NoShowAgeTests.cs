using Booking.Rules.Lifecycle;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class NoShowAgeTests
{
    [Theory]
    [InlineData("2026-05-24", "2026-11-24")]
    [InlineData("2026-08-28", "2027-02-28")]
    // There is no such date: the last of the month.
    [InlineData("2026-08-29", "2027-02-28")]
    [InlineData("2026-08-31", "2027-02-28")]
    [InlineData("2027-08-31", "2028-02-29")]
    [InlineData("2026-10-31", "2027-04-30")]
    public void FallsAwayOn_TheSameDateSixMonthsLater(string day, string falls) => NoShowAge.FallsAwayOn(Date(day)).Should().Be(Date(falls));

    [Fact]
    public void FirstThatCounts_IsTheEarliestDayThatHasNotFallenAway_OnEveryDayOfFiveYears()
    {
        for (var today = new LocalDate(2026, 1, 1); today.Year < 2031; today = today.PlusDays(1))
        {
            var first = NoShowAge.FirstThatCounts(today);
            (NoShowAge.FallsAwayOn(first) > today, NoShowAge.FallsAwayOn(first.PlusDays(-1)) > today).Should().Be((true, false), "of {0}", today);
        }
    }

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
