using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Admission.Asking;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

public sealed class IsForThemTests
{
    private static readonly Terms ForAdults = NightKitchenWith(new Audience(Residents: false, Members: false, 18));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(null, true)]
    public void Decide_ForResidents(bool? isResident, bool isRefused)
    {
        var terms = KitchenWith(new Audience(true, false, null));
        Refusals(terms, "2026-06-02T12:00", "2026-06-02T14:00", Someone() with { IsResident = isResident })
            .Should().Equal(isRefused ? [new ResidentsOnly(IsUnknown: isResident is null) { Rule = terms.Person.Audience!.Rule }] : []);
    }

    [Theory]
    [InlineData("viby", false)]
    [InlineData("holme", true)]
    [InlineData(null, true)]
    public void Decide_ForPeopleOfTheDistrict(string? lives, bool isRefused)
    {
        var terms = KitchenWith(new Audience(false, false, null, District: true));
        Refusals(terms, "2026-06-02T12:00", "2026-06-02T14:00", Someone() with { District = lives })
            .Should().Equal(isRefused ? [new DistrictOnly(IsUnknown: lives is null) { Rule = terms.Person.Audience!.Rule }] : []);
        Refusals(terms with { District = "" }, "2026-06-02T12:00", "2026-06-02T14:00", Someone() with { District = lives }).ShouldBe(nameof(DistrictOnly));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, nameof(MembersOnly))]
    public void Decide_ForMembers(bool isMember, string? refusal) => Refusals(
        KitchenWith(new Audience(false, true, null)), "2026-06-02T12:00", "2026-06-02T14:00", Someone() with { IsMember = isMember }).ShouldBe(refusal);

    [Fact]
    public void Decide_ForGroups_LooksAtWhomTheyBookFor_NotAtWhatElseTheyHave()
    {
        var terms = KitchenWith(new Audience(false, false, null, Groups: true));
        var member = Someone(Booked("2026-06-03T12:00", "2026-06-03T13:00") with { ForGroup = true });
        Refusals(terms, "2026-06-02T12:00", "2026-06-02T14:00", member).ShouldBe(nameof(GroupsOnly));
        Refusals(terms, "2026-06-02T12:00", "2026-06-02T14:00", member with { OfGroup = [] }).ShouldBe();
    }

    [Theory]
    [InlineData(2007, "2026-06-01T12:00", false)]
    [InlineData(2008, "2025-12-31T23:30", true)]
    [InlineData(2008, "2026-01-01T00:00", false)] // all of the year in which they turn 18, although it is still 2025 in UTC
    [InlineData(2008, "2026-12-31T23:30", false)]
    [InlineData(2009, "2026-12-31T23:30", true)]
    [InlineData(2009, "2027-01-01T00:00", false)]
    [InlineData(null, "2026-06-01T12:00", true)]
    public void Decide_ForAdults_GoesByTheYearOfTheStart(int? born, string start, bool isRefused) =>
        Refusals(ForAdults, start, Later(start, 60), Someone() with { BirthYear = born })
            .Should().Equal(isRefused ? [new TooYoung(18, IsUnknown: born is null) { Rule = ForAdults.Person.Audience!.Rule }] : []);

    [Fact]
    public void Decide_ForSomeoneUnknown_AsksThemToSignIn_AndNothingElse() =>
        Refusals(KitchenWith(new Audience(true, true, 18, true, true)), "2026-06-02T12:00", "2026-06-02T14:00").ShouldBe(nameof(MustSignIn));

    [Fact]
    public void Decide_ForSomeoneWhoIsNothingOfThat_SaysEverything() =>
        Refusals(KitchenWith(new Audience(true, true, 18, true, true)), "2026-06-02T12:00", "2026-06-02T14:00", Someone())
            .ShouldBe(nameof(ResidentsOnly), nameof(DistrictOnly), nameof(MembersOnly), nameof(GroupsOnly), nameof(TooYoung));

    [Fact]
    public void Nearest_ForSomeoneWhoTurnsEighteenNextYear_IsNextYear() =>
        NearestFree.To(
            ForAdults, new Facts(Occupied.Nothing(), Someone() with { BirthYear = 2009 }),
            new BookingRequest(From("2026-12-30T12:00", "2026-12-30T14:00"), 4), At("2026-12-28T12:00"), From("2026-12-28T12:00", "2027-01-10T00:00"), 1)
            .Should().Equal(From("2027-01-01T00:00", "2027-01-01T02:00"));

    private static string Later(string wall, int minutes) =>
        WallClock.Parse(wall)!.Value.PlusMinutes(minutes).ToString("uuuu-MM-dd'T'HH:mm", null);
}
