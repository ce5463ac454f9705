using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;

namespace Booking.Web.Tests.Features.Groups;

/// <summary>Rules that look at the group it is for, whoever of it asks.</summary>
public sealed class GroupRulesTests : GroupRoom
{
    private static readonly Quota TwoAWeek =
        new(2, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both, QuotaOf.Group);

    private const string WaitingSql = """
        select count(*) from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
        """;

    [Fact]
    public async Task Quota_OfAGroup_CountsWhatAllOfItBook_AndLeavesThemTheirOwn()
    {
        var hall = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        await BookAsync(hall, Anna, At(Friday, 8, 9));
        await BookAsync(hall, Bo, At(Friday, 9, 10));

        var refusal = Refusals(await BookAsync(hall, Bo, At(Friday, 10, 11))).Should().ContainSingle().Subject;

        refusal.Should().BeOfType<QuotaUsed>().Which.Should().BeEquivalentTo(new { Used = 2, ByGroup = true });
        (await PlaceAsync(hall, At(Friday, 10, 11), Bo)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await PlaceAsync(hall, At(Friday, 11, 12), Bo)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        Refusals(await PlaceAsync(hall, At(Friday, 12, 13), Bo)).Should().ContainSingle().Which.Should().BeOfType<QuotaUsed>().Which.ByGroup.Should().BeFalse();
    }

    [Fact]
    public async Task Quota_OfAGroup_WhenAllOfItBookAtOnce_IsNeverExceeded()
    {
        var hall = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });

        var outcomes = await AtOnceAsync(16, number => BookAsync(hall, number % 2 == 0 ? Anna : Bo, At(Friday, 8 + (number / 2), 9 + (number / 2))));

        outcomes.OfType<PlaceBookingOutcome.Placed>().Should().HaveCount(2);
        outcomes.OfType<PlaceBookingOutcome.Refused>().Should().HaveCount(14);
        (await QueryAsync<long>("select count(*) from booking where community_id = @Choir", new { Choir })).Should().Be(2);
        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Quota_OfAGroup_WhenManyMoveIntoTheWeekAtOnce_OneIsInTime()
    {
        var hall = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        await BookAsync(hall, Anna, At(Friday, 8, 9));
        var booked = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            var singer = await PersonAsync($"Sanger {i}");
            await JoinAsync(Choir, singer);
            booked.Add(await BookedAsync(hall, singer, At(Friday.PlusDays(7 * (1 + (i / 2))), 8 + (i % 2), 9 + (i % 2))));
        }

        var outcomes = await AtOnceAsync(10, number => MoveAsync(booked[number], Anna, At(Friday, 9 + number, 10 + number)));

        outcomes.OfType<MoveBookingOutcome.Moved>().Should().ContainSingle();
        outcomes.OfType<MoveBookingOutcome.Refused>().SelectMany(refused => refused.Reasons).Should().HaveCount(9).And.AllBeOfType<QuotaUsed>();
        (await DeadlocksAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Move_UnderAQuotaOfTheGroup_WaitsForAnotherOfItToBeDone()
    {
        var hall = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        var booked = await BookedAsync(hall, Anna, At(Friday, 8, 9));
        await using var another = await Source.OpenConnectionAsync();
        await using var transaction = await another.BeginTransactionAsync();
        await GroupMembers.LockAsync(another, Choir);

        var moving = MoveAsync(booked, Anna, At(Friday, 9, 10));
        while (!moving.IsCompleted && await QueryAsync<long>(WaitingSql) == 0)
        {
            await Task.Delay(10);
        }

        moving.IsCompleted.Should().BeFalse();
        await transaction.RollbackAsync();
        (await moving).Should().BeOfType<MoveBookingOutcome.Moved>();
    }

    [Fact]
    public async Task Move_WithinAWeekThatTheGroupHasUsed_CountsItselfNotTwice()
    {
        var hall = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        await BookAsync(hall, Anna, At(Friday, 8, 9));
        var moved = await BookedAsync(hall, Anna, At(Friday, 9, 10));

        (await MoveAsync(moved, Bo, At(Friday, 14, 15))).Should().BeOfType<MoveBookingOutcome.Moved>();
    }

    [Fact]
    public async Task Alternatives_ForAGroupThatHasUsedTheWeek_AreNotInIt_ForOneOfItTheyAre()
    {
        var hall = await ResourceAsync(new TestResource { Rules = [TwoAWeek] });
        await BookAsync(hall, Anna, At(Friday, 8, 9));
        await BookAsync(hall, Bo, At(Friday, 9, 10));
        var sunday = At(Friday.PlusDays(3), 0, 1).Start;

        (await AlternativesAsync(hall, new Booker(Bo.Id, Choir))).Should().NotBeEmpty().And.OnlyContain(offer => offer.Period.Start >= sunday);
        (await AlternativesAsync(hall, new Booker(Bo.Id))).Should().Contain(offer => offer.Period.Start < sunday);
    }

    [Fact]
    public async Task Audience_OfGroups_RefusesWhoBooksForThemselves_MovesIncluded()
    {
        var hall = await ResourceAsync(new TestResource { Rules = [new Audience(false, false, null, Groups: true)] });

        Refusals(await PlaceAsync(hall, FridayEvening, Bo)).Should().ContainSingle().Which.Should().BeOfType<GroupsOnly>();
        var booked = await BookedAsync(hall, Bo, FridayEvening);
        (await MoveAsync(booked, Anna, At(Friday, 14, 15))).Should().BeOfType<MoveBookingOutcome.Moved>();

        (await ReadAsync(booked)).Status.Should().Be(BookingStatus.Confirmed);
    }

    private Task<PlaceBookingOutcome> BookAsync(CatalogueResource resource, SignedInPerson person, Interval period) => Place.HandleAsync(
        new PlaceBookingRequest(resource, period, 4, "Øveaften", person, Guid.NewGuid().ToString(), GroupId: Choir), default);

    private async Task<Guid> BookedAsync(CatalogueResource resource, SignedInPerson person, Interval period) =>
        (await BookAsync(resource, person, period)).Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id;

    private Task<IReadOnlyList<Alternative>> AlternativesAsync(CatalogueResource resource, Booker booker) =>
        Alternatives.HandleAsync(resource, At(Friday, 10, 11), 4, booker, default);

    private static IReadOnlyList<Refusal> Refusals(PlaceBookingOutcome outcome) =>
        outcome.Should().BeOfType<PlaceBookingOutcome.Refused>().Subject.Reasons;
}
