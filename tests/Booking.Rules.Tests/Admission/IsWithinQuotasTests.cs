using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Admission.Asking;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

/// <summary>The one booking that somebody has, and what is left of a quota.</summary>
public sealed class IsWithinQuotasTests
{
    [Theory]
    // Sunday 7 June is of the week from the 1st.
    [InlineData("2026-05-31T23:00", null)]
    [InlineData("2026-06-01T00:00", nameof(QuotaUsed))]
    [InlineData("2026-06-01T00:30", nameof(QuotaUsed))] // Monday, though it is Sunday in UTC
    [InlineData("2026-06-07T23:00", nameof(QuotaUsed))]
    [InlineData("2026-06-08T00:00", null)]
    [InlineData("2026-06-08T00:30", null)]
    public void Decide_OneAWeek_WithOneOnWednesday(string start, string? refusal) =>
        Refusals(Bookings(1, QuotaPeriod.Week), start, Hours(start, 1), Someone(Booked("2026-06-03T12:00", "2026-06-03T14:00")), now: "2026-05-29T10:00")
            .ShouldBe(refusal);

    [Theory]
    [InlineData("2026-12-27T12:00", null)]
    [InlineData("2026-12-28T00:00", nameof(QuotaUsed))]
    [InlineData("2027-01-03T23:00", nameof(QuotaUsed))]
    [InlineData("2027-01-04T00:00", null)]
    public void Decide_OneAWeek_WithOneOnNewYearsEve_IsTheSameWeekInBothYears(string start, string? refusal) =>
        Refusals(Bookings(1, QuotaPeriod.Week), start, Hours(start, 1), Someone(Booked("2026-12-31T22:00", "2027-01-01T02:00")), now: "2026-12-21T10:00")
            .ShouldBe(refusal);

    [Theory]
    [InlineData("2026-03-29T23:00", "2026-03-23T12:00", nameof(QuotaUsed))]
    [InlineData("2026-03-30T00:00", "2026-03-23T12:00", null)]
    [InlineData("2026-03-30T00:00", "2026-03-29T23:00", null)]
    [InlineData("2026-10-25T23:00", "2026-10-19T12:00", nameof(QuotaUsed))]
    [InlineData("2026-10-26T00:00", "2026-10-19T12:00", null)]
    public void Decide_OneAWeek_WhoseSundayHas23Or25Hours(string start, string own, string? refusal) =>
        Refusals(Bookings(1, QuotaPeriod.Week), start, Hours(start, 1), Someone(Booked(own, Hours(own, 1))), now: "2026-03-01T10:00")
            .ShouldBe(refusal);

    [Theory]
    [InlineData(QuotaPeriod.Month, "2026-10-31T23:30", "2026-10-01T12:00", nameof(QuotaUsed))]
    [InlineData(QuotaPeriod.Month, "2026-11-01T00:30", "2026-10-01T12:00", null)]
    [InlineData(QuotaPeriod.Month, "2026-11-01T00:30", "2026-11-30T23:00", nameof(QuotaUsed))] // though it is October in UTC
    [InlineData(QuotaPeriod.Month, "2027-01-01T00:30", "2026-12-31T22:00", null)]
    [InlineData(QuotaPeriod.Month, "2028-02-29T23:30", "2028-02-01T12:00", nameof(QuotaUsed))]
    [InlineData(QuotaPeriod.Season, "2026-03-31T23:30", "2025-10-01T00:30", nameof(QuotaUsed))]
    [InlineData(QuotaPeriod.Season, "2026-04-01T00:30", "2025-10-01T00:30", null)]
    [InlineData(QuotaPeriod.Season, "2026-09-30T23:30", "2026-04-01T00:30", nameof(QuotaUsed))]
    [InlineData(QuotaPeriod.Season, "2026-10-01T00:30", "2026-09-30T23:00", null)]
    [InlineData(QuotaPeriod.Season, "2027-01-01T00:30", "2026-12-31T22:00", nameof(QuotaUsed))]
    public void Decide_OneAMonthOrSeason(QuotaPeriod per, string start, string own, string? refusal) =>
        Refusals(Bookings(1, per), start, Hours(start, 1), Someone(Booked(own, Hours(own, 1)))).ShouldBe(refusal);

