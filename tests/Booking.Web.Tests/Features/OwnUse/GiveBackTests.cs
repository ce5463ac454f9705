using Booking.Rules.Recurrence;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.OwnUse;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Features.OwnUse;

/// <summary>Every Friday in December from eight to three, given back two days ahead: by Wednesday at eight.</summary>
public sealed class GiveBackTests : OwnUseHandlers
{
    private static readonly LocalDate First = new(2026, 12, 4);
    private static readonly Instant Asked = Instant.FromUtc(2026, 11, 26, 9, 0);
    private static readonly Instant Due = Instant.FromUtc(2026, 12, 2, 7, 0);

    private AskAboutOwnUse Question => new(Source, Catalogue, Clock);

    private KeepOwnTime Keep => new(Source, Clock);

    private ReleaseOwnTime Give => new(Source, Catalogue, Clock);

    [Fact]
    public async Task Owner_IsAskedOnce_AboutWhatIsNearEnough()
    {
        await AddFridaysAsync();

        await AskAsync();
        await AskAsync();
        Clock.AdvanceHours(2);
        await AskAsync();

        (await QueryAsync<string>("select recipient from outbox where kind = 'own-use-question'")).Should().Be(Secretary.Email);
        MailJson.Read<OwnUseQuestionMail>(await QueryAsync<string>("select content::text from outbox where kind = 'own-use-question'")).Times.Should().ContainSingle().Which.ReleaseAt.Should().Be(Due);
        (await OverviewAsync()).Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task Owner_IsAskedByFourServers_Once()
    {
        await AddFridaysAsync();
        Clock.Reset(Asked);

        await AtOnceAsync(4, async number =>
        {
            await Question.HandleAsync(Hall.Id, CancellationToken.None);
            return number;
        });

        (await MailsAsync(MailKind.OwnUseQuestion)).Should().Be(1);
    }

    [Fact]
    public async Task Night_IsNoTimeToAsk()
    {
        await AddFridaysAsync();
        Clock.Reset(Instant.FromUtc(2026, 11, 26, 3, 0));

        await Question.HandleAsync(Hall.Id, CancellationToken.None);

        (await MailsAsync(MailKind.OwnUseQuestion)).Should().Be(0);
    }

    [Fact]
    public async Task Time_ThatNobodyKeeps_GoesToOthersAtTheDeadline_Once()
    {
        var time = await AskedAndSentAsync();
        Clock.Reset(Due - Duration.FromMinutes(1));
        (await Give.HandleAsync(time, CancellationToken.None)).Should().BeFalse();

        Clock.Reset(Due);
        (await AtOnceAsync(4, _ => Give.HandleAsync(time, CancellationToken.None))).Count(given => given).Should().Be(1);

        (await AuditedAsync("own-use.released")).Should().Be(1);
        (await OverviewAsync()).Coming[0].EndReason.Should().Be("released");
        (await PlaceAsync(Hall, At(First, 9, 10), await PersonAsync())).Should().BeOfType<PlaceBookingOutcome.Placed>();
        await Extend.HandleAsync(Hall.Id, CancellationToken.None);
        (await OverviewAsync()).Coming[0].EndReason.Should().Be("released", "the nightly run does not take it again");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Time_ThatIsKept_Stays()
    {
        var time = await AskedAndSentAsync();

        (await Keep.HandleAsync(Hall, time, Secretary, CancellationToken.None)).Should().BeTrue();
        (await Keep.HandleAsync(Hall, time, Secretary, CancellationToken.None)).Should().BeFalse();
        Clock.Reset(Due);

        (await Give.HandleAsync(time, CancellationToken.None)).Should().BeFalse();
        (await OverviewAsync()).Asked.Should().BeEmpty();
        (await AuditedAsync("own-use.kept")).Should().Be(1);
    }

    [Fact]
    public async Task AllTimes_AreKeptByOnePress()
    {
        await AddFridaysAsync();
        await AddFridaysAsync(16, 18);
        await AskAsync();

        (await Keep.HandleAsync(Hall, id: null, Secretary, CancellationToken.None)).Should().BeTrue();

        (await OverviewAsync()).Asked.Should().BeEmpty();
        (await AuditedAsync("own-use.kept")).Should().Be(2);
    }

    [Fact]
    public async Task Mail_ThatNeverLeft_GivesNothingAway()
    {
        await AddFridaysAsync();
        await AskAsync();
        var time = (await OverviewAsync()).Asked.Single().Id;
        Clock.Reset(Due + Duration.FromHours(1));

        (await Give.HandleAsync(time, CancellationToken.None)).Should().BeFalse();
        await SentAsync(Clock.GetCurrentInstant());
        (await Give.HandleAsync(time, CancellationToken.None)).Should().BeFalse("they have had it for no day");
        Clock.AdvanceHours(24);
        (await Give.HandleAsync(time, CancellationToken.None)).Should().BeTrue();
    }

    [Theory]
    // After downtime: who is asked on Wednesday at ten has until Thursday at ten; on Thursday at noon there is no day left.
    [InlineData(2, 9, "2026-12-03T09:00:00Z")]
    [InlineData(3, 11, null)]
    public async Task LateQuestion_LeavesADayToAnswer_OrIsNotAsked(int day, int hour, string? release)
    {
        await AddFridaysAsync();
        Clock.Reset(Instant.FromUtc(2026, 12, day, hour, 0));

        await Question.HandleAsync(Hall.Id, CancellationToken.None);

        (await QueryAsync<Instant?>("select release_at from own_time where date = '2026-12-04'"))?.ToString().Should().Be(release);
        (await QueryAsync<long>("select count(*) from outbox where content::text like '%2026-12-04%'")).Should().Be(release is null ? 0 : 1);
    }

    [Fact]
    public async Task GivenTime_IsTakenBackWhileItIsFree()
    {
        var time = await AskedAndSentAsync();
        Clock.Reset(Due);
        await Give.HandleAsync(time, CancellationToken.None);

        (await Change.RestoreAsync(Hall, time, Secretary, CancellationToken.None)).Should().Be(OwnTimeOutcome.Done);

        (await Give.HandleAsync(time, CancellationToken.None)).Should().BeFalse("nobody is asked twice");
        (await OwnRowsAsync("lower(period) = '2026-12-04T07:00:00Z'")).Should().Be(2);
    }

    private Task<Guid> AddFridaysAsync(int from = 8, int until = 15) =>
        AddAsync(new WeeklyUse([IsoDayOfWeek.Friday], from * 60, until * 60, First, last: null), giveBackHours: 48);

    private Task AskAsync()
    {
        if (Clock.GetCurrentInstant() < Asked)
        {
            Clock.Reset(Asked);
        }

        return Question.HandleAsync(Hall.Id, CancellationToken.None);
    }

    private async Task<Guid> AskedAndSentAsync()
    {
        await AddFridaysAsync();
        await AskAsync();
        await SentAsync(Asked);
        return (await OverviewAsync()).Asked.Single().Id;
    }

    private Task SentAsync(Instant at) => ExecuteAsync("update outbox set sent_at = @at, due_at = null where kind = 'own-use-question'", new { at });
}
