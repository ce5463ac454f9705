using Booking.Testing;
using Booking.Web.Features.Challenges;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Challenges;

public sealed class RemindOfChallengeTests : ChallengeStory
{
    // Asked on the 25th of November: the ninth of December is the last day.
    private static readonly Instant ThreeDaysLeft = Instant.FromUtc(2026, 12, 6, 7, 0);
    private static readonly Instant DayAfter = Instant.FromUtc(2026, 12, 10, 7, 0);

    [Fact]
    public async Task Remind_AsTheDaysPass_IsOnceBeforeAndOnceAfter()
    {
        await CaretakerAsync();
        await ChallengedAsync();

        await ShouldHaveRemindedAsync(ThreeDaysLeft - Duration.FromSeconds(1), 0, 0);
        await ShouldHaveRemindedAsync(ThreeDaysLeft, 1, 0);
        await ShouldHaveRemindedAsync(ThreeDaysLeft + Duration.FromHours(1), 1, 0);
        await ShouldHaveRemindedAsync(DayAfter - Duration.FromSeconds(1), 1, 0);
        await ShouldHaveRemindedAsync(DayAfter, 1, 1);
        await ShouldHaveRemindedAsync(DayAfter + Duration.FromDays(30), 1, 1);
        (await RecipientsAsync(MailKind.ChallengeReminder)).Should().Equal("pedel@example.dk");
        (await RecipientsAsync(MailKind.ChallengeOverdue)).Should().Equal("pedel@example.dk");
    }

    [Theory]
    // The whole time in between was missed: only what is still true is said.
    [InlineData("2026-12-08T12:00", 1, 0)]
    [InlineData("2026-12-10T06:59", 0, 0)]
    [InlineData("2026-12-20T12:00", 0, 1)]
    public async Task Remind_AfterDowntime_SaysWhatIsRightThatDay(string utc, int daysLeft, int overdue)
    {
        await CaretakerAsync();
        await ChallengedAsync();

        await ShouldHaveRemindedAsync(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(utc).Value.InUtc().ToInstant(), daysLeft, overdue);
        await ShouldHaveRemindedAsync(Instant.FromUtc(2027, 1, 10, 12, 0), daysLeft, 1);
    }

    [Fact]
    public async Task Remind_BySeveralServersAtOnce_IsOnce()
    {
        await CaretakerAsync();
        var id = await ChallengedAsync();
        Application.Clock.Reset(ThreeDaysLeft);
        var remind = Application.Services.GetRequiredService<RemindOfChallenge>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => remind.HandleAsync(id, default)));

        (await RecipientsAsync(MailKind.ChallengeReminder)).Should().ContainSingle();
    }

    [Fact]
    public async Task Remind_OfWhatIsAnswered_IsNot()
    {
        var id = await ChallengedAsync();
        await AnswerAsync(await CaretakerAsync(), id, "keep");

        await ShouldHaveRemindedAsync(DayAfter, 0, 0);
    }

    [Fact]
    public async Task Mail_ThatAsksForAnAnswer_IsPointlessOnceThereIsOne()
    {
        await CaretakerAsync();
        var id = await ChallengedAsync();
        var wanted = Application.Services.GetRequiredService<StillWanted>();
        (await wanted.PointlessBecauseAsync(await QueuedAsync(MailKind.ChallengeMade), Application.Clock.GetCurrentInstant(), default)).Should().BeNull();

        await AnswerAsync(await AdministratorAsync(), id, "keep");

        (await wanted.PointlessBecauseAsync(await QueuedAsync(MailKind.ChallengeMade), Application.Clock.GetCurrentInstant(), default)).Should().NotBeNull();
        (await wanted.PointlessBecauseAsync(await QueuedAsync(MailKind.ChallengeAnswered), Application.Clock.GetCurrentInstant(), default)).Should().BeNull();
    }

    private async Task<QueuedMail> QueuedAsync(string kind) => new(
        Guid.NewGuid(), kind, "pedel@example.dk", "da", await QueryAsync<string>("select content from outbox where kind = @kind", new { kind }), "", default);

    private async Task ShouldHaveRemindedAsync(Instant now, int daysLeft, int overdue)
    {
        Application.Clock.Reset(now);
        await Application.Services.GetRequiredService<RemindOfChallengesJob>().RunAsync(default);
        (await RecipientsAsync(MailKind.ChallengeReminder)).Should().HaveCount(daysLeft, $"at {now}");
        (await RecipientsAsync(MailKind.ChallengeOverdue)).Should().HaveCount(overdue, $"at {now}");
    }
}
