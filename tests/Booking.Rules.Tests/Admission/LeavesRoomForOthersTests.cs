using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Admission.Asking;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

public sealed class LeavesRoomForOthersTests
{
    private static readonly Terms OneAtATime = NightKitchenWith(new ConcurrentBookings(1, Scope.Resource));

    [Theory]
    [InlineData("2026-06-01T11:59", null)]
    [InlineData("2026-06-01T12:00", null)] // over as we ask
    [InlineData("2026-06-01T12:01", nameof(TooManyComing))]
    [InlineData("2026-09-01T12:00", nameof(TooManyComing))]
    public void Decide_OneAtATime_AtNoon_WithOneThatEnds(string end, string? refusal) =>
        Refusals(OneAtATime, "2026-06-03T12:00", "2026-06-03T14:00", Someone(Booked("2026-06-01T10:00", end)), now: "2026-06-01T12:00").ShouldBe(refusal);

    [Theory]
    [InlineData(1, nameof(TooManyComing))]
    [InlineData(2, nameof(TooManyComing))]
    [InlineData(3, null)]
    public void Decide_SoManyAtATime_WithTwo(int most, string? refusal) =>
        Refusals(
            NightKitchenWith(new ConcurrentBookings(most, Scope.Resource)), "2026-06-03T12:00", "2026-06-03T14:00",
            Someone(Booked("2026-06-05T10:00", "2026-06-05T12:00"), Booked("2026-06-06T10:00", "2026-06-06T12:00"))).ShouldBe(refusal);

    [Fact]
    public void Decide_WhatWasGivenUp_AndWhatIsBeingMoved_DoNotCount()
    {
        var (own, givenUp) = (Booked("2026-06-05T10:00", "2026-06-05T12:00"), Booked("2026-06-06T10:00", "2026-06-06T12:00", cancelledLate: true));
        Refusals(OneAtATime, "2026-06-03T12:00", "2026-06-03T14:00", Someone(own, givenUp), replaces: own.Id).ShouldBe();
        Refusals(OneAtATime, "2026-06-03T12:00", "2026-06-03T14:00", Someone(own, givenUp)).Should()
            .ContainSingle().Which.Should().BeEquivalentTo(new { Maximum = 1, Over = Scope.Resource });
    }

    [Theory]
    // Two hours between, around 12–14.
    [InlineData("2026-06-03T08:00", "2026-06-03T10:00", false)]
    [InlineData("2026-06-03T08:30", "2026-06-03T10:30", true)]
    [InlineData("2026-06-03T12:30", "2026-06-03T13:30", true)]
    [InlineData("2026-06-03T11:00", "2026-06-03T15:00", true)]
    [InlineData("2026-06-03T14:00", "2026-06-03T15:00", true)]
    [InlineData("2026-06-03T15:30", "2026-06-03T17:00", true)]
    [InlineData("2026-06-03T16:00", "2026-06-03T17:00", false)]
    // Over midnight.
    [InlineData("2026-06-04T23:00", "2026-06-05T01:00", false)]
    public void Decide_WithTwoHoursBetween(string start, string end, bool isRefused)
    {
        var (terms, own) = (NightKitchenWith(new Spacing(120, Scope.Resource)), Booked("2026-06-03T12:00", "2026-06-03T14:00"));
        Refusals(terms, start, end, Someone(own))
            .Should().Equal(isRefused ? [new TooCloseToOwn(120, own.Period) { Rule = terms.Person.Spacings.Single().Rule }] : []);
    }

    [Theory]
    // The time between is time that passes: at the changes the wall shows an hour more or less.
    [InlineData("2026-03-29T00:30", "2026-03-29T01:30", "2026-03-29T03:30", "2026-03-29T04:30", nameof(TooCloseToOwn))]
    [InlineData("2026-03-29T00:30", "2026-03-29T01:30", "2026-03-29T04:30", "2026-03-29T05:30", null)]
    [InlineData("2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25T04:00", nameof(TooCloseToOwn))]
    [InlineData("2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T03:00", "2026-10-25T04:00", null)]
    [InlineData("2026-12-31T21:00", "2026-12-31T23:00", "2027-01-01T00:30", "2027-01-01T02:00", nameof(TooCloseToOwn))]
    [InlineData("2026-12-31T21:00", "2026-12-31T23:00", "2027-01-01T01:00", "2027-01-01T02:00", null)]
    public void Decide_WithTwoHoursBetween_OverChangesOfTheClockAndTheYear(string ownStart, string ownEnd, string start, string end, string? refusal) =>
        Refusals(NightKitchenWith(new Spacing(120, Scope.Resource)), start, end, Someone(Booked(ownStart, ownEnd))).ShouldBe(refusal);

    [Fact]
    public void Decide_OfSeveralThatAreTooClose_NamesTheFirst_AlsoBehindALongOne()
    {
        var terms = NightKitchenWith(new Spacing(60, Scope.Category));
        var (all, short1, short2) = (
            Booked("2026-06-01T00:00", "2026-06-03T11:30", OfTheSameSort), Booked("2026-06-02T10:00", "2026-06-02T11:00"), Booked("2026-06-03T14:30", "2026-06-03T15:00"));

        TooClose(all, short1, short2).Should().Be(all.Period);
        TooClose(short2, short1).Should().Be(short2.Period);
        TooClose(short2, Booked("2026-06-03T11:15", "2026-06-03T11:45")).Should().Be(From("2026-06-03T11:15", "2026-06-03T11:45"));

        Interval TooClose(params OwnBooking[] own) =>
            Refusals(terms, "2026-06-03T12:00", "2026-06-03T14:00", Someone(own)).OfType<TooCloseToOwn>().Single().Other;
    }

    [Theory]
    [InlineData(Scope.Resource, true, false, false)]
    [InlineData(Scope.Owner, true, true, false)]
    [InlineData(Scope.Category, true, false, true)]
    public void Decide_CountsOverTheResource_ItsOwners_OrItsSort(Scope over, bool here, bool sameOwner, bool sameSort)
    {
        var terms = NightKitchenWith(new ConcurrentBookings(1, over), new Spacing(1440, over));
        foreach (var (place, counts) in new[] { (Here, here), (OfTheSameOwner, sameOwner), (OfTheSameSort, sameSort), (Elsewhere, false) })
        {
            Refusals(terms, "2026-06-05T12:00", "2026-06-05T13:00", Someone(Booked("2026-06-05T15:00", "2026-06-05T16:00", place)))
                .ShouldBe(counts ? [nameof(TooManyComing), nameof(TooCloseToOwn)] : []);
        }
    }
}
