using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Features.DoorCodes;

public sealed class AskLockTests : DoorCodeHandlers
{
    private LockServer server = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        server = await LockServer.StartAsync();
        await ChooseAsync(AccessSource.Lock);
        server.Key = (await SetLock.HandleAsync(Kitchen, server.Address.AbsoluteUri, newKey: false, Caretaker, default))
            .Should().BeOfType<SetLockOutcome.Set>().Which.Key!;
    }

    public override async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Lock_KnowsWhatIsBooked_Moved_AndCancelled()
    {
        var running = AskLockJob;
        await running.RunAsync(default);
        await running.RunAsync(default);
        var first = server.Asked.Should().ContainSingle().Subject;
        ((string?)first["action"], (string?)first["place"], (string?)first["from"], (string?)first["until"])
            .Should().Be(("grant", Kitchen.Slug, "2026-11-27T16:00:00Z", "2026-11-27T20:00:00Z"));
        first.ToJsonString().Should().NotContain("Anna").And.NotContain(Anna.Email);

        await MoveAsync(Booked, Anna, At(Friday, 18, 22));
        Clock.Reset(Soon + NodaTime.Duration.FromHours(1));
        (await CodeAsync()).Should().Be(server.Opens[Booked].Code, "whoever asks before the job does not wait for it");
        server.Opens[Booked].From.Should().Be("2026-11-27T17:00:00Z");
        await running.RunAsync(default);
        server.Asked.Should().HaveCount(2);
        (await QueryAsync<long>($"select count(*) from lock_code as t where t::text like '%{server.Opens[Booked].Code}%'")).Should().Be(0);

        await Cancel.HandleAsync(Booked, Anna, null, default);
        await running.RunAsync(default);
        await running.RunAsync(default);
        server.Opens.Should().BeEmpty();
        server.Asked.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    [InlineData(302)]
    public async Task Lock_OutOfOrder_IsAskedEverMoreSeldom_AndTheOwnerIsToldOnce(int status)
    {
        server.Broken = status;
        Clock.Reset(Soon);

        (await LookAsync()).Should().BeOfType<LookOutcome.Seen>().Which.Should().Match<LookOutcome.Seen>(seen => seen.Code == null && seen.IsMissing);
        (await Read.HandleAsync(Kitchen, default)).Terms.FailingSince.Should().Be(Soon);
        foreach (var seconds in new[] { 29, 1, 59, 1, 119, 1 })
        {
            Clock.Advance(NodaTime.Duration.FromSeconds(seconds));
            await AskLockJob.RunAsync(default);
        }

        (await QueryAsync<int>("select attempts from lock_code")).Should().Be(4, "at once, after 30, 60 and 120 seconds");
        (await MailsAsync(MailKind.LockFailing)).Should().Be(1);
        server.Broken = 0;
        Clock.Advance(NodaTime.Duration.FromSeconds(30));
        (await CodeAsync()).Should().Be(server.Opens[Booked].Code);
        (await Read.HandleAsync(Kitchen, default)).Terms.FailingSince.Should().BeNull();
    }

    [Fact]
    public async Task Question_WithAnotherKey_IsRefusedByTheLock()
    {
        server.Key = LockSignature.NewKey();
        Clock.Reset(Soon);

        (await CodeAsync()).Should().BeNull();

        server.Key = (await SetLock.HandleAsync(Kitchen, null, newKey: true, Caretaker, default)).Should().BeOfType<SetLockOutcome.Set>().Which.Key!;
        Clock.Advance(NodaTime.Duration.FromSeconds(10));
        (await CodeAsync()).Should().NotBeNull();
    }

    [Fact]
    public async Task Lock_ThatIsAskedNoMore_ForgetsItsCodes()
    {
        await AskLockJob.RunAsync(default);
        server.Opens.Should().ContainKey(Booked);

        await ChooseAsync(AccessSource.None);
        await AskLockJob.RunAsync(default);

        server.Opens.Should().BeEmpty();
    }

    [Fact]
    public async Task Lock_Inside_IsNeverCalled()
    {
        using var client = new HttpClient(PublicConnections.Handler(allowLocal: false));

        (await client.Invoking(one => one.GetAsync(server.Address)).Should().ThrowAsync<HttpRequestException>())
            .WithInnerException<NotPublicException>();
        using var call = new CallLock(FetchLimits.Usual);
        (await call.HandleAsync(server.Address.AbsoluteUri, server.Key, new LockQuestion(true, Booked, "AAA", "koekkenet", FridayEvening), Start, default))
            .Should().Be(new LockAnswer.Failed());
        server.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://example.dk/lock")]
    [InlineData("https://example.dk:8443/lock")]
    [InlineData("vrøvl")]
    public async Task Address_ThatIsNone_IsNotTaken(string typed) =>
        (await SetLock.HandleAsync(Kitchen, typed, newKey: false, Caretaker, default)).Should().BeOfType<SetLockOutcome.AddressWrong>();
}
