using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class SlotsTests
{
    private static readonly Instant LongBefore = At("2026-05-20T10:00");

    [Fact]
    public void Starting_BetweenTwoBookings_OffersEveryStepThatFits()
    {
        var occupied = Taken(From("2026-06-01T08:00", "2026-06-01T10:00"), From("2026-06-01T12:00", "2026-06-01T22:00"));
        Slots.Starting(Kitchen, occupied, From("2026-06-01T00:00", "2026-06-02T00:00"), 60, LongBefore).Should().Equal(
            From("2026-06-01T10:00", "2026-06-01T11:00"),
            From("2026-06-01T10:30", "2026-06-01T11:30"),
            From("2026-06-01T11:00", "2026-06-01T12:00"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(30)] // shorter than the shortest
    [InlineData(75)] // no whole number of steps
    [InlineData(510)] // longer than the longest
    [InlineData(int.MaxValue)]
    public void Starting_WithALengthThatIsNotAllowed_IsNothing(int minutes) =>
        Slots.Starting(Kitchen, Occupied.Nothing(), From("2026-06-01T00:00", "2026-06-08T00:00"), minutes, LongBefore).Should().BeEmpty();

    [Fact]
    public void Starting_InSpring_SkipsTheStartsAndEndsThatNoClockShows() =>
        Slots.Starting(RoundTheClock, Occupied.Nothing(), From("2026-03-29T00:00", "2026-03-29T05:00"), 60, At("2026-03-20T12:00"))
            .Should().Equal(
                From("2026-03-29T00:00", "2026-03-29T01:00"),
                From("2026-03-29T00:30", "2026-03-29T01:30"),
                From("2026-03-29T03:00", "2026-03-29T04:00"),
                From("2026-03-29T03:30", "2026-03-29T04:30"),
                From("2026-03-29T04:00", "2026-03-29T05:00"));

    [Fact]
    public void Starting_InAutumn_OffersTheRepeatedHourOnce() =>
        Slots.Starting(RoundTheClock, Occupied.Nothing(), From("2026-10-25T01:00", "2026-10-25T04:00"), 60, At("2026-10-20T12:00"))
            .Should().Equal(
                From("2026-10-25T01:00", "2026-10-25T02:00"),
                From("2026-10-25T01:30", "2026-10-25T02:30"),
                From("2026-10-25T02:00", "2026-10-25T03:00"),
                From("2026-10-25T02:30", "2026-10-25T03:30"),
                From("2026-10-25T03:00", "2026-10-25T04:00"));

    [Fact]
    public void Starting_ForDays_GoesFromMidnightToMidnightOverTheAutumnChange() =>
        Slots.Starting(Car, Occupied.Nothing(), From("2026-10-24T00:00", "2026-10-27T00:00"), 2 * 1440, At("2026-10-20T12:00"))
            .Should().Equal(From("2026-10-24T00:00", "2026-10-26T00:00"), From("2026-10-25T00:00", "2026-10-27T00:00"));

    private static Terms RoundTheClock => Kitchen with { OpeningHours = EveryDay(0, 1440) };
}
