using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Booking.Web.Jobs;
using Booking.Web.Tests.Features.Bookings;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.Waitlist;

public sealed class OfferFreedTimeTests : BookingHandlers
{
    private JoinWaitlist Join => new(Source, Clock);

    private OfferFreedTime Offers => new(Source, Catalogue, Clock);

    private CloseWishes Close => new(Source, Clock);

    private AnswerOffer AnswerThe => new(Source, Catalogue, Confirm, Close, Sentences, Clock);

    private ReadWaiting Waiting => new(Source, Clock);

    private OfferFreedTimeJob Job => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), Offers, Close);

    [Fact]
    public async Task Cancelling_SetsTheTimeAside_UntilItIsOfferedToTheFirstInLine_AndToNobodyElse()
    {
        var (resource, anna, bo, carl) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"), await PersonAsync("Carl"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var first = await JoinedAsync(bo, resource, FridayEvening);
        Clock.AdvanceMinutes(5);
        await JoinedAsync(carl, resource, FridayEvening);

        await Cancel.HandleAsync(booking, anna, reason: null, default);
        (await PlaceAsync(resource, FridayEvening, carl)).Should().BeOfType<PlaceBookingOutcome.Refused>("it is somebody else's turn");

        await Job.RunAsync(default);
        await Job.RunAsync(default);
        var offer = (await Waiting.FindAsync(first, bo.Id, default))!.Open!;
        offer.Should().BeEquivalentTo(new { Place = 1, IsWhole = true, Period = FridayEvening, PersonId = bo.Id });
        (await QueryAsync<long>("select count(*) from offer")).Should().Be(1);
        (await QueryAsync<long>("select count(*) from outbox where kind = 'offer-made' and recipient = @Email", new { bo.Email })).Should().Be(1);
        (await PlaceAsync(resource, FridayEvening, carl)).Should().BeOfType<PlaceBookingOutcome.Refused>("it is held for the first");

        (await AnswerThe.HandleAsync(offer.Id, carl.Id, yes: true, default)).Should().Be(AnswerOfferOutcome.NotFound);
        (await AnswerThe.HandleAsync(offer.Id, bo.Id, yes: true, default)).Should().Be(AnswerOfferOutcome.Taken);
        (await AnswerThe.HandleAsync(offer.Id, bo.Id, yes: true, default)).Should().Be(AnswerOfferOutcome.Taken, "pressing twice changes nothing");
        (await ReadAsync(offer.BookingId)).Status.Should().Be(BookingStatus.Confirmed);
        (await Waiting.FindAsync(first, bo.Id, default))!.ClosedWhy.Should().Be("had");
        (await QueryAsync<long>("select count(*) from outbox where kind = 'booking-confirmed' and recipient = @Email", new { bo.Email })).Should().Be(1);
    }

    [Fact]
    public async Task AnOffer_ThatIsDeclinedOrNotAnswered_GoesToTheNext_ThenIsFreeForAll_AndTheChainIsSeen()
    {
        var (resource, anna, bo, carl, dina) = (
            await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"), await PersonAsync("Carl"), await PersonAsync("Dina"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var (first, second) = (await JoinedAsync(bo, resource, FridayEvening), await LaterAsync(carl, resource, FridayEvening));
        await Cancel.HandleAsync(booking, anna, reason: null, default);
        await Job.RunAsync(default);
        var offered = (await Waiting.FindAsync(first, bo.Id, default))!.Open!;
        (await AnswerThe.HandleAsync(offered.Id, bo.Id, yes: false, default)).Should().Be(AnswerOfferOutcome.LetGo);
        (await PlaceAsync(resource, FridayEvening, dina)).Should().BeOfType<PlaceBookingOutcome.Refused>("the next has not been asked yet");

        Clock.AdvanceMinutes(1);
        await Job.RunAsync(default);
        var next = (await Waiting.FindAsync(second, carl.Id, default))!.Open!;
        Clock.Reset(next.ExpiresAt);
        (await AnswerThe.HandleAsync(next.Id, carl.Id, yes: true, default)).Should().Be(AnswerOfferOutcome.TooLate);
        (await ExpireOffer.HandleAsync(next.BookingId, default)).Should().BeTrue();
        (await ExpireOffer.HandleAsync(next.BookingId, default)).Should().BeFalse();
        await Job.RunAsync(default);

        (await QueryAsync<long>("select count(*) from outbox where kind = 'offer-ended'")).Should().Be(1);
        (await QueryAsync<long>("select count(*) from occupancy")).Should().Be(0, "nobody is left to ask");
        (await Waiting.FindAsync(second, carl.Id, default))!.Offers.Select(offer => (offer.EntryId, offer.Answer))
            .Should().Equal((second, OfferAnswer.None), (first, OfferAnswer.No));
        (await PlaceAsync(resource, FridayEvening, dina)).Should().BeOfType<PlaceBookingOutcome.Placed>();
    }

    [Fact]
    public async Task APartGivenBack_IsOffered_AndOnlyThat()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var friday = await PlacedAsync(resource, FridayEvening, anna);
        var wished = await JoinedAsync(bo, resource, At(Friday, 18, 20));

        await GiveBack.HandleAsync(friday, new PartWish(At(Friday, 18, 20), IsMiddle: true), 0, anna, default);
        (await AsideAsync()).Should().Equal(At(Friday, 18, 20));
        await Job.RunAsync(default);

        (await ReadAsync((await Waiting.FindAsync(wished, bo.Id, default))!.Open!.BookingId)).Period.Should().Be(At(Friday, 18, 20));
        (await QueryAsync<long>("select count(*) from offer")).Should().Be(1);
    }

    [Fact]
    public async Task Releasing_Moving_AndEndingAHold_SetTheTimeAside_ButOnlyWhereSomebodyWaits()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var friday = await PlacedAsync(resource, FridayEvening, anna);
        var saturday = At(Friday.PlusDays(1), 17, 21);
        await PlacedAsync(resource, saturday, anna);
        var held = await HeldAsync(resource, At(Friday.PlusDays(2), 10, 12), anna);
        foreach (var wished in new[] { At(Friday, 17, 18), saturday, At(Friday.PlusDays(2), 10, 12) })
        {
            await JoinedAsync(bo, resource, wished);
        }

        (await MoveAsync(friday, anna, At(Friday, 18, 22))).Should().BeOfType<MoveBookingOutcome.Moved>("what one still has is not in one's own way");
        (await AsideAsync()).Should().Equal(At(Friday, 17, 18));

        Clock.AdvanceHours(1);
        await Expire.HandleAsync(held, default);
        (await AsideAsync()).Should().Equal(At(Friday, 17, 18), At(Friday.PlusDays(2), 10, 12));

        await Job.RunAsync(default);
        (await AsideAsync()).Should().BeEmpty();
        (await QueryAsync<long>("select count(*) from offer")).Should().Be(2);

        Clock.Reset(saturday.Start + NodaTime.Duration.FromMinutes(1));
        await Move.HandleAsync(friday, anna, At(Friday, 18, 22), 4, "", default);
        (await AsideAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task TimeThatNobodyGaveUp_ButThatCanBeHadNow_IsOffered()
    {
        var resource = await ResourceAsync();
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var id = await JoinedAsync(bo, resource, FridayEvening);
        // As if the occupancy had gone before anybody waited.
        await ExecuteAsync("alter table occupancy disable trigger occupancy_is_awaited");
        await ExecuteAsync("delete from occupancy where booking_id = @booking", new { booking });
        await ExecuteAsync("alter table occupancy enable trigger occupancy_is_awaited");
        await Job.RunAsync(default);
        (await Waiting.FindAsync(id, bo.Id, default))!.Open.Should().NotBeNull("a new wish is looked at at once");
    }

    [Fact]
    public async Task WhoJoinsWhileTimeIsOfferedToOthers_IsLookedForAtTheNextRun()
    {
        var (resource, anna, bo, carl, dina) = (
            await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"), await PersonAsync("Carl"), await PersonAsync("Dina"));
        var saturday = At(Friday.PlusDays(1), 17, 21);
        var bookings = new[] { await PlacedAsync(resource, FridayEvening, anna), await PlacedAsync(resource, saturday, anna) };
        await JoinedAsync(bo, resource, FridayEvening);
        var left = await JoinedAsync(carl, resource, saturday);
        foreach (var booking in bookings)
        {
            await Cancel.HandleAsync(booking, anna, reason: null, default);
        }

        await new LeaveWaitlist(Source, Clock).HandleAsync(left, carl.Id, default);
        // The job has seen who waits, and cannot yet write down what it offers them.
        await using var other = await Source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("lock table offer in share mode");
        var atWork = Job.RunAsync(default);
        while (await QueryAsync<long>("select count(*) from pg_locks where relation = 'offer'::regclass and not granted") == 0)
        {
            await Task.Delay(10);
        }

        var joined = await JoinedAsync(dina, resource, saturday);
        await transaction.RollbackAsync();
        await atWork;

        (await AsideAsync()).Should().BeEmpty("nobody waited for Saturday when it was looked at");
        await Job.RunAsync(default);
        (await Waiting.FindAsync(joined, dina.Id, default))!.Open!.Period.Should().Be(saturday);
    }

    [Fact]
    public async Task WhoLetsAnOfferGo_IsLookedForElsewhereAtOnce()
    {
        var (resource, second, anna, bo) = (await ResourceAsync(), await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var bookings = new[] { await PlacedAsync(resource, FridayEvening, anna), await PlacedAsync(second, FridayEvening, anna) };
        var request = new JoinRequest(bo, null, [resource, second], [FridayEvening], 240, 240, 4, "Fest", "one of both");
        var id = (await Join.HandleAsync(request, default)).Should().BeOfType<JoinOutcome.Joined>().Subject.Id;
        foreach (var booking in bookings)
        {
            await Cancel.HandleAsync(booking, anna, reason: null, default);
            await Job.RunAsync(default);
        }

        (await AsideAsync()).Should().BeEmpty("who has an offer keeps no second time from others");
        var first = (await Waiting.FindAsync(id, bo.Id, default))!.Open!;
        await AnswerThe.HandleAsync(first.Id, bo.Id, yes: false, default);
        await Job.RunAsync(default);

        (await ReadAsync((await Waiting.FindAsync(id, bo.Id, default))!.Open!.BookingId)).ResourceId.Should().Be(second.Id);
    }

    [Fact]
    public async Task ARuleThatIsDropped_LeavesTheTimeToWhoeverWaitsForIt()
    {
        var (resource, sanne) = (await ResourceAsync(), await (await PersonAsync("Sanne")).MakeCaretakerAsync(Source, "beboerhuset"));
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var id = await JoinedAsync(bo, resource, FridayEvening);
        var closed = (await new TestRule(new ClosedDates(Friday, Friday)) { Resource = resource.Id }.InsertAsync(Source)).Id;
        await Cancel.HandleAsync(booking, anna, null, default);
        await Job.RunAsync(default);
        (await Waiting.FindAsync(id, bo.Id, default))!.Open.Should().BeNull("the place is closed that day");
        (await AsideAsync()).Should().BeEmpty();

        var standing = new RuleStanding(Texts.GetRequiredService<IStringLocalizer<RulePageTexts>>());
        var answer = new AnswerChallenge(Source, Catalogue, new ChallengeMails(RuleSentences, standing), Clock);
        (await new DropRule(Source, Catalogue, answer, Clock).HandleAsync(closed, "Vi holder alligevel åbent.", sanne, default)).Should().BeTrue();
        resource = (await Catalogue.ReadAsync(default)).Get(resource.Id);
        (await PlaceAsync(resource, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.Refused>("it is somebody else's turn");
        (await PlaceAsync(resource, At(Friday, 10, 12), anna)).Should().BeOfType<PlaceBookingOutcome.Placed>("nobody waits for that");
        await Job.RunAsync(default);
        (await Waiting.FindAsync(id, bo.Id, default))!.Open!.Period.Should().Be(FridayEvening);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PartOfAWish_IsOfferedAsSuch_AndWhatOneLeavesGoesToTheNext()
    {
        var (resource, anna, bo, carl) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"), await PersonAsync("Carl"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var first = await JoinedAsync(bo, resource, At(Friday, 17, 20));
        var second = await LaterAsync(carl, resource, FridayEvening, least: 60);
        await Cancel.HandleAsync(booking, anna, reason: null, default);
        await Job.RunAsync(default);
        // Four hours are more than three and one: the most is used when the second gets all of it.
        (await Waiting.FindAsync(second, carl.Id, default))!.Open.Should().BeEquivalentTo(new { IsWhole = true, Period = FridayEvening, Place = 2 });
        await AnswerThe.HandleAsync((await Waiting.FindAsync(second, carl.Id, default))!.Open!.Id, carl.Id, yes: false, default);
        await Job.RunAsync(default);
        (await Waiting.FindAsync(first, bo.Id, default))!.Open.Should().BeEquivalentTo(new { IsWhole = true, Period = At(Friday, 17, 20), Place = 1 });
        (await AsideAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task WhoWasToldNoLast_ComesBeforeThoseWhoJoinedOnTheSameDay_NotBeforeThoseOfEarlierDays()
    {
        var (resource, anna, bo, carl, dina) = (
            await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"), await PersonAsync("Carl"), await PersonAsync("Dina"));
        await PlacedAsync(resource, FridayEvening, anna);
        var first = await JoinedAsync(bo, resource, FridayEvening);
        Clock.AdvanceHours(24);
        var second = await JoinedAsync(carl, resource, FridayEvening);
        var third = await LaterAsync(dina, resource, FridayEvening);
        await PlaceAsync(resource, At(Friday, 18, 20), carl);
        await Job.RunAsync(default);
        await ExecuteAsync("update waitlist_entry set refused_at = joined_at where id = @third", new { third });
        async Task<long> AheadOfAsync(Guid id, SignedInPerson person) => (await Waiting.FindAsync(id, person.Id, default))!.Times.Single().Ahead;
        (await AheadOfAsync(first, bo)).Should().Be(0);
        (await AheadOfAsync(third, dina)).Should().Be(1);
        (await AheadOfAsync(second, carl)).Should().Be(2);
        await using var connection = await Source.OpenConnectionAsync();
        (await WaitLine.ReadAsync(connection, [resource.Id], Clock.GetCurrentInstant(), default)).Select(waiter => waiter.Id).Should().Equal(first, third, second);
    }

    [Fact]
    public async Task TwoServersAtOnce_MakeOneOffer()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        await JoinedAsync(bo, resource, FridayEvening);
        await Cancel.HandleAsync(booking, anna, reason: null, default);
        (await AtOnceAsync(6, _ => Offers.HandleAsync(resource.Id, default))).Sum().Should().Be(1);
        (await QueryAsync<long>("select count(*) from outbox where kind = 'offer-made'")).Should().Be(1);
    }

    [Fact]
    public async Task Joining_ForWhatIsFree_WhatIsRefused_AndTooOften_IsAnswered()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        (await JoinAsync(bo, resource, FridayEvening)).Should().BeEquivalentTo(new JoinOutcome.FreeNow(resource, FridayEvening));
        await PlacedAsync(resource, FridayEvening, anna);
        (await JoinAsync(bo, resource, FridayEvening, people: 10_000)).Should().BeOfType<JoinOutcome.Refused>();
        (await JoinAsync(bo, resource, At(Friday.PlusDays(-7), 17, 21))).Should().BeOfType<JoinOutcome.Refused>("it is past");
        var joined = await AtOnceAsync(JoinWaitlist.Most + 4, _ => JoinAsync(bo, resource, FridayEvening));
        joined.OfType<JoinOutcome.Joined>().Should().HaveCount(JoinWaitlist.Most);
        joined.OfType<JoinOutcome.TooMany>().Should().HaveCount(4);
        var twice = await AtOnceAsync(2, _ => JoinAsync(anna, resource, FridayEvening, key: "twice"));
        twice.Distinct().Should().ContainSingle().Which.Should().BeOfType<JoinOutcome.Joined>();
    }

    [Fact]
    public async Task Leaving_LetsGoOfTheOffer_AndATimeThatHasPassedEndsTheWaiting()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var id = await JoinedAsync(bo, resource, FridayEvening);
        var other = await JoinedAsync(bo, resource, FridayEvening);
        await Cancel.HandleAsync(booking, anna, reason: null, default);
        await Job.RunAsync(default);
        var leave = new LeaveWaitlist(Source, Clock);
        (await leave.HandleAsync(id, anna.Id, default)).Should().BeFalse("it is not theirs");
        (await leave.HandleAsync(id, bo.Id, default)).Should().BeTrue();
        await Job.RunAsync(default);
        var offer = (await Waiting.FindAsync(other, bo.Id, default))!.Open!;
        Clock.Reset(FridayEvening.End);
        await ExpireOffer.HandleAsync(offer.BookingId, default);
        await Job.RunAsync(default);
        (await Waiting.OfPersonAsync(bo.Id, default)).Select(entry => entry.ClosedWhy).Should().BeEquivalentTo("left", "passed");
        (await QueryAsync<long>("select count(*) from waitlist_time where open")).Should().Be(0);
    }

    [Fact]
    public async Task ThePlaceThatClosesMeanwhile_IsNotKept_AndSaysWhy()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var id = await JoinedAsync(bo, resource, FridayEvening);
        await Cancel.HandleAsync(booking, anna, reason: null, default);
        await Job.RunAsync(default);
        await ExecuteAsync(
            "update resource set publish_until = @until, publish_from = @from where id = @Id",
            new { until = FridayEvening.Start, from = Start - NodaTime.Duration.FromDays(30), resource.Id });
        using var asItIsNow = new Catalogue(Source, Clock);
        var offer = (await Waiting.FindAsync(id, bo.Id, default))!.Open!;
        var confirm = new ConfirmHold(Source, asItIsNow, Sentences, Ask, Clock);
        (await new AnswerOffer(Source, asItIsNow, confirm, Close, Sentences, Clock).HandleAsync(offer.Id, bo.Id, yes: true, default)).Should().Be(AnswerOfferOutcome.Refused);
        (await ReadAsync(offer.BookingId)).EndReason.Should().NotBeNullOrEmpty();
        await Close.HandleAsync(default);
        (await Waiting.FindAsync(id, bo.Id, default))!.RefusedAt.Should().Be(Clock.GetCurrentInstant());
    }

    private Task<JoinOutcome> JoinAsync(
        SignedInPerson person, CatalogueResource resource, Interval window, int? least = null, int people = 4, string? key = null)
    {
        var minutes = (int)window.Duration.TotalMinutes;
        return Join.HandleAsync(
            new JoinRequest(person, null, [resource], [window], minutes, least ?? minutes, people, "Fest", key ?? Guid.NewGuid().ToString()), default);
    }

    private async Task<Guid> JoinedAsync(SignedInPerson person, CatalogueResource resource, Interval window, int? least = null) =>
        (await JoinAsync(person, resource, window, least)).Should().BeOfType<JoinOutcome.Joined>().Subject.Id;

    private Task<Guid> LaterAsync(SignedInPerson person, CatalogueResource resource, Interval window, int? least = null)
    {
        Clock.AdvanceMinutes(5);
        return JoinedAsync(person, resource, window, least);
    }

    private async Task<IReadOnlyList<Interval>> AsideAsync()
    {
        await using var connection = await Source.OpenConnectionAsync();
        return [.. (await connection.QueryAsync<(Instant Start, Instant End)>("select lower(period), upper(period) from occupancy where kind = 'set_aside' order by period"))
            .Select(row => new Interval(row.Start, row.End))];
    }
}