    [Theory]
    [InlineData(2, null)] // five of five hours
    [InlineData(3, nameof(QuotaUsed))]
    public void Decide_FiveHoursAWeek_WithThreeHad(int hours, string? refusal) =>
        Refusals(FiveHours(QuotaCounts.Both), "2026-06-05T12:00", Hours("2026-06-05T12:00", hours), Someone(Booked("2026-06-03T12:00", "2026-06-03T15:00")))
            .ShouldBe(refusal);

    [Theory]
    [InlineData("2026-03-29T01:00", "2026-03-29T04:00", 180)] // two hours pass
    [InlineData("2026-03-29T00:00", "2026-03-30T00:00", 1440)]
    [InlineData("2026-10-25T02:00", "2026-10-25T03:00", 60)] // two hours pass
    [InlineData("2026-10-25T00:00", "2026-10-26T00:00", 1440)] // a day of 25 hours
    [InlineData("2026-10-24T23:00", "2026-10-25T01:00", 120)]
    public void Decide_HoursAreThoseOnTheWall(string start, string end, int minutes)
    {
        var monday = WallClock.DateAt(At(start), Copenhagen).With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)).ToString("uuuu-MM-dd", null);

        OneHourMore(limit: minutes / 60).OfType<QuotaUsed>().Should().ContainSingle().Which.Used.Should().Be(minutes);
        OneHourMore(limit: (minutes / 60) + 1).ShouldBe();

        IReadOnlyList<Refusal> OneHourMore(int limit) => Refusals(
            NightKitchenWith(Quota(limit, QuotaMeasure.Hours)), $"{monday}T12:00", $"{monday}T13:00", Someone(Booked(start, end)), now: $"{monday}T10:00");
    }

    [Theory]
    // Now is Friday noon. Over means that it has ended; a booking that runs is coming.
    [InlineData(QuotaCounts.Coming, "2026-06-05T10:00", "2026-06-05T12:00", false, null)]
    [InlineData(QuotaCounts.Used, "2026-06-05T10:00", "2026-06-05T12:00", false, nameof(QuotaUsed))]
    [InlineData(QuotaCounts.Both, "2026-06-05T10:00", "2026-06-05T12:00", false, nameof(QuotaUsed))]
    [InlineData(QuotaCounts.Coming, "2026-06-05T10:00", "2026-06-05T12:01", false, nameof(QuotaUsed))]
    [InlineData(QuotaCounts.Used, "2026-06-05T10:00", "2026-06-05T12:01", false, null)]
    [InlineData(QuotaCounts.Both, "2026-06-05T10:00", "2026-06-05T12:01", false, nameof(QuotaUsed))]
    [InlineData(QuotaCounts.Coming, "2026-06-06T10:00", "2026-06-06T12:00", true, null)] // given up too late
    [InlineData(QuotaCounts.Used, "2026-06-06T10:00", "2026-06-06T12:00", true, nameof(QuotaUsed))]
    [InlineData(QuotaCounts.Both, "2026-06-06T10:00", "2026-06-06T12:00", true, nameof(QuotaUsed))]
    public void Decide_CountsWhatIsComing_OrUsed_OrBoth(QuotaCounts counts, string start, string end, bool cancelledLate, string? refusal) =>
        Refusals(
            NightKitchenWith(new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, counts)), "2026-06-07T12:00", "2026-06-07T13:00",
            Someone(Booked(start, end, cancelledLate: cancelledLate)), now: "2026-06-05T12:00").ShouldBe(refusal);

    [Theory]
    [InlineData("2026-06-03T16:59", null)]
    [InlineData("2026-06-03T17:00", nameof(QuotaUsed))]
    public void Decide_OfUsedHours_WhatIsAskedForIsNotUsedYet(string end, string? refusal) =>
        Refusals(FiveHours(QuotaCounts.Used), "2026-06-05T12:00", "2026-06-05T20:00", Someone(Booked("2026-06-03T12:00", end))).ShouldBe(refusal);

    [Theory]
    [InlineData(Scope.Resource, true, false, false)]
    [InlineData(Scope.Owner, true, true, false)]
    [InlineData(Scope.Category, true, false, true)]
    public void Decide_CountsOverTheResource_ItsOwners_OrItsSort(Scope over, bool here, bool sameOwner, bool sameSort)
    {
        foreach (var (place, counts) in new[] { (Here, here), (OfTheSameOwner, sameOwner), (OfTheSameSort, sameSort), (Elsewhere, false) })
        {
            Refusals(
                NightKitchenWith(new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, over, QuotaCounts.Both)), "2026-06-05T12:00", "2026-06-05T13:00",
                Someone(Booked("2026-06-03T12:00", "2026-06-03T13:00", place))).ShouldBe(counts ? nameof(QuotaUsed) : null);
        }
    }

    [Theory]
    // Whose quota, for whom they ask; what they have for themselves, for the group, and what others have for it.
    [InlineData(QuotaOf.Person, false, 1, 1, 9, null)]
    [InlineData(QuotaOf.Person, false, 1, 2, 0, nameof(QuotaUsed))]
    [InlineData(QuotaOf.Person, true, 0, 2, 9, null)]
    [InlineData(QuotaOf.Person, true, 2, 1, 0, nameof(QuotaUsed))]
    [InlineData(QuotaOf.Group, true, 9, 1, 1, null)]
    [InlineData(QuotaOf.Group, true, 0, 1, 2, nameof(QuotaUsed))]
    [InlineData(QuotaOf.Group, true, 0, 3, 0, nameof(QuotaUsed))]
    [InlineData(QuotaOf.Group, false, 2, 9, 9, null)]
    [InlineData(QuotaOf.Group, false, 3, 0, 0, nameof(QuotaUsed))]
    public void Decide_CountsWhatThePersonHas_OrWhatTheGroupHas(QuotaOf of, bool forGroup, int own, int ours, int others, string? refusal)
    {
        OwnBooking[] Have(int count, bool forGroup) =>
            [.. Enumerable.Range(0, count).Select(_ => Booked("2026-06-03T12:00", "2026-06-03T13:00") with { ForGroup = forGroup })];
        var mine = Have(ours, forGroup: true);
        var person = Someone([.. Have(own, forGroup: false), .. mine]) with
        {
            OfGroup = forGroup ? [.. mine, .. Have(others, forGroup: true)] : null,
        };
        var refusals = Refusals(
            NightKitchenWith(new Quota(3, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both, of)),
            "2026-06-05T12:00", "2026-06-05T13:00", person);

        refusals.ShouldBe(refusal);
        refusals.OfType<QuotaUsed>().All(used => used.ByGroup == (of == QuotaOf.Group && forGroup)).Should().BeTrue();
    }

    [Fact]
    public void Decide_ForABookingOfTheGroupThatIsMoved_DoesNotCountItself()
    {
        var ours = Booked("2026-06-03T12:00", "2026-06-03T14:00") with { ForGroup = true };
        var terms = NightKitchenWith(new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both, QuotaOf.Group));
        var another = Someone() with { OfGroup = [ours] };
        Refusals(terms, "2026-06-05T12:00", "2026-06-05T13:00", another, replaces: ours.Id).ShouldBe();
        Refusals(terms, "2026-06-05T12:00", "2026-06-05T13:00", another).ShouldBe(nameof(QuotaUsed));
    }

    [Fact]
    public void Decide_ForABookingThatIsMoved_DoesNotCountItself()
    {
        var own = Booked("2026-06-03T12:00", "2026-06-03T14:00");
        Refusals(Bookings(1, QuotaPeriod.Week), "2026-06-05T12:00", "2026-06-05T13:00", Someone(own), replaces: own.Id).ShouldBe();
        Refusals(Bookings(1, QuotaPeriod.Week), "2026-06-05T12:00", "2026-06-05T13:00", Someone(own), replaces: Guid.NewGuid()).ShouldBe(nameof(QuotaUsed));
    }

    [Fact]
    public void Decide_WhenSeveralQuotasAreUsed_SaysEach_HowMuchAndWhen()
    {
        var (week, month) = (Quota(1, QuotaMeasure.Bookings), new Quota(3, QuotaMeasure.Hours, QuotaPeriod.Month, Scope.Owner, QuotaCounts.Both));
        var refusals = Refusals(
            NightKitchenWith(week, month), "2026-06-05T12:00", "2026-06-05T14:00",
            Someone(Booked("2026-06-03T12:00", "2026-06-03T12:30"), Booked("2026-06-30T12:00", "2026-06-30T13:00", OfTheSameOwner)));

        refusals.OfType<QuotaUsed>().Select(used => (used.Quota, used.Used, used.From, used.Until)).Should().BeEquivalentTo([
            (week, 1, Date(2026, 6, 1), Date(2026, 6, 7)), (month, 90, Date(2026, 6, 1), Date(2026, 6, 30))]);
    }

    [Fact]
    public void Decide_MoreThanAllOfAQuota_IsRefusedToStrangersToo() =>
        Refusals(FiveHours(QuotaCounts.Both), "2026-06-05T12:00", "2026-06-05T18:00").ShouldBe(nameof(QuotaUsed));

    [Fact]
    public void Nearest_WhenTheWeekIsUsed_IsInTheNext() =>
        NearestFree.To(
            KitchenWith(Quota(1, QuotaMeasure.Bookings)), new Facts(Occupied.Nothing(), Someone(Booked("2026-06-03T12:00", "2026-06-03T14:00"))),
            new BookingRequest(From("2026-06-06T12:00", "2026-06-06T14:00"), 4), At("2026-06-02T12:00"), From("2026-06-02T12:00", "2026-06-20T00:00"), 2)
            .Should().Equal(From("2026-06-08T08:00", "2026-06-08T10:00"), From("2026-06-08T08:30", "2026-06-08T10:30"));

    [Fact]
    public void Nearest_WhenTwoHoursAreLeft_IsTwoHoursLong() =>
        NearestFree.To(
            KitchenWith(Quota(5, QuotaMeasure.Hours)), new Facts(Occupied.Nothing(), Someone(Booked("2026-06-03T12:00", "2026-06-03T15:00"))),
            new BookingRequest(From("2026-06-05T12:00", "2026-06-05T20:00"), 4), At("2026-06-02T12:00"), From("2026-06-02T12:00", "2026-06-07T00:00"), 2)
            .Should().Equal(From("2026-06-05T12:00", "2026-06-05T14:00"), From("2026-06-05T11:30", "2026-06-05T13:30"));

    private static Quota Quota(int limit, QuotaMeasure measure) => new(limit, measure, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both);

    private static Terms Bookings(int limit, QuotaPeriod per) =>
        NightKitchenWith(new Horizon(1100), new Quota(limit, QuotaMeasure.Bookings, per, Scope.Resource, QuotaCounts.Both));

    private static Terms FiveHours(QuotaCounts counts) =>
        NightKitchenWith(new Quota(5, QuotaMeasure.Hours, QuotaPeriod.Week, Scope.Resource, counts));

    private static string Hours(string wall, int hours) => WallClock.Parse(wall)!.Value.PlusHours(hours).ToString("uuuu-MM-dd'T'HH:mm", null);
}
