using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class BookableTimeTests
{
    private static readonly Instant LongBefore = At("2026-05-20T10:00");
    private static readonly Interval Day = From("2026-06-01T00:00", "2026-06-02T00:00");

    [Fact]
    public void Within_ADayWithABooking_IsWhatIsLeftOfTheOpeningHours() =>
        BookableTime.Within(Kitchen, Taken(From("2026-06-01T12:00", "2026-06-01T14:00")), Day, LongBefore).Should().Equal(
            From("2026-06-01T08:00", "2026-06-01T12:00"), From("2026-06-01T14:00", "2026-06-01T22:00"));

    [Fact]
    public void Within_AGapShorterThanTheShortestBooking_LeavesItOut() =>
        BookableTime.Within(
            Kitchen, Taken(From("2026-06-01T08:00", "2026-06-01T12:00"), From("2026-06-01T12:30", "2026-06-01T22:00")), Day, LongBefore)
            .Should().BeEmpty();

    [Fact]
    public void Within_OffTheGrid_BeginsAndEndsOnIt() =>
        BookableTime.Within(Kitchen, Occupied.Nothing(), From("2026-06-01T09:10", "2026-06-01T11:50"), LongBefore).Should().Equal(
            From("2026-06-01T09:30", "2026-06-01T11:30"));

    [Fact]
    public void Within_WithNoticeNeeded_BeginsWhenTheOwnerIsReady() =>
        BookableTime.Within(Kitchen with { LeadMinutes = 120 }, Occupied.Nothing(), Day, At("2026-06-01T09:10")).Should().Equal(
            From("2026-06-01T11:30", "2026-06-01T22:00"));

    [Fact]
    public void Within_AtTheHorizon_EndsWithTheLongestBookingThatMayStartThere() =>
        BookableTime.Within(
            Car with { HorizonDays = 1, MaximumMinutes = 3 * 1440 }, Occupied.Nothing(),
            From("2026-06-01T00:00", "2026-06-30T00:00"), At("2026-06-01T00:00"))
            .Should().Equal(From("2026-06-01T00:00", "2026-06-05T00:00"));

    [Fact]
    public void Within_APool_TellsItsUnitsApart()
    {
        var pool = Kitchen with { Use = UnitUse.AnyOne };
        var occupied = TakenByUnit(
            [From("2026-06-01T12:00", "2026-06-01T22:00")], [From("2026-06-01T08:00", "2026-06-01T10:00")], [From("2026-06-01T08:00", "2026-06-01T11:00")]);

        BookableTime.Within(pool, occupied, Day, LongBefore).Should().Equal(
            From("2026-06-01T08:00", "2026-06-01T12:00"), From("2026-06-01T10:00", "2026-06-01T22:00"));
    }
}
