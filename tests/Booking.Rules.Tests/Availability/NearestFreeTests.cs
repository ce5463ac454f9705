using Booking.Rules.Admission;
using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class NearestFreeTests
{
    private static readonly Instant Now = At("2026-06-01T10:00");
    private static readonly Interval Week = From("2026-06-01T00:00", "2026-06-08T00:00");
    private static readonly Interval Friday = From("2026-06-05T17:00", "2026-06-05T21:00");

    [Fact]
    public void To_WhenTheEveningIsTaken_OffersTheSameLengthNearestInTime()
    {
        var occupied = Taken(From("2026-06-05T16:00", "2026-06-05T22:00"));
        NearestFree.To(Kitchen, Facts.Of(occupied), new BookingRequest(Friday, 12), Now, Week, 4).Should().Equal(
            From("2026-06-05T12:00", "2026-06-05T16:00"),
            From("2026-06-05T11:30", "2026-06-05T15:30"),
            From("2026-06-05T11:00", "2026-06-05T15:00"),
            From("2026-06-05T10:30", "2026-06-05T14:30"));
    }

    [Fact]
    public void To_WhenNeverThatLong_OffersShorterOnes_LongestFirst()
    {
        var occupied = Taken(From("2026-06-01T08:00", "2026-06-05T17:00"), From("2026-06-05T19:00", "2026-06-07T22:00"));
        NearestFree.To(Kitchen, Facts.Of(occupied), new BookingRequest(Friday, 12), Now, Week, 3).Should().Equal(
            From("2026-06-05T17:00", "2026-06-05T19:00"),
            From("2026-06-05T17:00", "2026-06-05T18:30"),
            From("2026-06-05T17:30", "2026-06-05T19:00"));
    }

    [Fact]
    public void To_NeverOffersWhatWasAskedFor() =>
        NearestFree.To(Kitchen, Facts.Of(Occupied.Nothing()), new BookingRequest(Friday, 12), Now, Week, 3).Should().Equal(
            From("2026-06-05T16:30", "2026-06-05T20:30"),
            From("2026-06-05T17:30", "2026-06-05T21:30"),
            From("2026-06-05T16:00", "2026-06-05T20:00"));

    [Theory]
    [InlineData("2026-06-05T17:10", "2026-06-05T17:50", "2026-06-05T17:00", "2026-06-05T18:00")] // too short, off the grid
    [InlineData("2026-06-05T12:00", "2026-06-06T12:00", "2026-06-05T12:00", "2026-06-05T20:00")] // too long
    [InlineData("2026-06-05T06:00", "2026-06-05T08:00", "2026-06-05T08:00", "2026-06-05T10:00")] // before opening
    [InlineData("2026-05-01T10:00", "2026-05-01T12:00", "2026-06-01T10:00", "2026-06-01T12:00")] // in the past
    public void To_WhenWhatWasAskedForIsNotAllowed_OffersTheNearestThatIs(string start, string end, string nearStart, string nearEnd) =>
        NearestFree.To(Kitchen, Facts.Of(Occupied.Nothing()), new BookingRequest(From(start, end), 12), Now, Week, 1).Should().Equal(
            From(nearStart, nearEnd));

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void To_ForPeopleWhoCannotBeAdmitted_IsNothing(int people) =>
        NearestFree.To(Kitchen, Facts.Of(Occupied.Nothing()), new BookingRequest(Friday, people), Now, Week, 3).Should().BeEmpty();

    [Fact]
    public void To_InAnAbsurdYear_StillFindsSomething() =>
        NearestFree.To(Kitchen, Facts.Of(Occupied.Nothing()), new BookingRequest(new Interval(Now, Instant.MaxValue), 1), Now, Week, 2).Should().HaveCount(2);

    [Fact]
    public void Next_IsNowWhenItIsFree_ElseWhenItBecomesSo()
    {
        NearestFree.Next(Kitchen, Occupied.Nothing(), Now, Week.End).Should().Be(From("2026-06-01T10:00", "2026-06-01T11:00"));
        NearestFree.Next(Kitchen, Taken(From("2026-06-01T08:00", "2026-06-03T21:30")), Now, Week.End)
            .Should().Be(From("2026-06-04T08:00", "2026-06-04T09:00"));
        NearestFree.Next(Kitchen, Taken(From("2026-06-01T08:00", "2026-06-03T20:00")), Now, Week.End, minutes: 180)
            .Should().Be(From("2026-06-04T08:00", "2026-06-04T11:00"));
    }

    [Fact]
    public void Next_WhenThereIsNone_IsNull()
    {
        NearestFree.Next(Kitchen, Taken(Week), Now, Week.End).Should().BeNull();
        NearestFree.Next(Kitchen, Occupied.Nothing(), Now, Week.End, minutes: 45).Should().BeNull();
        NearestFree.Next(Kitchen, Occupied.Nothing(), Now, Now).Should().BeNull();
        NearestFree.Next(Kitchen, Occupied.Nothing(), Now, Now - Duration.FromDays(1)).Should().BeNull();
        NearestFree.Next(Kitchen, Occupied.Nothing(0), Now, Week.End).Should().BeNull();
    }

    [Fact]
    public void Next_InAPool_IsTheFirstUnitWithRoom()
    {
        var pool = Kitchen with { Use = UnitUse.AnyOne };
        var benches = TakenByUnit([From("2026-06-01T08:00", "2026-06-01T16:00")], [From("2026-06-01T11:30", "2026-06-01T15:00")]);
        NearestFree.Next(pool, benches, Now, Week.End).Should().Be(From("2026-06-01T10:00", "2026-06-01T11:00"));
        NearestFree.Next(pool, benches, Now, Week.End, minutes: 120).Should().Be(From("2026-06-01T15:00", "2026-06-01T17:00"));
    }

    [Fact]
    public void Next_WhenTheShortestWouldEndInTheSkippedHour_IsTheNextLongerOne()
    {
        var night = Kitchen with { OpeningHours = EveryDay(90, 300) };
        NearestFree.Next(night, Occupied.Nothing(), At("2026-03-29T00:00"), At("2026-03-29T12:00"))
            .Should().Be(From("2026-03-29T01:30", "2026-03-29T03:00"));
    }
}
