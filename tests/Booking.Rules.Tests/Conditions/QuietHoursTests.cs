using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Tests.Conditions;

public sealed class QuietHoursTests
{
    private const int Hour = 60;

    private static WeeklySpan Open(int from, int until) => new(IsoDayOfWeek.Friday, from * Hour, until * Hour);

    [Theory]
    [InlineData(8, 21, false)]
    [InlineData(8, 22, false)]
    [InlineData(8, 23, true)]
    [InlineData(7, 22, false)]
    [InlineData(6, 22, true)]
    [InlineData(23, 24, true)]
    [InlineData(0, 1, true)]
    [InlineData(18, 26, true)]
    [InlineData(21, 46, true)]
    [InlineData(0, 24, true)]
    public void Meets_QuietFromTenToSeven_WhereItIsOpen(int from, int until, bool expected) =>
        new QuietHours(22 * Hour, 31 * Hour).Meets(new OpeningHours([Open(from, until)], [])).Should().Be(expected);

    [Theory]
    [InlineData(18, 25, false)]
    [InlineData(18, 26, true)]
    [InlineData(4, 25, false)]
    [InlineData(3, 25, true)]
    public void Meets_QuietFromOneToFour_WhereItIsOpenPastMidnight(int from, int until, bool expected) =>
        new QuietHours(1 * Hour, 4 * Hour).Meets(new OpeningHours([Open(from, until)], [])).Should().Be(expected);

    [Fact]
    public void Meets_InOnePartOfTheYear_IsEnough()
    {
        var summer = new Season(new AnnualDate(6, 1), new AnnualDate(8, 31), [Open(8, 23)]);

        new QuietHours(22 * Hour, 31 * Hour).Meets(new OpeningHours([Open(8, 20)], [summer])).Should().BeTrue();
    }

    [Fact]
    public void Meets_WhereItIsNeverOpen_IsNever() =>
        new QuietHours(22 * Hour, 31 * Hour).Meets(new OpeningHours([], [])).Should().BeFalse();
}
