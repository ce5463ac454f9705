using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Features.Permissions;

/// <summary>Yes or no, once.</summary>
public sealed class AnswerRequestTests : PermissionHandlers
{
    [Fact]
    public async Task Yes_MakesTheBookingAndSendsTheInvitation()
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, anna, why: null);
        var pedel = await CaretakerAsync();
        Clock.Advance(Duration.FromHours(1));

        (await AnswerAsync(id, pedel, yes: true, "")).Should().BeOfType<AnswerOutcome.Answered>("a yes to what the rules leave open needs no reason");

        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            Status = BookingStatus.Confirmed, HoldExpiresAt = (Instant?)null, Sequence = 0, ConfirmedAt = (Instant?)Clock.GetCurrentInstant(),
            RemindAt = Reminders.FirstDue(FridayEvening, Clock.GetCurrentInstant()),
            ReleaseAt = (Instant?)(FridayEvening.Start + Duration.FromMinutes(20)),
        });
        (await PermissionOfAsync(id)).Should().BeEquivalentTo(new
        {
            Granted = (bool?)true, AnsweredByName = "Pedel", AnsweredAt = (Instant?)Clock.GetCurrentInstant(), Answer = "",
        });
        (await QueryAsync<string>("select recipient from outbox where kind = @kind", new { kind = MailKind.PermissionGranted })).Should().Be(anna.Email);
        (await QueryAsync<string>("select string_agg(action, ' ' order by id) from audit where subject = @id and actor_id = @Pedel", new { id, Pedel = pedel.Id }))
            .Should().Be("booking.seen booking.confirmed permission.granted");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Yes_ToAnException_IsToldWithTheReasonAndLogged()
    {
        var id = await AskedAsync(await ShortKitchenAsync(), LongEvening, await PersonAsync());
        var pedel = await CaretakerAsync();

        (await AnswerAsync(id, pedel, yes: true, " ")).Should().BeOfType<AnswerOutcome.ReasonMissing>();
        (await AnswerAsync(id, pedel, yes: true, "Der kommer ingen efter jer.")).Should().BeOfType<AnswerOutcome.Answered>();

        var mail = await MailAsync(MailKind.PermissionGranted);
        mail.Should().BeEquivalentTo(new { Answer = "Der kommer ingen efter jer.", IsException = true });
        mail.Rules.Should().ContainSingle().Which.Sentence.Should().Be("Højst 4 timer ad gangen");
        (await QueryAsync<string>("select detail #>> '{against,0,code}' from audit where action = 'permission.granted'")).Should().Be(nameof(TooLong));
    }

    [Fact]
    public async Task No_GivesTheTimeBackAndTellsWhyAndWhatElse()
    {
        var anna = await PersonAsync("Anna", "en");
        var kitchen = await AskedKitchenAsync();
        var other = await ResourceAsync(new TestResource { Name = "Det andet køkken", Owner = "anden" });
        var id = await AskedAsync(kitchen, FridayEvening, anna, why: null);
        var pedel = await CaretakerAsync();

        (await AnswerAsync(id, pedel, yes: false, "")).Should().BeOfType<AnswerOutcome.ReasonMissing>();
        (await AnswerAsync(id, pedel, yes: false, "Vi maler.")).Should().BeOfType<AnswerOutcome.Answered>();

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Cancelled, EndReason = "Vi maler." });
        (await PermissionOfAsync(id)).Should().BeEquivalentTo(new { Granted = (bool?)false, Answer = "Vi maler." });
        var mail = await MailAsync(MailKind.PermissionDeclined);
        mail.Answer.Should().Be("Vi maler.");
        mail.Offers.Select(offer => offer.ResourceSlug).Should().Contain([kitchen.Slug, other.Slug]);
        mail.Offers.Should().NotContain(offer => offer.ResourceSlug == kitchen.Slug && offer.Start == FridayEvening.Start && offer.End == FridayEvening.End);
        (await QueryAsync<string>("select recipient || ' ' || language from outbox where kind = @kind", new { kind = MailKind.PermissionDeclined }))
            .Should().Be($"{anna.Email} en");
        (await MailsAsync(MailKind.BookingCancelled)).Should().Be(0, "there is nothing in their calendar to take out");
        (await PlaceAsync(kitchen, FridayEvening, await PersonAsync("Bo"))).Should().BeOfType<PlaceBookingOutcome.Asked>("the time is free");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Answer_ByAnybodyElse_IsNotFound()
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, anna, why: null);
        await ResourceAsync(new TestResource { Owner = "skolen" });
        var other = await (await PersonAsync("Pedel")).MakeCaretakerAsync(Source, "skolen");

        (await AnswerAsync(id, other, yes: true)).Should().BeOfType<AnswerOutcome.NotFound>();
        (await AnswerAsync(id, anna, yes: true)).Should().BeOfType<AnswerOutcome.NotFound>("nobody says yes to themselves");
        (await AnswerAsync(id, (await PersonAsync("Ejer")) with { Email = "skolen@example.dk" }, yes: true)).Should().BeOfType<AnswerOutcome.NotFound>();
        (await Answer.HandleAsync(Guid.NewGuid(), await CaretakerAsync(), true, "", default)).Should().BeOfType<AnswerOutcome.NotFound>();
        (await AnswerAsync(id, (await PersonAsync("Admin")) with { IsAdministrator = true }, yes: true)).Should().BeOfType<AnswerOutcome.Answered>();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Answer_ASecondTime_ChangesNothingAndSaysWhatWasAnswered(bool first, bool second)
    {
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, await PersonAsync(), why: null);
        await AnswerAsync(id, await CaretakerAsync("Anders"), first, "Den første");

        var late = (await AnswerAsync(id, await CaretakerAsync("Birthe"), second, "Den anden")).Should().BeOfType<AnswerOutcome.NotWaiting>().Subject;

        late.Request.State.Should().Be(first ? PermissionState.Granted : PermissionState.Declined);
        late.Request.Permission.Should().BeEquivalentTo(new { AnsweredByName = "Anders", Answer = "Den første" });
        (await QueryAsync<long>("select count(*) from outbox where kind in ('permission-granted', 'permission-declined')")).Should().Be(1);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Answer_WhenTheHoldHasRunOut_FailsCleanly(int secondsAfter, bool inTime)
    {
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, await PersonAsync(), why: null);
        var pedel = await CaretakerAsync();
        Clock.Reset(Due + Duration.FromSeconds(secondsAfter));

        var outcome = await AnswerAsync(id, pedel, yes: true);

        (outcome is AnswerOutcome.Answered).Should().Be(inTime);
        (await MailsAsync(MailKind.PermissionGranted)).Should().Be(inTime ? 1 : 0);
        if (!inTime)
        {
            ((AnswerOutcome.NotWaiting)outcome).Request.State.Should().Be(PermissionState.Unanswered);
        }
    }

    [Fact]
    public async Task Answer_AfterTheWithdrawal_IsTold()
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, anna, why: null);
        (await Cancel.HandleAsync(id, anna, null, default)).Should().Be(CancelOutcome.Cancelled);

        (await AnswerAsync(id, await CaretakerAsync(), yes: true)).Should().BeOfType<AnswerOutcome.NotWaiting>()
            .Which.Request.State.Should().Be(PermissionState.Withdrawn);
        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Cancelled);
    }

    [Fact]
    public async Task Cancel_OfAQuestionByTheCaretaker_IsLeftToTheAnswer()
    {
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, await PersonAsync(), why: null);

        (await Cancel.HandleAsync(id, await CaretakerAsync(), "fordi", default)).Should().Be(CancelOutcome.IsRequest);

        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Held);
    }

    [Fact]
    public async Task TwoAtOnce_OneYesOneNo_OneOfThemCounts()
    {
        var kitchen = await AskedKitchenAsync();
        var (anders, birthe) = (await CaretakerAsync("Anders"), await CaretakerAsync("Birthe"));
        for (var round = 0; round < 15; round++)
        {
            var id = await AskedAsync(kitchen, At(new LocalDate(2026, 12, 1).PlusDays(round), 17, 21), await PersonAsync(), why: null);

            var outcomes = await Task.WhenAll(
                Task.Run(() => AnswerAsync(id, anders, yes: true)), Task.Run(() => AnswerAsync(id, birthe, yes: false)));

            outcomes.OfType<AnswerOutcome.Answered>().Should().ContainSingle();
            var late = outcomes.OfType<AnswerOutcome.NotWaiting>().Should().ContainSingle().Subject;
            var (booking, permission) = (await ReadAsync(id), await PermissionOfAsync(id));
            booking.Status.Should().Be(permission.Granted == true ? BookingStatus.Confirmed : BookingStatus.Cancelled);
            late.Request.State.Should().Be(permission.Granted == true ? PermissionState.Granted : PermissionState.Declined);
            (await QueryAsync<long>("select count(*) from outbox where content #>> '{booking,bookingId}' = @id and kind in ('permission-granted', 'permission-declined')", new { id = id.ToString() }))
                .Should().Be(1);
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task YesAndWithdrawalAtOnce_AgreeOnWhatHappened()
    {
        var kitchen = await AskedKitchenAsync();
        var pedel = await CaretakerAsync();
        for (var round = 0; round < 15; round++)
        {
            var anna = await PersonAsync();
            var id = await AskedAsync(kitchen, At(new LocalDate(2026, 12, 1).PlusDays(round), 17, 21), anna, why: null);

            var answer = Task.Run(() => AnswerAsync(id, pedel, yes: true));
            var cancelled = await Task.Run(() => Cancel.HandleAsync(id, anna, null, default));
            var granted = await answer is AnswerOutcome.Answered;

            cancelled.Should().Be(CancelOutcome.Cancelled, "a coming booking can always be given up");
            (await ReadAsync(id)).Status.Should().Be(BookingStatus.Cancelled);
            (await PermissionOfAsync(id)).Granted.Should().Be(granted ? true : null);
            (await QueryAsync<string?>("select string_agg(kind, ' ' order by id) from outbox where recipient = @Email and kind <> 'permission-asked'", new { anna.Email }) ?? "")
                .Should().Be(granted ? $"{MailKind.PermissionGranted} {MailKind.BookingCancelled}" : "");
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task List_ShowsWhatWaitsForThisPersonAlone_TheMostUrgentFirst()
    {
        var kitchen = await AskedKitchenAsync();
        var hall = await ResourceAsync(new TestResource { Owner = "skolen", Rules = [Always] });
        var anna = await PersonAsync();
        var later = await AskedAsync(kitchen, At(new LocalDate(2026, 12, 5), 17, 21), anna, why: null);
        var sooner = await AskedAsync(kitchen, FridayEvening, anna, why: null);
        var answered = await AskedAsync(kitchen, At(new LocalDate(2026, 12, 6), 17, 21), anna, why: null);
        var elsewhere = await AskedAsync(hall, FridayEvening, anna, why: null);
        var pedel = await CaretakerAsync();
        await AnswerAsync(answered, pedel, yes: true);
        var list = new ListRequests(Source, Catalogue, Clock);

        var waiting = (await list.HandleAsync(pedel, default))!.Waiting;
        waiting.Select(one => one.Booking.Id).Should().Equal(sooner, later);
        waiting.Should().OnlyContain(one => one.Rules.Single().Condition is Booking.Rules.Conditions.Approval);
        (await list.HandleAsync(anna, default)).Should().BeNull("she answers for nothing");
        (await list.HandleAsync(anna with { Email = "Beboerhuset@example.dk" }, default))!.Waiting.Should().HaveCount(2, "the owner's own address answers too");
        (await list.HandleAsync(pedel with { IsAdministrator = true }, default))!.Waiting.Select(one => one.Booking.Id).Should().BeEquivalentTo([sooner, elsewhere, later]);
        Clock.Reset(Due);
        var late = (await list.HandleAsync(pedel, default))!;
        late.Waiting.Select(one => one.Booking.Id).Should().Equal(later);
        late.Missed.Select(one => one.Booking.Id).Should().Equal([sooner], "it has not begun, and its person may still ask again");
    }

    [Fact]
    public async Task EveryHandler_NeedsNoMoreThanOneConnectionAtATime()
    {
        await using var narrow = Web.Database.BookingDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=1;Timeout=2");
        using var catalogue = new Web.Features.Resources.Catalogue(narrow, Clock);
        var kitchen = await AskedKitchenAsync();
        var (anna, pedel) = (await PersonAsync(), await CaretakerAsync());
        var alternatives = new FindAlternatives(narrow, catalogue, new Web.Features.Resources.ReadOccupancies(narrow), Clock);
        var read = new ReadRequest(narrow, catalogue, Clock);
        var answer = new AnswerRequest(narrow, read, alternatives, RuleSentences, Clock);
        var ids = new List<Guid>();
        for (var day = 0; day < 3; day++)
        {
            ids.Add(((PlaceBookingOutcome.Asked)await new PlaceBooking(narrow, Ask, Clock).HandleAsync(new PlaceBookingRequest(
                kitchen, At(new LocalDate(2026, 12, 1).PlusDays(day), 17, 21), 4, "", anna, Guid.NewGuid().ToString(), Reason), default)).Id);
        }

        (await new ListRequests(narrow, catalogue, Clock).HandleAsync(pedel, default))!.Waiting.Should().HaveCount(3);
        (await answer.HandleAsync((await PermissionOfAsync(ids[0])).Id, pedel, true, "Ja", default)).Should().BeOfType<AnswerOutcome.Answered>();
        (await answer.HandleAsync((await PermissionOfAsync(ids[1])).Id, pedel, false, "Nej", default)).Should().BeOfType<AnswerOutcome.Answered>();
        Clock.Advance(Duration.FromDays(2));
        (await new RemindOwner(narrow, read, RuleSentences, Clock).HandleAsync(ids[2], default)).Should().BeTrue();
        Clock.Advance(Duration.FromDays(1));
        (await new LeaveUnanswered(narrow, read, alternatives, RuleSentences, Clock).HandleAsync(ids[2], default)).Should().BeTrue();
    }
}
