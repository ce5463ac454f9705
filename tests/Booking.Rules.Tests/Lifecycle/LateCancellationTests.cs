using Booking.Rules.Lifecycle;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class LateCancellationTests
{
    private static readonly Interval Evening = From("2026-06-05T17:00", "2026-06-05T21:00");

    [Theory]
    [InlineData("2026-06-04T16:59", false)]
    [InlineData("2026-06-04T17:00", false)]
    [InlineData("2026-06-04T17:01", true)]
    [InlineData("2026-06-05T18:00", true)]
    public void IsLate_AroundADeadlineOfADay(string now, bool late) =>
        LateCancellation.IsLate(Evening, At("2026-06-01T12:00"), 1440, At(now)).Should().Be(late);

    [Theory]
    [InlineData("2026-06-05T10:59", false)]
    [InlineData("2026-06-05T11:00", true)]
    public void IsLate_AfterBookingLate_LeavesAnHourToThinkAgain(string now, bool late) =>
        LateCancellation.IsLate(Evening, At("2026-06-05T10:00"), 1440, At(now)).Should().Be(late);

    [Fact]
    public void IsLate_WithoutADeadline_IsNever() =>
        LateCancellation.IsLate(Evening, At("2026-06-01T12:00"), null, At("2026-06-05T20:00")).Should().BeFalse();

    [Fact]
    public void IsLate_CountsHoursAsTheyPass_AlsoOverTheSpringChange() =>
        LateCancellation.IsLate(From("2026-03-29T12:00", "2026-03-29T13:00"), At("2026-03-01T12:00"), 1440, At("2026-03-28T11:01")).Should().BeTrue();
}
