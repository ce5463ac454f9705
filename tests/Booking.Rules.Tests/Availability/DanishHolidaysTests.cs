using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class DanishHolidaysTests
{
    [Fact]
    public void In2023_TheLastYearOfGreatPrayerDay() => Lines(2023).Should().Equal(
        "01-01 nytårsdag", "04-06 skærtorsdag", "04-07 langfredag", "04-09 påskedag", "04-10 2. påskedag", "05-05 store bededag",
        "05-18 Kristi himmelfartsdag", "05-28 pinsedag", "05-29 2. pinsedag", "12-25 juledag", "12-26 2. juledag");

    [Fact]
    public void In2024_WithoutGreatPrayerDay() => Lines(2024).Should().Equal(
        "01-01 nytårsdag", "03-28 skærtorsdag", "03-29 langfredag", "03-31 påskedag", "04-01 2. påskedag",
        "05-09 Kristi himmelfartsdag", "05-19 pinsedag", "05-20 2. pinsedag", "12-25 juledag", "12-26 2. juledag");

    [Theory]
    [InlineData(1818, 3, 22)]
    [InlineData(1961, 4, 2)]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2019, 4, 21)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    [InlineData(2049, 4, 18)]
    [InlineData(2285, 3, 22)]
    public void In_EasterSundayFallsWhereTheAlmanacHasIt(int year, int month, int day) =>
        DanishHolidays.In(year).Single(holiday => holiday.NameDa == "påskedag").Date.Should().Be(Date(year, month, day));

    [Theory]
    [InlineData(2026, 4, 30)] // the day before what would have been Great Prayer Day
    [InlineData(2026, 5, 1)]
    [InlineData(2026, 6, 5)] // Constitution Day
    [InlineData(2026, 12, 24)]
    [InlineData(2026, 12, 31)]
    [InlineData(1200, 12, 25)]
    public void On_AWorkingDayOrADayOffByCustom_IsNull(int year, int month, int day) =>
        DanishHolidays.On(Date(year, month, day)).Should().BeNull();

    [Fact]
    public void On_EveryDayOfFourCenturies_AgreesWithTheList()
    {
        for (var year = 1900; year < 2300; year++)
        {
            var days = Enumerable.Range(0, 366).Select(Date(year, 1, 1).PlusDays).Where(day => day.Year == year);
            days.Select(DanishHolidays.On).OfType<PublicHoliday>().Should().Equal(DanishHolidays.In(year));
        }
    }

    [Fact]
    public void In_BeforeTheGregorianCalendar_Throws() =>
        FluentActions.Invoking(() => DanishHolidays.In(1582)).Should().Throw<ArgumentOutOfRangeException>();

    private static IEnumerable<string> Lines(int year) =>
        DanishHolidays.In(year).Select(holiday => $"{holiday.Date.Month:00}-{holiday.Date.Day:00} {holiday.NameDa}");
}
