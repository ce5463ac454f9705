using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Dapper;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>Rules that look at who asks: quotas, introductions and whom a place is for, through the handlers that write.</summary>
public sealed class PersonRulesTests : BookingHandlers
{
    private static readonly Quota TwoAWeek = new(2, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both);

    [Fact]
    public async Task PlaceBooking_BeyondTheQuota_IsRefusedByThatRule_AndNextWeekIsNot()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        await PlacedAsync(kitchen, At(Friday, 8, 9), anna);
        await PlacedAsync(kitchen, At(Friday, 10, 11), anna);

        var refusal = Refusals(await PlaceAsync(kitchen, At(Friday, 12, 13), anna)).Should().ContainSingle().Subject;

        refusal.Should().BeOfType<QuotaUsed>().Which.Should().BeEquivalentTo(new { Used = 2, From = Friday.PlusDays(-4), Until = Friday.PlusDays(2) });
        refusal.Rule.Should().Be(kitchen.Rules.Single(rule => rule.Condition is Quota).Rule.Id);
        (await PlaceAsync(kitchen, At(Friday.PlusDays(3), 12, 13), anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await PlaceAsync(kitchen, At(Friday, 12, 13), await PersonAsync("Bo"))).Should().BeOfType<PlaceBookingOutcome.Placed>();
    }

    [Fact]
    public async Task PlaceBooking_ManyAtOnceByOnePerson_NeverExceedsTheQuota()
    {
        var anna = await PersonAsync();
        var rule = new Quota(3, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Coming);
        var places = new List<CatalogueResource>();
        for (var i = 0; i < 4; i++)
        {
            places.Add(await ResourceAsync(new TestResource { Rules = [rule] }));
        }

        var outcomes = await AtOnceAsync(24, number => PlaceAsync(places[number % 4], At(Friday, 8 + (number / 4), 9 + (number / 4)), anna));

        outcomes.OfType<PlaceBookingOutcome.Placed>().Should().HaveCount(3);
        outcomes.OfType<PlaceBookingOutcome.Refused>().Should().HaveCount(21)
            .And.OnlyContain(refused => refused.Reasons.All(reason => reason is QuotaUsed));
        (await QueryAsync<long>("select count(*) from booking where status = 'confirmed'")).Should().Be(3);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PlaceBooking_ManyPeopleAtOnce_UnderAQuota_EachGetTheirs()
    {
        var place = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        var people = new List<Booking.Web.Features.SignIn.SignedInPerson>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await PersonAsync($"Person {i}"));
        }

        var outcomes = await AtOnceAsync(16, number => PlaceAsync(place, At(Friday, number % 16, (number % 16) + 1), people[number % 8]));

