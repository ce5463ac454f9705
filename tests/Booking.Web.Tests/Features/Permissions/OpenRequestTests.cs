using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.Permissions;

/// <summary>What is asked for without holding its time: others may take it, and a yes counts if it is still free.</summary>
public sealed class OpenRequestTests : PermissionHandlers
{
    private static readonly Approval AlwaysOpen = new(true, null, null, null, false, Holds: false);
    private static readonly Approval LargeOpen = new(false, null, 6, null, false, Holds: false);

    private AnswerSeveral Several => new(Answer, Requests);

    private ListOpenRequests Open => new(Source, Clock);

    private Task<long> OccupanciesAsync(Guid booking) => QueryAsync<long>("select count(*) from occupancy where booking_id = @booking", new { booking });

    [Fact]
    public async Task Ask_LeavesTheTimeToOthers_AndAYesTakesItWhenItIsFree()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [LargeOpen], ReleaseAfterMinutes = 20, BufferBeforeMinutes = 30, BufferAfterMinutes = 30 });
        var (anna, bo, pedel) = (await PersonAsync(), await PersonAsync("Bo"), await CaretakerAsync());
        var asked = (await AskAsync(kitchen, FridayEvening, anna, people: 10)).Should().BeOfType<PlaceBookingOutcome.Asked>().Subject;
        asked.AnswerBy.Should().Be(Due, "it is told how long it waits, held or not");
        (await OccupanciesAsync(asked.Id)).Should().Be(0);
        (await ReadAsync(asked.Id)).Should().BeEquivalentTo(new { Status = BookingStatus.Held, Holds = false, HoldExpiresAt = (Instant?)Due });
        (await MailAsync(MailKind.PermissionAsked)).Holds.Should().BeFalse();
        (await MailAsync(MailKind.PermissionToAnswer)).Should().BeEquivalentTo(new { Holds = false, AnswerBy = Due });
        (await Open.HandleAsync(kitchen, new LocalDate(2026, 11, 23), default)).Should().Equal(FridayEvening);
        (await Open.HandleAsync(kitchen, new LocalDate(2026, 11, 30), default)).Should().BeEmpty();

        var taken = await PlacedAsync(kitchen, At(Friday, 21, 22), bo);
        (await AnswerAsync(asked.Id, pedel, yes: true)).Should().BeOfType<AnswerOutcome.TimeTaken>("Bo's set-up falls into it")
            .Which.Request.State.Should().Be(PermissionState.Waiting);
        (await ReadAsync(asked.Id)).Status.Should().Be(BookingStatus.Held);
        (await PermissionOfAsync(asked.Id)).Granted.Should().BeNull();
        (await MailsAsync(MailKind.PermissionGranted)).Should().Be(0);
        var line = (await new ListRequests(Source, Catalogue, Clock).HandleAsync(pedel, default))!.Waiting.Single();
        line.Background.IsFree.Should().BeFalse();
        line.Background.Day.Should().Equal(new TimeThatDay("booking", At(Friday, 21, 22), Meets: true));

        await Cancel.HandleAsync(taken, bo, null, default);
        (await AnswerAsync(asked.Id, pedel, yes: true)).Should().BeOfType<AnswerOutcome.Answered>();
        (await ReadAsync(asked.Id)).Should().BeEquivalentTo(new
        {
            Status = BookingStatus.Confirmed, HoldExpiresAt = (Instant?)null, RemindAt = Reminders.FirstDue(FridayEvening, Clock.GetCurrentInstant()),
            ReleaseAt = (Instant?)(FridayEvening.Start + Duration.FromMinutes(20)),
        });
        (await OccupanciesAsync(asked.Id)).Should().Be(1);
        (await MailsAsync(MailKind.PermissionGranted)).Should().Be(1);
        (await Open.HandleAsync(kitchen, new LocalDate(2026, 11, 23), default)).Should().BeEmpty();
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Ask_ForWhatIsTaken_OrForWhatOneAlreadyWaitsFor_IsToldSo()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [LargeOpen] });
        var (anna, bo) = (await PersonAsync(), await PersonAsync("Bo"));
        var first = (PlaceBookingOutcome.Asked)await AskAsync(kitchen, FridayEvening, anna, people: 10, key: "once");

        (await AskAsync(kitchen, At(Friday, 20, 23), anna, people: 10)).Should().Be(new PlaceBookingOutcome.AlreadyAsked(first.Id));
        (await AskAsync(kitchen, At(Friday, 21, 23), anna, people: 10)).Should().BeOfType<PlaceBookingOutcome.Asked>("it begins as the other ends");
        (await AskAsync(kitchen, FridayEvening, bo, people: 10)).Should().BeOfType<PlaceBookingOutcome.Asked>("two may want the same");
        (await AskAsync(kitchen, FridayEvening, anna, people: 10, key: "once")).Should().Be(first with { Again = true });
        await PlacedAsync(kitchen, At(Friday, 10, 12), bo);
        IsTaken(await AskAsync(kitchen, At(Friday, 11, 13), anna, people: 10)).Should().BeTrue();
        IsTaken(await PlaceAsync(kitchen, At(Friday, 11, 13), anna)).Should().BeTrue();

        var both = await AtOnceAsync(4, _ => AskAsync(kitchen, At(new LocalDate(2026, 12, 4), 17, 21), anna, people: 10));
        both.OfType<PlaceBookingOutcome.Asked>().Should().ContainSingle();
        both.OfType<PlaceBookingOutcome.AlreadyAsked>().Should().HaveCount(3);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Yes_ToTwoThatWantTheSameTimeAtOnce_GivesItToOne()
    {
        var kitchen = await AskedKitchenAsync(AlwaysOpen);
        var (anders, birthe) = (await CaretakerAsync("Anders"), await CaretakerAsync("Birthe"));
        for (var round = 0; round < 10; round++)
        {
            var evening = At(new LocalDate(2026, 12, 1).PlusDays(round), 17, 21);
            var (one, other) = (await AskedAsync(kitchen, evening, await PersonAsync()), await AskedAsync(kitchen, evening, await PersonAsync("Bo")));

            var outcomes = await Task.WhenAll(
                Task.Run(() => AnswerAsync(one, anders, yes: true)), Task.Run(() => AnswerAsync(other, birthe, yes: true)));

            outcomes.OfType<AnswerOutcome.Answered>().Should().ContainSingle();
            outcomes.OfType<AnswerOutcome.TimeTaken>().Should().ContainSingle();
            (await QueryAsync<string>("select string_agg(status, ' ' order by status) from booking where id = any(@both)", new { both = new[] { one, other } }))
                .Should().Be("confirmed held", "the other still waits");
        }

        (await MailsAsync(MailKind.PermissionGranted)).Should().Be(10);
        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Yes_WhileItsTimeIsBooked_WithdrawnOrAnswered_AgreesWithWhatHappened()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [LargeOpen] });
        var (anders, birthe, bo) = (await CaretakerAsync("Anders"), await CaretakerAsync("Birthe"), await PersonAsync("Bo"));
        for (var round = 0; round < 9; round++)
        {
            var (anna, evening) = (await PersonAsync(), At(new LocalDate(2026, 12, 1).PlusDays(round), 17, 21));
            var id = ((PlaceBookingOutcome.Asked)await AskAsync(kitchen, evening, anna, people: 10)).Id;

            var answer = Task.Run(() => AnswerAsync(id, anders, yes: true));
            switch (round % 3)
            {
                case 0:
                    var placed = await Task.Run(() => PlaceAsync(kitchen, evening, bo));
                    (await answer is AnswerOutcome.Answered).Should().Be(IsTaken(placed), "one of them has it");
                    (placed is PlaceBookingOutcome.Placed || IsTaken(placed)).Should().BeTrue();
                    break;
                case 1:
                    await Task.Run(() => Cancel.HandleAsync(id, anna, null, default));
                    var granted = await answer is AnswerOutcome.Answered;
                    (await ReadAsync(id)).Status.Should().Be(BookingStatus.Cancelled);
                    (await OccupanciesAsync(id)).Should().Be(0);
                    (await QueryAsync<long>("select count(*) from outbox where recipient = @Email and kind = 'permission-granted'", new { anna.Email }))
                        .Should().Be(granted ? 1 : 0);
                    break;
                default:
                    var both = new[] { await Task.Run(() => AnswerAsync(id, birthe, yes: true)), await answer };
                    both.OfType<AnswerOutcome.Answered>().Should().ContainSingle();
                    both.OfType<AnswerOutcome.NotWaiting>().Should().ContainSingle().Which.Request.Permission.AnsweredByName.Should().NotBeEmpty();
                    (await OccupanciesAsync(id)).Should().Be(1);
                    break;
            }
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Yes_InAPool_NeverGivesMoreThanThereIs()
    {
        var benches = await ResourceAsync(new TestResource { Rules = [AlwaysOpen], Units = ["bænk 1", "bænk 2"], Use = UnitUse.AnyOne });
        var pedel = await CaretakerAsync();
        var ids = new List<Guid>();
        foreach (var name in (string[])["Anna", "Bo", "Cecilie"])
        {
            ids.Add(await AskedAsync(benches, FridayEvening, await PersonAsync(name)));
        }

        var outcomes = await Task.WhenAll(ids.Select(id => Task.Run(() => AnswerAsync(id, pedel, yes: true))));

        outcomes.OfType<AnswerOutcome.Answered>().Should().HaveCount(2);
        outcomes.OfType<AnswerOutcome.TimeTaken>().Should().ContainSingle();
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task ExpireHolds_AroundTheLastMoment_LetsItLapse(int secondsAfter)
    {
        var id = await AskedAsync(await AskedKitchenAsync(AlwaysOpen), FridayEvening, await PersonAsync());
        Clock.Reset(Due + Duration.FromSeconds(secondsAfter));

        await new ExpireHoldsJob(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), Expire, Leave, ExpireOffer).RunAsync(default);

        (await ReadAsync(id)).Status.Should().Be(secondsAfter < 0 ? BookingStatus.Held : BookingStatus.Expired);
        (await MailsAsync(MailKind.PermissionUnanswered)).Should().Be(secondsAfter < 0 ? 0 : 1);
        (await AnswerAsync(id, await CaretakerAsync(), yes: true) is AnswerOutcome.Answered).Should().Be(secondsAfter < 0);
        if (secondsAfter >= 0)
        {
            (await MailAsync(MailKind.PermissionUnanswered)).Holds.Should().BeFalse();
        }
    }

    [Fact]
    public async Task Confirm_OfWhatWasKeptForAStranger_LetsTheTimeGoWhileTheOwnerIsAsked()
    {
        var kitchen = await AskedKitchenAsync(AlwaysOpen);
        var anna = await PersonAsync();
        var id = await HeldAsync(kitchen, FridayEvening, anna);

        (await Confirm.HandleAsync(id, anna.Id, default)).Should().Be(ConfirmHoldOutcome.AsksOwner);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Held, Holds = false, HoldExpiresAt = (Instant?)Due });
        (await AnswerAsync(id, await CaretakerAsync(), yes: true)).Should().BeOfType<AnswerOutcome.Answered>();
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task AnswerSeveral_AnswersEachForItself_AndSaysWhatKeptTheOthersFromIt()
    {
        var kitchen = await AskedKitchenAsync(AlwaysOpen);
        var (anna, bo, pedel) = (await PersonAsync(), await PersonAsync("Bo"), await CaretakerAsync());
        var evenings = Enumerable.Range(1, 3).Select(day => At(new LocalDate(2026, 12, day), 17, 21)).ToList();
        var first = await AskedAsync(kitchen, evenings[0], anna);
        var rival = await AskedAsync(kitchen, evenings[0], bo);
        var withdrawn = await AskedAsync(kitchen, evenings[1], anna);
        var answered = await AskedAsync(kitchen, evenings[2], anna);
        await ResourceAsync(new TestResource { Owner = "skolen", Rules = [Always] });
        var elsewhere = await AskedAsync((await Catalogue.ReadAsync(default)).Published.Single(one => one.Id != kitchen.Id), evenings[0], anna);
        await Cancel.HandleAsync(withdrawn, anna, null, default);
        await AnswerAsync(answered, await CaretakerAsync("Anders"), yes: false, "Vi maler.");
        var ids = new List<Guid>();
        foreach (var booking in (Guid[])[first, rival, withdrawn, answered, elsewhere, first])
        {
            ids.Add((await PermissionOfAsync(booking)).Id);
        }

        var outcomes = await Several.HandleAsync(ids, pedel, yes: true, "", default);

        outcomes.Select(one => one.Outcome.GetType().Name).Should().Equal("Answered", "TimeTaken", "NotWaiting", "NotWaiting", "NotFound");
        outcomes.Select(one => one.Request?.State).Should().Equal(
            PermissionState.Granted, PermissionState.Waiting, PermissionState.Withdrawn, PermissionState.Declined, null);
        (await QueryAsync<string>("select string_agg(kind, ' ' order by kind) from outbox where kind in ('permission-granted', 'permission-declined')"))
            .Should().Be("permission-declined permission-granted", "what was withdrawn or answered mails nobody again");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Background_CountsWhatThePersonHasHadHere_AndNothingElse()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [LargeOpen], Units = ["en", "to"], ReleaseAfterMinutes = 20 });
        var half = await ResourceAsync(new TestResource { Name = "Halvdelen", Units = ["en"], Rules = [LargeOpen] });
        var school = await ResourceAsync(new TestResource { Owner = "skolen" });
        var (anna, bo, pedel) = (await PersonAsync(), await PersonAsync("Bo"), await CaretakerAsync());
        var used = await PlacedAsync(half, At(new LocalDate(2026, 11, 26), 8, 9), anna);
        var absent = await PlacedAsync(kitchen, At(new LocalDate(2026, 11, 26), 10, 11), anna);
        var late = await PlacedAsync(half, At(new LocalDate(2026, 11, 26), 12, 13), anna);
        await PlacedAsync(school, At(new LocalDate(2026, 11, 26), 14, 15), anna);
        await PlacedAsync(half, At(new LocalDate(2026, 11, 26), 15, 16), bo);
        Clock.Reset(At(new LocalDate(2026, 11, 26), 10, 12).Start + Duration.FromMinutes(20));
        (await Release.HandleAsync(absent, default)).Should().BeTrue();
        await ExecuteAsync("update booking set status = 'cancelled', ended_at = @Now, cancelled_late = true where id = @late; delete from occupancy where booking_id = @late", new { late, Now = Clock.GetCurrentInstant() });
        var asked = (PlaceBookingOutcome.Asked)await AskAsync(kitchen, FridayEvening, anna, people: 10);
        var rival = (PlaceBookingOutcome.Asked)await AskAsync(half, At(Friday, 20, 23), bo, people: 10);
        await PlacedAsync(half, At(Friday, 8, 9), bo);
        Clock.Reset(At(new LocalDate(2026, 11, 26), 16, 17).Start);

        var lines = (await new ListRequests(Source, Catalogue, Clock).HandleAsync(pedel, default))!.Waiting;

        var background = lines.Single(one => one.Booking.Id == asked.Id).Background;
        background.History.Should().Be(new PersonHistory(Used: 1, CancelledLate: 1, NotShownUp: 1));
        background.Rivals.Should().Equal(new Rival((await PermissionOfAsync(rival.Id)).Id, At(Friday, 20, 23)));
        background.Day.Should().Equal(new TimeThatDay("booking", At(Friday, 8, 9), Meets: false));
        background.IsFree.Should().BeTrue();
        lines.Single(one => one.Booking.Id == rival.Id).Background.History.Should().Be(new PersonHistory(Used: 1, 0, 0));
        used.Should().NotBeEmpty();
    }
}
