using Booking.Rules.Availability;
using Booking.Rules.Waitlist;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Waitlist;

public sealed class OfferPlanTests
{
    private static readonly Instant Now = At("2026-06-01T07:00");

    // Friday 17–22 has come free; the rest of the day is taken.
    private static readonly Occupied Evening = Taken(From("2026-06-05T00:00", "2026-06-05T17:00"), From("2026-06-05T22:00", "2026-06-06T00:00"));

    [Fact]
    public void Of_OneWhoWaitsForIt_OffersIt() => Plan(Fixed("17:00", "22:00")).Should().Equal("0: 17:00-22:00");

    [Fact]
    public void Of_TwoForTheSame_OffersItToTheFirst() => Plan(Fixed("19:00", "21:00"), Fixed("19:00", "21:00")).Should().Equal("0: 19:00-21:00");

    [Fact]
    public void Of_OneForAllAndTwoForParts_UsesTheMostHours() =>
        Plan(Fixed("17:00", "20:00"), Fixed("17:00", "19:00"), Fixed("19:00", "22:00")).Should().Equal("1: 17:00-19:00", "2: 19:00-22:00");

    [Fact]
    public void Of_TwoWaysToUseAsMuch_TakesTheOneWithTheFirstInLine() =>
        Plan(Fixed("18:00", "20:00"), Fixed("20:00", "22:00"), Fixed("17:00", "19:00"), Fixed("19:00", "21:00"))
            .Should().Equal("0: 18:00-20:00", "1: 20:00-22:00");

    [Fact]
    public void Of_WhatOneLeaves_OffersThatToTheNext_AsPartOfTheirWish() =>
        Plan(Fixed("17:00", "20:00"), Fixed("19:00", "22:00", least: 60)).Should().Equal("0: 17:00-20:00", "1: 20:00-22:00 part");

    [Fact]
    public void Of_LessThanIsOfUse_OffersNothing() => Plan(Fixed("15:00", "18:00", least: 90)).Should().BeEmpty();

    [Fact]
    public void Of_PartOfAWish_IsOfferedAsSuch() => Plan(Fixed("15:00", "18:00", least: 60)).Should().Equal("0: 17:00-18:00 part");

    [Fact]
    public void Of_AnHourAtAnyTime_MovesOutOfTheWayOfOthers() =>
        Plan(Fixed("17:00", "22:00", minutes: 60), Fixed("17:00", "21:00")).Should().Equal("1: 17:00-21:00", "0: 21:00-22:00");

    [Fact]
    public void Of_SeveralDays_OffersOneOfThem() =>
        OfferPlan.Of(
            Kitchen, Occupied.Nothing(), [new Wish(Guid.NewGuid(), [From("2026-06-05T17:00", "2026-06-05T22:00"), From("2026-06-12T17:00", "2026-06-12T22:00")], 300, 300)],
            Now, (_, _) => true).Should().ContainSingle();

    [Fact]
    public void Of_WhoMayNotHaveIt_IsPassedOver() =>
        Plan([Fixed("19:00", "21:00"), Fixed("19:00", "21:00")], mayHave: (place, _) => place != 0).Should().Equal("1: 19:00-21:00");

    [Fact]
    public void Of_WithCleaningBetween_KeepsTheRoomForIt() =>
        Plan([Fixed("17:30", "19:00"), Fixed("19:00", "20:30"), Fixed("19:30", "21:30")], Kitchen with { Buffer = Buffer(0, 30) })
            .Should().Equal("0: 17:30-19:00", "2: 19:30-21:30");

    [Fact]
    public void Of_APool_OffersAsManyAsThereAre() =>
        OfferPlan.Of(Kitchen with { Use = UnitUse.AnyOne }, TakenByUnit([.. Evening.ByUnit[0]], [.. Evening.ByUnit[0]]),
            [Fixed("17:00", "22:00"), Fixed("17:00", "22:00"), Fixed("17:00", "22:00")], Now, (_, _) => true).Should().HaveCount(2);

    [Theory]
    [InlineData("2026-06-05T16:00")] // Past, and no longer to be had with the notice that the owner needs.
    [InlineData("2026-02-01T07:00")] // Further ahead than may be booked.
    public void Of_WhatCannotBeBookedNow_OffersNothing(string now) =>
        OfferPlan.Of(Kitchen with { LeadMinutes = 120 }, Evening, [Fixed("17:00", "18:00")], At(now), (_, _) => true).Should().BeEmpty();

    [Fact]
    public void Of_ClosedTime_OffersNothing() =>
        OfferPlan.Of(Kitchen with { Closures = [new Closure(Date(2026, 6, 5), Date(2026, 6, 5), "", "")] }, Occupied.Nothing(), [Fixed("17:00", "18:00")], Now, (_, _) => true)
            .Should().BeEmpty();

    private static Wish Fixed(string start, string end, int? least = null, int? minutes = null)
    {
        var window = From($"2026-06-05T{start}", $"2026-06-05T{end}");
        var length = minutes ?? (int)window.Duration.TotalMinutes;
        return new Wish(Guid.NewGuid(), [window], length, least ?? length);
    }

    private static IEnumerable<string> Plan(params Wish[] line) => Plan(line, Kitchen);

    private static IEnumerable<string> Plan(Wish[] line, Terms? terms = null, Func<int, Interval, bool>? mayHave = null) =>
        OfferPlan.Of(terms ?? Kitchen, Evening, line, Now, (wish, period) => mayHave?.Invoke(Array.IndexOf(line, wish), period) ?? true)
            .Select(offer => $"{Array.FindIndex(line, wish => wish.Id == offer.Wish)}: {Wall(offer.Period.Start)}-{Wall(offer.Period.End)}{(offer.IsWhole ? "" : " part")}");

    private static string Wall(Instant moment) => $"{moment.InZone(Copenhagen):HH:mm}";
}
