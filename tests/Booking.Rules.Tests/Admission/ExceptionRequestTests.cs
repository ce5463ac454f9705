using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

public sealed class ExceptionRequestTests
{
    private static readonly Premises Hall = new(Place.Nowhere, Copenhagen, UnitUse.All, 20);
    private static readonly Guid Rule = Guid.NewGuid();
    private static readonly Refusal Long = new TooLong(240) { Rule = Rule };
    private static readonly BookingRequest Six = new(From("2026-06-05T15:00", "2026-06-05T21:00"), 4);

    [Fact]
    public void IsPossible_WhenRulesAloneSayNo() =>
        ExceptionRequest.IsPossible(Six, [Long, new TooSoon(60, At("2026-06-05T16:00")) { Rule = Rule }], Hall).Should().BeTrue();

    [Fact]
    public void IsPossible_WhenNothingSaysNo_IsNothingToAskFor() =>
        ExceptionRequest.IsPossible(Six, [], Hall).Should().BeFalse();

    public static TheoryData<Refusal> BeyondTheOwner => new()
    {
        new SlotTaken(),
        new SlotTaken { Rule = Rule },
        new InThePast(),
        new InThePast { Rule = Rule },
        new TooFewPeople { Rule = Rule },
        new MustSignIn { Rule = Rule },
        new TooManyPeople(20),
        new TooLong(240),
    };

    [Theory]
    [MemberData(nameof(BeyondTheOwner))]
    public void IsPossible_WhenSomethingSaysNoThatNoOwnerCanChange_IsNot(Refusal beyond) =>
        ExceptionRequest.IsPossible(Six, [Long, beyond], Hall).Should().BeFalse();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void IsPossible_ForAsManyAsTheRoomHolds_WhateverTheRuleSays(int people, bool possible) =>
        ExceptionRequest.IsPossible(Six with { People = people }, [new TooManyPeople(10) { Rule = Rule }], Hall).Should().Be(possible);

    [Theory]
    [InlineData("2026-06-19T15:00", true)]
    [InlineData("2026-06-19T15:01", false)]
    public void IsPossible_ForTwoWeeksAtMost(string end, bool possible) =>
        ExceptionRequest.IsPossible(new BookingRequest(From("2026-06-05T15:00", end), 4), [Long], Hall).Should().Be(possible);

    [Fact]
    public void IsPossible_OverAChangeOfTheClock_CountsDaysOnTheWall() =>
        ExceptionRequest.IsPossible(new BookingRequest(From("2026-10-20T12:00", "2026-11-03T12:00"), 4), [Long], Hall).Should().BeTrue();

    [Theory]
    [InlineData("2026-06-05T15:00:30", "2026-06-05T21:00")]
    [InlineData("2026-06-05T15:00", "2026-06-05T21:00:30")]
    public void IsPossible_InWholeMinutesOnly(string start, string end) =>
        ExceptionRequest.IsPossible(new BookingRequest(From(start, end), 4), [Long], Hall).Should().BeFalse();

    [Fact]
    public void IsPossible_WithDatesAtTheEdgeOfTime_DoesNotThrow() =>
        ExceptionRequest.IsPossible(new BookingRequest(new Interval(Instant.MinValue, Instant.MaxValue), 4), [Long], Hall).Should().BeFalse();
}
