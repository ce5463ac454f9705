using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>Asked two days before whether they still come, and to answer a day before: by the jobs, with a clock that the test moves.</summary>
public sealed class ReconfirmTests : BookingHandlers
{
    private const int Day = 1440;

    // Of a booking on a Friday at five: asked on Wednesday, reminded the same evening instead of at night, due on Thursday.
    private static readonly Interval Party = At(new LocalDate(2026, 12, 4), 17, 21);
    private static readonly Instant AskAt = Party.Start - Duration.FromDays(2);
    private static readonly Instant RemindAt = AskAt + Duration.FromHours(4);
    private static readonly Instant AnswerBy = Party.Start - Duration.FromDays(1);

    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration FairTime = Duration.FromHours(6);

    private AskToReconfirmJob AskJob => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), new AskToReconfirm(Source, Catalogue, Clock));

    private ReleaseUnansweredJob ReleaseJob =>
        new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), new ReleaseUnanswered(Source, Catalogue, Clock));

    private Task<CatalogueResource> HouseAsync(params Condition[] more) =>
        ResourceAsync(new TestResource { ReleaseAfterMinutes = 20, Rules = [new Reconfirmation(2 * Day, Day), .. more] });

    private async Task<(Guid Id, SignedInPerson Person)> BookedAsync(SignedInPerson? person = null)
    {
        person ??= await PersonAsync();
        return (await PlacedAsync(await HouseAsync(), Party, person), person);
    }

    /// <summary>Both jobs at a moment, and what they wrote has left.</summary>
    private async Task RunAtAsync(Instant now, bool send = true)
    {
        Clock.Reset(now);
        await AskJob.RunAsync(default);
        await ReleaseJob.RunAsync(default);
        if (send)
        {
            await SendAsync();
        }
    }

    private Task SendAsync() => ExecuteAsync(
        "update outbox set sent_at = @now, due_at = null where due_at is not null", new { now = Clock.GetCurrentInstant() });

    private async Task<string[]> ToldAsync()
    {
        await using var connection = await Source.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<string>(
                "select kind from outbox where kind like 'reconfirm-%' or kind like 'booking-given-on' order by created_at, id"),
        ];
    }

    [Fact]
    public async Task EveryMinute_WithoutAnAnswer_AsksOnce_RemindsOnce_AndGivesOnWhy()
    {
        var (id, _) = await BookedAsync();

        for (var now = AskAt - Minute; now <= AnswerBy + Minute; now += now == RemindAt + Minute ? Duration.FromHours(19) - Minute - Minute : Minute)
        {
            await RunAtAsync(now);
        }

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion, MailKind.ReconfirmReminder, MailKind.BookingGivenOn);
        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            Status = BookingStatus.Released, EndedAt = (Instant?)AnswerBy, ReconfirmAt = (Instant?)null, ReconfirmBy = (Instant?)AnswerBy,
            ReconfirmAskedAt = (Instant?)AskAt, ReconfirmedAt = (Instant?)null, WasNotReconfirmed = true,
            EndReason = "Vi fik ikke svar på, om du stadig kom.", Sequence = 1,
        });
        (await CountAsync("occupancy")).Should().Be(0);
        (await QueryAsync<string>("select detail ->> 'because' from audit where action = 'booking.released'")).Should().Be("not reconfirmed");
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public async Task TheQuestion_IsDueFromItsMoment(int seconds, int asked)
    {
        await BookedAsync();

        await RunAtAsync(AskAt + Duration.FromSeconds(seconds));

        (await ToldAsync()).Should().HaveCount(asked);
    }

    [Theory]
    [InlineData(-1, BookingStatus.Confirmed)]
    [InlineData(0, BookingStatus.Released)]
    public async Task TheDeadline_IsTheFirstMomentThatIsTooLate(int seconds, BookingStatus status)
    {
        var (id, _) = await BookedAsync();
        await RunAtAsync(AskAt);
        await RunAtAsync(RemindAt);

        await RunAtAsync(AnswerBy + Duration.FromSeconds(seconds));

        (await ReadAsync(id)).Status.Should().Be(status);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task ABookingMadeWhenTheQuestionHasHadItsTime_IsNeverAskedAbout(int seconds, bool asked)
    {
        var house = await HouseAsync();
        Clock.Reset(AskAt + Duration.FromSeconds(seconds));
        var id = await PlacedAsync(house, Party, await PersonAsync());

        await RunAtAsync(AskAt + Minute);
        await RunAtAsync(AnswerBy);

        ((await ToldAsync()).Length > 0).Should().Be(asked);
        (await ReadAsync(id)).ReconfirmBy.HasValue.Should().Be(asked);
    }

    [Fact]
    public async Task Reconfirm_KeepsTheBooking_AndTwiceIsHarmless()
    {
        var (id, person) = await BookedAsync();
        await RunAtAsync(AskAt);

        (await Reconfirm.HandleAsync(id, person, default)).Should().Be(ReconfirmOutcome.Reconfirmed);
        (await Reconfirm.HandleAsync(id, person, default)).Should().Be(ReconfirmOutcome.Already);
        await RunAtAsync(RemindAt);
        await RunAtAsync(AnswerBy);

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion);
        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, ReconfirmedAt = (Instant?)AskAt, Sequence = 0 });
        (await AuditedAsync("booking.reconfirmed")).Should().Be(1);
    }

    [Fact]
    public async Task Reconfirm_BeforeTheQuestion_AfterTheRelease_ByAStranger_AndAfterCancelling_SaysWhat()
    {
        var (id, person) = await BookedAsync();
        (await Reconfirm.HandleAsync(id, person, default)).Should().Be(ReconfirmOutcome.NotAsked);
        await RunAtAsync(AskAt);
        (await Reconfirm.HandleAsync(id, await PersonAsync("Ukendt"), default)).Should().Be(ReconfirmOutcome.NotFound);
        (await Reconfirm.HandleAsync(Guid.NewGuid(), person, default)).Should().Be(ReconfirmOutcome.NotFound);
        await RunAtAsync(RemindAt);
        await RunAtAsync(AnswerBy);
        (await Reconfirm.HandleAsync(id, person, default)).Should().Be(ReconfirmOutcome.GivenOn);

        Clock.Reset(Start);
        var (other, _) = await BookedAsync(person);
        await RunAtAsync(AskAt);
        await Cancel.HandleAsync(other, person, null, default);
        (await Reconfirm.HandleAsync(other, person, default)).Should().Be(ReconfirmOutcome.NotConfirmed);
    }

    [Fact]
    public async Task Reconfirm_AfterTheDeadlineButBeforeTheRelease_StillCounts()
    {
        var (id, person) = await BookedAsync();
        await RunAtAsync(AskAt);
        await RunAtAsync(RemindAt);
        Clock.Reset(AnswerBy + Minute);

        (await Reconfirm.HandleAsync(id, person, default)).Should().Be(ReconfirmOutcome.Reconfirmed);
        await RunAtAsync(AnswerBy + Minute);

        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Confirmed);
    }

    [Fact]
    public async Task Reconfirm_ByACaretaker_CountsForTheirs()
    {
        var (id, _) = await BookedAsync();
        await RunAtAsync(AskAt);
        var caretaker = await (await PersonAsync("Pedel")).MakeCaretakerAsync(Source, "beboerhuset");

        (await Reconfirm.HandleAsync(id, caretaker, default)).Should().Be(ReconfirmOutcome.Reconfirmed);
    }

    [Fact]
    public async Task AnswerAndRelease_AtOnce_EndInOneOfThem()
    {
        var person = await PersonAsync();
        for (var round = 0; round < 5; round++)
        {
            Clock.Reset(Start);
            var id = await PlacedAsync(await HouseAsync(), Party, person);
            await RunAtAsync(AskAt);
            await RunAtAsync(RemindAt);
            Clock.Reset(AnswerBy);

            var answers = await AtOnceAsync(8, async number =>
            {
                if (number % 2 == 0)
                {
                    return await Reconfirm.HandleAsync(id, person, default);
                }

                await ReleaseJob.RunAsync(default);
                return ReconfirmOutcome.NotConfirmed;
            });

            var stands = (await ReadAsync(id)).Status == BookingStatus.Confirmed;
            answers.Count(answer => answer == ReconfirmOutcome.Reconfirmed).Should().Be(stands ? 1 : 0);
            answers.Contains(ReconfirmOutcome.GivenOn).Should().Be(!stands);
        }

        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ManyServersAtOnce_WriteEachMailOnce()
    {
        await BookedAsync();
        foreach (var moment in (Instant[])[AskAt, RemindAt, AnswerBy])
        {
            Clock.Reset(moment);
            await AtOnceAsync(8, async _ =>
            {
                await AskJob.RunAsync(default);
                await ReleaseJob.RunAsync(default);
                return true;
            });
            await SendAsync();
        }

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion, MailKind.ReconfirmReminder, MailKind.BookingGivenOn);
        (await DeadlocksAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Downtime_OverTheQuestion_MovesTheDeadline_SoThatThereIsAFairTime()
    {
        var (id, _) = await BookedAsync();
        var late = AnswerBy - Duration.FromHours(2);

        await RunAtAsync(late);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { ReconfirmAskedAt = (Instant?)late, ReconfirmBy = (Instant?)(late + FairTime) });
        var mail = MailJson.Read<ReconfirmMail>(await QueryAsync<string>("select content from outbox where kind = 'reconfirm-question'"));
        mail.AnswerBy.Should().Be(late + FairTime, "the mail says what holds");
        await RunAtAsync(AnswerBy);
        await RunAtAsync(late + (FairTime / 2));
        await RunAtAsync(late + FairTime - Minute);
        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Confirmed);
        await RunAtAsync(late + FairTime);
        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Released);
    }

    [Fact]
    public async Task Downtime_UntilNoFairTimeIsLeft_AsksNobody_AndGivesNothingOn()
    {
        var (id, _) = await BookedAsync();

        await RunAtAsync(Party.Start - FairTime + Minute);
        await RunAtAsync(Party.Start - Minute);

        (await ToldAsync()).Should().BeEmpty();
        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            Status = BookingStatus.Confirmed, ReconfirmAt = (Instant?)null, ReconfirmBy = (Instant?)null, ReconfirmAskedAt = (Instant?)null,
        });
    }

    [Fact]
    public async Task Downtime_OverReminderAndDeadline_RemindsFirst_AndLeavesAFairTime()
    {
        var (id, _) = await BookedAsync();
        await RunAtAsync(AskAt);
        var back = AnswerBy + Duration.FromHours(1);

        await RunAtAsync(back);

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion, MailKind.ReconfirmReminder);
        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, ReconfirmBy = (Instant?)(back + FairTime) });
        await RunAtAsync(back + FairTime);
        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Released);
    }

    [Fact]
    public async Task Downtime_UntilTheNight_RemindsInTheMorning()
    {
        var (id, _) = await BookedAsync();
        await RunAtAsync(AskAt);
        var morning = At(new LocalDate(2026, 12, 3), 7, 8).Start;

        await RunAtAsync(AskAt + Duration.FromHours(6));
        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion);
        (await ReadAsync(id)).ReconfirmAt.Should().Be(morning);
        await RunAtAsync(morning);

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion, MailKind.ReconfirmReminder);
        (await ReadAsync(id)).ReconfirmBy.Should().Be(AnswerBy);
    }

    [Fact]
    public async Task Downtime_UntilItHasBegun_GivesNothingOn()
    {
        var (id, _) = await BookedAsync();
        await RunAtAsync(AskAt);
        await RunAtAsync(RemindAt);

        await RunAtAsync(Party.Start + Minute);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, ReconfirmAt = (Instant?)null });
        (await ToldAsync()).Should().NotContain(MailKind.BookingGivenOn);
    }

    [Fact]
    public async Task AQuestionThatNeverLeft_IsHeldAgainstNobody()
    {
        var (id, _) = await BookedAsync();

        await RunAtAsync(AskAt, send: false);
        await RunAtAsync(RemindAt, send: false);
        await RunAtAsync(AnswerBy, send: false);

        (await ToldAsync()).Should().Equal([MailKind.ReconfirmQuestion], "nobody is reminded of what has not left");
        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, ReconfirmAt = (Instant?)null, ReconfirmBy = (Instant?)null });
    }

    [Fact]
    public async Task AQuestionThatLeftLate_LeavesAFairTimeFromThen()
    {
        var (id, _) = await BookedAsync();
        await RunAtAsync(AskAt, send: false);
        await RunAtAsync(RemindAt, send: false);
        var left = AnswerBy - Duration.FromHours(1);
        Clock.Reset(left);
        await SendAsync();

        await RunAtAsync(AnswerBy);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, ReconfirmBy = (Instant?)(left + FairTime) });
        await RunAtAsync(left + FairTime);
        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Released);
    }

    [Fact]
    public async Task AMovedBooking_IsANewPromise()
    {
        var (id, person) = await BookedAsync();
        await RunAtAsync(AskAt);
        var later = new Interval(Party.Start + Duration.FromDays(7), Party.End + Duration.FromDays(7));
        (await MoveAsync(id, person, later)).Should().BeOfType<MoveBookingOutcome.Moved>();

        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            ReconfirmAt = (Instant?)(AskAt + Duration.FromDays(7)), ReconfirmBy = (Instant?)(AnswerBy + Duration.FromDays(7)),
            ReconfirmAskedAt = (Instant?)null, AwaitsReconfirmation = false,
        });
        await RunAtAsync(AnswerBy);
        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Confirmed);
        await RunAtAsync(AskAt + Duration.FromDays(7));

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion, MailKind.ReconfirmQuestion);
    }

    [Fact]
    public async Task MovedToATimeWhoseQuestionHasHadItsTime_IsNotAskedAgain()
    {
        var (id, person) = await BookedAsync();
        await RunAtAsync(AskAt);
        await MoveAsync(id, person, new Interval(Party.Start + Duration.FromHours(-2), Party.End));

        await RunAtAsync(AnswerBy);

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion);
        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, ReconfirmBy = (Instant?)null });
    }

    [Fact]
    public async Task CancelledInBetween_IsLeftAlone_AndTheQuestionIsNotSent()
    {
        var (id, person) = await BookedAsync();
        await RunAtAsync(AskAt, send: false);
        await Cancel.HandleAsync(id, person, null, default);

        await RunAtAsync(RemindAt, send: false);
        await RunAtAsync(AnswerBy, send: false);

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion);
        (await PointlessAsync(AskAt)).Should().Be("the booking is reconfirmed, or has ended or moved");
        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Cancelled, WasNotReconfirmed = false });
    }

    [Fact]
    public async Task TheQuestion_IsWorthSending_UntilTheAnswerIsDueOrGiven()
    {
        var (id, person) = await BookedAsync();
        await RunAtAsync(AskAt, send: false);

        (await PointlessAsync(AnswerBy - Minute)).Should().BeNull();
        (await PointlessAsync(AnswerBy)).Should().Be("the answer was due before");
        await Reconfirm.HandleAsync(id, person, default);
        (await PointlessAsync(AskAt)).Should().Be("the booking is reconfirmed, or has ended or moved");
    }

    private async Task<string?> PointlessAsync(Instant now)
    {
        await using var connection = await Source.OpenConnectionAsync();
        var mail = await connection.QuerySingleAsync<QueuedMail>(
            "select id, kind, recipient, language, content, message_id, created_at from outbox where kind = 'reconfirm-question'");
        return await new StillWanted(Source).PointlessBecauseAsync(mail, now, default);
    }

    [Fact]
    public async Task WhoWantsNoReminders_IsAskedAllTheSame()
    {
        await BookedAsync();
        await ExecuteAsync("update person set reminders = false");

        await RunAtAsync(AskAt);

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion);
    }

    [Fact]
    public async Task AtTheDeadline_NobodyIsRemindedOfWhatIsAboutToBeGivenOn()
    {
        await BookedAsync();
        await RunAtAsync(AskAt);
        await RunAtAsync(RemindAt);
        Clock.Reset(AnswerBy);

        await new RemindJob(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), new SendReminder(Source, Catalogue, Clock)).RunAsync(default);

        (await MailsAsync(MailKind.ReminderDayBefore)).Should().Be(0);
    }

    [Fact]
    public async Task CheckIn_IsAnAnswer()
    {
        var person = await PersonAsync();
        var house = await ResourceAsync(new TestResource { Rules = [new Reconfirmation(90, 30)] });
        var id = await PlacedAsync(house, Party, person);
        await RunAtAsync(Party.Start - Duration.FromMinutes(90));
        await RunAtAsync(Party.Start - Duration.FromMinutes(60));
        Clock.Reset(Party.Start - Duration.FromMinutes(30));

        (await CheckIn.HandleAsync(id, person, default)).Should().Be(CheckInOutcome.CheckedIn);
        await RunAtAsync(Party.Start - Duration.FromMinutes(29));

        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            Status = BookingStatus.Confirmed, ReconfirmAt = (Instant?)null, ReconfirmedAt = (Instant?)(Party.Start - Duration.FromMinutes(30)),
        });
        (await Reconfirm.HandleAsync(id, person, default)).Should().Be(ReconfirmOutcome.Already);
    }

    [Fact]
    public async Task TheRuleOfTheDayItWasConfirmed_Counts()
    {
        var (id, _) = await BookedAsync();
        await ExecuteAsync("update rule set valid_until = @Start where kind = 'Reconfirmation'", new { Start = Start + Duration.FromMinutes(1) });

        await RunAtAsync(AskAt);

        (await ToldAsync()).Should().Equal(MailKind.ReconfirmQuestion);
        (await ReadAsync(id)).ReconfirmBy.Should().Be(AnswerBy);
    }

    [Fact]
    public async Task WhatTheOwnerSaysYesTo_AndAHoldThatIsConfirmed_ArePromisedThen()
    {
        var person = await PersonAsync();
        var house = await HouseAsync(new Approval(true, null, null, null, false));
        var asked = (await PlaceAsync(house, Party, person)).Should().BeOfType<PlaceBookingOutcome.Asked>().Subject.Id;
        (await ReadAsync(asked)).ReconfirmBy.Should().BeNull();
        var approver = await (await PersonAsync("Pedel")).MakeAsync(Source, "beboerhuset", OwnerRole.Approver);
        (await Answer.HandleAsync((await ReadAsync(asked)).PermissionId!.Value, approver, yes: true, "", default))
            .Should().BeOfType<AnswerOutcome.Answered>();
        (await ReadAsync(asked)).ReconfirmBy.Should().Be(AnswerBy);

        var held = await HeldAsync(await HouseAsync(), Party, person);
        (await ReadAsync(held)).ReconfirmBy.Should().BeNull();
        (await Confirm.HandleAsync(held, person.Id, default)).Should().Be(ConfirmHoldOutcome.Confirmed);
        (await ReadAsync(held)).Should().BeEquivalentTo(new { ReconfirmAt = (Instant?)AskAt, ReconfirmBy = (Instant?)AnswerBy });
    }

    [Fact]
    public async Task WhatWasGivenOn_CountsForNoQuota_UnlessItCameTooLateToCancel()
    {
        var person = await PersonAsync();
        var once = new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both);
        foreach (var (deadline, again) in ((int Minutes, bool Again)[])[(Day, true), (Day + 1, false)])
        {
            Clock.Reset(Start);
            var house = await HouseAsync(once, new CancellationDeadline(deadline));
            await PlacedAsync(house, Party, person);
            await RunAtAsync(AskAt);
            await RunAtAsync(RemindAt);
            await RunAtAsync(AnswerBy);

            ((await PlaceAsync(house, Party, person)) is PlaceBookingOutcome.Placed).Should().Be(again);
        }
    }

    [Fact]
    public async Task WhenThePersonIsGone_NobodyIsAsked()
    {
        var (id, _) = await BookedAsync();
        await ExecuteAsync("delete from person");

        await RunAtAsync(AskAt);
        await RunAtAsync(AnswerBy);

        (await ToldAsync()).Should().BeEmpty();
        (await ReadAsync(id)).ReconfirmAt.Should().BeNull();
    }

    [Fact]
    public async Task AnEnglishReader_IsAskedAndToldInEnglish()
    {
        var (id, _) = await BookedAsync(await PersonAsync("Eve", "en"));

        await RunAtAsync(AskAt);
        await RunAtAsync(RemindAt);
        await RunAtAsync(AnswerBy);

        (await QueryAsync<long>("select count(*) from outbox where language = 'en' and kind in ('reconfirm-question', 'reconfirm-reminder', 'booking-given-on')"))
            .Should().Be(3);
        (await ReadAsync(id)).EndReason.Should().Be("We got no answer to whether you were still coming.");
    }
}