        outcomes.Should().AllBeOfType<PlaceBookingOutcome.Placed>();
    }

    [Fact]
    public async Task CancelledInTime_CountsNoLonger_ButCancelledLateDoes()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { Rules = [TwoAWeek, new CancellationDeadline(24 * 60)] });
        var tomorrow = At(Friday.PlusDays(-1), 8, 9);
        var late = await PlacedAsync(kitchen, tomorrow, anna);
        var inTime = await PlacedAsync(kitchen, At(Friday, 20, 21), anna);

        (await Cancel.HandleAsync(inTime, anna, null, default)).Should().Be(CancelOutcome.Cancelled);
        await PlacedAsync(kitchen, At(Friday, 20, 21), anna);
        Clock.Advance(NodaTime.Duration.FromHours(2));
        (await Cancel.HandleAsync(late, anna, null, default)).Should().Be(CancelOutcome.Cancelled);

        Refusals(await PlaceAsync(kitchen, At(Friday, 12, 13), anna)).Should().ContainSingle().Which.Should().BeOfType<QuotaUsed>();
    }

    [Fact]
    public async Task MoveBooking_WithinAUsedQuota_CountsItselfNotTwice()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { Rules = [TwoAWeek with { }] });
        await PlacedAsync(kitchen, At(Friday, 8, 9), anna);
        var moved = await PlacedAsync(kitchen, At(Friday, 10, 11), anna);

        (await MoveAsync(moved, anna, At(Friday, 14, 15))).Should().BeOfType<MoveBookingOutcome.Moved>();
    }

    [Fact]
    public async Task ConfirmHold_ByAPersonWhoseQuotaIsUsed_LetsItGoAndSaysWhy()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        await PlacedAsync(kitchen, At(Friday, 8, 9), anna);
        await PlacedAsync(kitchen, At(Friday, 10, 11), anna);
        var hold = await HeldAsync(kitchen, At(Friday, 12, 13), anna);

        (await Confirm.HandleAsync(hold, anna.Id, default)).Should().Be(ConfirmHoldOutcome.Refused);

        var booking = await ReadAsync(hold);
        booking.Status.Should().Be(BookingStatus.Cancelled);
        booking.EndReason.Should().Contain("2 bookinger");
        (await QueryAsync<long>("select count(*) from occupancy where booking_id = @hold", new { hold })).Should().Be(0);
    }

    [Fact]
    public async Task PlaceBooking_WhereAnIntroductionIsNeeded_IsRefusedUntilThereIsOne()
    {
        var anna = await PersonAsync();
        var cutter = await ResourceAsync(new TestResource { Rules = [new IntroductionRequired(12, "Ole", "Ole")] });

        Refusals(await PlaceAsync(cutter, FridayEvening, anna)).Should().ContainSingle().Which.Should().BeOfType<NotIntroduced>();
        await ExecuteAsync($"""
            insert into introduction (id, person_id, owner_id, resource_id, given_at)
            values (gen_random_uuid(), '{anna.Id}', '{cutter.Owner.Id}', '{cutter.Id}', '{Start.Minus(NodaTime.Duration.FromDays(30))}')
            """);

        (await PlaceAsync(cutter, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
    }

    [Fact]
    public async Task PlaceBooking_WhereMembersComeFirst_AsksWhoTheyAre()
    {
        var anna = await PersonAsync();
        var hut = await ResourceAsync(new TestResource { Rules = [new Audience(Residents: true, Members: true, MinimumAge: 18)] });

        Refusals(await PlaceAsync(hut, FridayEvening, anna)).Should().BeEquivalentTo<Refusal>(
            [new ResidentsOnly(IsUnknown: true), new MembersOnly(), new TooYoung(18, IsUnknown: true)],
            options => options.Excluding(refusal => refusal.Rule).RespectingRuntimeTypes());
        await ExecuteAsync($"""
            insert into membership (owner_id, person_id, since) values ('{hut.Owner.Id}', '{anna.Id}', '{Start}');
            update person set birth_year = 2008, is_resident = true where id = '{anna.Id}'
            """);

        (await PlaceAsync(hut, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
    }

    [Fact]
    public async Task PlaceBooking_WhereOnlyThePeopleOfTheDistrictMay_GoesByWhatTheyHaveSaid_AndANeighbourLearnsNothing()
    {
        var (anna, bo) = (await PersonAsync(), await PersonAsync());
        var trailer = await ResourceAsync(new TestResource { Rules = [new Audience(false, false, null, District: true)] });

        Refusals(await PlaceAsync(trailer, FridayEvening, anna)).Should().ContainSingle().Which.Should().BeOfType<DistrictOnly>().Which.IsUnknown.Should().BeTrue();
        await ExecuteAsync($"""
            insert into district (slug, name, latitude, longitude) values ('viby', 'Viby', 56.1, 10.1) on conflict do nothing;
            update person set district = 'viby' where id = '{anna.Id}'
            """);
        Refusals(await PlaceAsync(trailer, FridayEvening, anna)).Should().ContainSingle().Which.Should().BeOfType<DistrictOnly>().Which.IsUnknown.Should().BeFalse();
        await ExecuteAsync("update person set district = @Slug where id = @Id", new { trailer.District.Slug, anna.Id });

        // Said or not, whoever books for her is told the same as of somebody who has said nothing.
        Refusals(await Place.HandleAsync(new(trailer, FridayEvening, 4, "", bo, "for-anna", For: new BookedFor("Anna", anna.Email)), default))
            .Should().ContainSingle().Which.Should().BeOfType<DistrictOnly>().Which.IsUnknown.Should().BeTrue();
        (await PlaceAsync(trailer, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
    }

    [Fact]
    public async Task FindAlternatives_ForAPersonWhoseWeekIsFull_OffersTheNextWeekAndOtherPlaces()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        var other = await ResourceAsync();
        await PlacedAsync(kitchen, At(Friday, 8, 9), anna);
        await PlacedAsync(kitchen, At(Friday, 10, 11), anna);

        var found = await new FindAlternatives(Source, Catalogue, Occupancies, Clock).HandleAsync(kitchen, FridayEvening, 4, new Booker(anna.Id), default);

        found.Where(one => one.Resource.Id == kitchen.Id).Should().NotBeEmpty().And.OnlyContain(one => one.Period.Start >= At(Friday.PlusDays(3), 0, 1).Start);
        found.Should().Contain(new Alternative(other, FridayEvening));
    }

    [Fact]
    public async Task FindAlternatives_AsksForEachPlaceOnItsOwnWhoThePersonIs()
    {
        var anna = await PersonAsync();
        var taken = await ResourceAsync();
        await PlacedAsync(taken, FridayEvening, await PersonAsync());
        var hers = await ResourceAsync(new TestResource { Owner = "kogeklubben", Rules = [new Audience(Residents: false, Members: true, MinimumAge: null)] });
        await ResourceAsync(new TestResource { Owner = "spiseklubben", Rules = [new Audience(Residents: false, Members: true, MinimumAge: null)] });
        var shown = await ResourceAsync(new TestResource { Owner = "kogeklubben", Rules = [new IntroductionRequired(null, "", "")] });
        await ResourceAsync(new TestResource { Owner = "kogeklubben", Rules = [new IntroductionRequired(null, "", "")] });
        await ExecuteAsync($"""
            insert into membership (owner_id, person_id, since) values ('{hers.Owner.Id}', '{anna.Id}', '{Start}');
            insert into introduction (id, person_id, owner_id, resource_id, given_at)
            values (gen_random_uuid(), '{anna.Id}', '{shown.Owner.Id}', '{shown.Id}', '{Start}')
            """);

        var found = await new FindAlternatives(Source, Catalogue, Occupancies, Clock).HandleAsync(taken, FridayEvening, 4, new Booker(anna.Id), default);

        found.Where(one => one.Resource.Id != taken.Id).Should().BeEquivalentTo([new Alternative(hers, FridayEvening), new Alternative(shown, FridayEvening)]);
    }

    [Fact]
    public async Task Catalogue_WhenARuleComesIntoForce_DecidesByIt()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var tomorrow = Start + NodaTime.Duration.FromDays(1);
        await new TestRule(new GroupSize(2)) { Resource = kitchen.Id, From = tomorrow }.InsertAsync(Source);

        (await Catalogue.ReadAsync(default)).Get(kitchen.Id).Terms.Capacity.Should().Be(20);
        Clock.Reset(tomorrow);

        kitchen = (await Catalogue.ReadAsync(default)).Get(kitchen.Id);
        Refusals(await PlaceAsync(kitchen, FridayEvening, anna)).Should().ContainSingle().Which.Should().BeOfType<TooManyPeople>();
    }

    [Fact]
    public async Task Rules_OfAllLevels_TheNearestHoldsUnlessAWiderOneIsBinding()
    {
        await new TestRule(new MaximumDuration(60)).InsertAsync(Source);
        await ResourceAsync();
        await new TestRule(new GroupSize(15)) { Owner = "beboerhuset" }.InsertAsync(Source);
        await new TestRule(new LeadTime(60)) { District = "gellerup", Binding = true }.InsertAsync(Source);

        var kitchen = await ResourceAsync(new TestResource { LeadMinutes = 5, MaximumMinutes = 300 });

        kitchen.Terms.Should().BeEquivalentTo(new { MaximumMinutes = 300, LeadMinutes = 60, Capacity = 15 });
    }

    private static IReadOnlyList<Refusal> Refusals(PlaceBookingOutcome outcome) => outcome.Should().BeOfType<PlaceBookingOutcome.Refused>().Subject.Reasons;
}
