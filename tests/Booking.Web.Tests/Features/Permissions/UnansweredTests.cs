using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.Permissions;

/// <summary>What the clock does to a question that nobody answers.</summary>
public sealed class UnansweredTests : PermissionHandlers
{
    private EachDue Each => new(Source, Clock, NullLogger<EachDue>.Instance);

    private Task ExpireAsync() => new ExpireHoldsJob(Each, Expire, Leave, ExpireOffer).RunAsync(default);

    private Task RemindAsync() => new RemindOwnersJob(Each, RemindOwner).RunAsync(default);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task ExpireHolds_AroundTheLastMoment_GivesTheTimeBackFromThenAndTellsThePersonOnce(int secondsAfter)
    {
        var anna = await PersonAsync();
        var kitchen = await AskedKitchenAsync();
        var id = await AskedAsync(kitchen, FridayEvening, anna, why: null);
        Clock.Reset(Due + Duration.FromSeconds(secondsAfter));

        await ExpireAsync();
        await ExpireAsync();

        var over = secondsAfter >= 0;
        (await ReadAsync(id)).Status.Should().Be(over ? BookingStatus.Expired : BookingStatus.Held);
        (await PermissionOfAsync(id)).Should().BeEquivalentTo(new { Granted = (bool?)null, UnansweredAt = over ? Due : (Instant?)null });
        (await MailsAsync(MailKind.PermissionUnanswered)).Should().Be(over ? 1 : 0);
        (await AuditedAsync("permission.unanswered")).Should().Be(over ? 1 : 0);
        if (over)
        {
            (await MailAsync(MailKind.PermissionUnanswered)).Offers.Should().NotBeEmpty();
        }

        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ExpireHolds_OfWhatWasAnswered_ChangesNothing()
    {
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, await PersonAsync(), why: null);
        await AnswerAsync(id, await CaretakerAsync(), yes: true);
        Clock.Reset(Due);

        await ExpireAsync();

        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Confirmed);
        (await Leave.HandleAsync(id, default)).Should().BeFalse();
    }

    [Fact]
    public async Task LeaveUnanswered_ManyTimesAtOnce_TellsOnce()
    {
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, await PersonAsync(), why: null);
        Clock.Reset(Due);

        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Leave.HandleAsync(id, default))));

        done.Should().ContainSingle(one => one);
        (await MailsAsync(MailKind.PermissionUnanswered)).Should().Be(1);
    }

    [Fact]
    public async Task AnswerAndExpiryAtOnce_AgreeOnWhatHappened()
    {
        var kitchen = await AskedKitchenAsync();
        var pedel = await CaretakerAsync();
        var now = Clock.GetCurrentInstant();
        for (var round = 0; round < 10; round++)
        {
            var id = await AskedAsync(kitchen, At(new LocalDate(2026, 12, 5).PlusDays(round), 17, 21), await PersonAsync(), why: null);
            // The last moment for the one is the first for the other: each server has its own clock.
            Clock.Reset(now + Duration.FromDays(3) - Duration.FromTicks(1));
            var late = new NodaTime.Testing.FakeClock(now + Duration.FromDays(3));
            var leave = new LeaveUnanswered(
                Source, new ReadRequest(Source, Catalogue, late), new FindAlternatives(Source, Catalogue, Occupancies, late), RuleSentences, late);

            var answer = Task.Run(() => AnswerAsync(id, pedel, yes: round % 2 == 0));
            var left = await Task.Run(() => leave.HandleAsync(id, default));
            var answered = await answer is AnswerOutcome.Answered;

            (left ^ answered).Should().BeTrue("one of the two happened");
            var permission = await PermissionOfAsync(id);
            (permission.Granted is not null).Should().Be(answered);
            (permission.UnansweredAt is not null).Should().Be(left);
            Clock.Reset(now);
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(3600, 1)]
    public async Task RemindOwners_ADayBeforeTheAnswerIsDue_RemindsEachCaretakerOnce(int secondsAfter, int mails)
    {
        var kitchen = await AskedKitchenAsync();
        await CaretakerAsync();
        await CaretakerAsync("Vicevært", "en");
        await AskedAsync(kitchen, FridayEvening, await PersonAsync(), why: null);
        Clock.Reset(Due - Duration.FromDays(1) + Duration.FromSeconds(secondsAfter));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RemindAsync)));
        await RemindAsync();

        (await MailsAsync(MailKind.PermissionReminder)).Should().Be(mails * 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RemindOwners_OfWhatNoLongerWaits_RemindsNobody(bool withdrawn)
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, anna, why: null);
        if (withdrawn)
        {
            await Cancel.HandleAsync(id, anna, null, default);
        }
        else
        {
            await AnswerAsync(id, await CaretakerAsync(), yes: true);
        }

        Clock.Reset(Due - Duration.FromHours(1));
        await RemindAsync();

        (await MailsAsync(MailKind.PermissionReminder)).Should().Be(0);
        (await CountAsync("permission where remind_at is not null")).Should().Be(0);
    }

    [Fact]
    public async Task RemindOwners_WhereTheAnswerIsDueSoon_DoesNot()
    {
        await AskedAsync(await AskedKitchenAsync(), At(new LocalDate(2026, 11, 26), 17, 21), await PersonAsync(), why: null);

        (await CountAsync("permission where remind_at is not null")).Should().Be(0);
    }

    [Fact]
    public async Task SendMail_ToAnOwnerAboutWhatNoLongerWaits_IsPointless()
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, anna, why: null);
        var content = await MailAsync(MailKind.PermissionToAnswer);
        var mail = Mail.Mails.Queued(OutboxMail.About(content, MailKind.PermissionToAnswer, "pedel@example.dk", "da", Start));
        var wanted = new StillWanted(Source);

        (await wanted.PointlessBecauseAsync(mail, Start, default)).Should().BeNull();
        await Cancel.HandleAsync(id, anna, null, default);
        (await wanted.PointlessBecauseAsync(mail, Start, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task TidyUp_OfAQuestion_KeepsItForTwoYearsAfterItsTime()
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await ShortKitchenAsync(), LongEvening, anna);
        await AnswerAsync(id, await CaretakerAsync(), yes: false, "Nej, desværre");

        Clock.Reset(LongEvening.End + Duration.FromDays(2 * 365) - Duration.FromSeconds(1));
        await new TidyUpJob(Source, Clock).RunAsync(default);
        (await CountAsync("permission")).Should().Be(1);
        (await CountAsync("booking")).Should().Be(1);
        Clock.AdvanceSeconds(2);
        await new TidyUpJob(Source, Clock).RunAsync(default);

        (await CountAsync("permission")).Should().Be(0);
        (await QueryAsync<long>("select count(*) from booking where person_id is not null or end_reason is not null")).Should().Be(0);
    }
}
