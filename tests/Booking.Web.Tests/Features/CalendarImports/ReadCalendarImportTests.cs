using Booking.Web.Features.CalendarImports;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.OwnUse;
using Microsoft.AspNetCore.Http;

namespace Booking.Web.Tests.Features.CalendarImports;

public sealed class ReadCalendarImportTests : OwnUseHandlers
{
    private CalendarServer server = null!;

    private ReadCalendarImport Import => new(Source, Catalogue, server.Fetch, server.Limits, Clock);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        server = await CalendarServer.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task OutlookExport_TakesItsTimes_AndIsChangedAndReadAgain()
    {
        server.Serve(Exports.Outlook, "1");
        await AddAsync();
        (await TimesAsync()).Should().Equal(At(Friday, 8, 10), At(Friday.PlusDays(7), 8, 10), At(Friday.PlusDays(21), 8, 10));
        var first = await QueryAsync<long[]>("select array_agg(id order by id) from occupancy where period && tstzrange('2026-11-27', '2026-12-05')");

        // Nothing is changed where nothing has changed.
        await AgainAsync();
        (await ListAsync()).ReadAt.Should().Be(Clock.GetCurrentInstant());
        server.Asked[^1].IfNoneMatch.ToString().Should().Be("\"1\"");

        // One date more is off, another hour is added.
        server.Serve(Exports.Outlook.Replace("EXDATE;TZID=Romance Standard Time:20261211T080000",
            "EXDATE;TZID=Romance Standard Time:20261211T080000,20261218T080000", StringComparison.Ordinal)
            .Replace("STATUS:TENTATIVE", "STATUS:CONFIRMED", StringComparison.Ordinal)
            .Replace("BUSYSTATUS:TENTATIVE", "BUSYSTATUS:BUSY", StringComparison.Ordinal), "2");
        await AgainAsync();

        (await TimesAsync()).Should().Equal(At(Friday, 8, 10), At(new LocalDate(2026, 11, 30), 12, 13), At(Friday.PlusDays(7), 8, 10));
        (await QueryAsync<long[]>("select array_agg(id order by id) from occupancy where period && tstzrange('2026-11-27', '2026-12-05') and lower(period) <> '2026-11-30T11:00:00Z'"))
            .Should().Equal(first, "what is the same is left alone");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task GoogleExport_BlocksTheWholeDay_ButNotWhatWasDeclinedOrIsFree()
    {
        server.Serve(Exports.Google, "1");
        await AddAsync();

        (await TimesAsync()).Should().Equal(At(new LocalDate(2026, 12, 1), 0, 24));
        (await OwnRowsAsync("kind = 'imported'")).Should().Be(2);
    }

    [Fact]
    public async Task Events_AtTheSameTimeAndOneAfterTheOther_EachKeepTheirOwnTimeAndTitle()
    {
        server.Serve(
            "BEGIN:VCALENDAR\r\n" + Event("a", "Dans", 8, 10) + Event("b", "Kor", 8, 10) + Event("c", "Skak", 9, 11) + Event("d", "Yoga", 11, 12)
            + "END:VCALENDAR\r\n", "1");

        await AddAsync();

        (await OverviewAsync()).Coming.Select(time => (time.Title, time.Period)).Should().BeEquivalentTo(
            [("Dans", At(Friday, 8, 10)), ("Kor", At(Friday, 8, 10)), ("Skak", At(Friday, 9, 11)), ("Yoga", At(Friday, 11, 12))]);
        await ShouldBeConsistentAsync();

        string Event(string uid, string title, int from, int to) =>
            $"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTART:20261127T{from - 1:00}0000Z\r\nDTEND:20261127T{to - 1:00}0000Z\r\nEND:VEVENT\r\n";
    }

    [Fact]
    public async Task Booking_ThatIsMet_StaysAndIsListed()
    {
        var booking = await PlacedAsync(Hall, At(Friday, 9, 11), await PersonAsync());
        server.Serve(Exports.Outlook, "1");

        await AddAsync();

        var clash = (await OverviewAsync()).Clashes.Should().ContainSingle().Subject;
        (clash.BookingId, clash.Title).Should().Be((booking, "Idræt 7.b"));
        (await ReadAsync(booking)).Status.ToString().Should().Be("Confirmed");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task BrokenLine_IsTold_AndWhatWasKnownOfItsEventStays()
    {
        server.Serve(Exports.Outlook, "1");
        await AddAsync();
        server.Serve(Exports.Outlook.Replace("DTSTART;TZID=Romance Standard Time:20261127T080000", "DTSTART;TZID=Romance Standard Time:20261327T080000", StringComparison.Ordinal), "2");

        await AgainAsync();

        var problem = (await ListAsync()).Problems.Should().ContainSingle().Subject;
        (problem.Line, problem.Text).Should().Be((26, "20261327T080000"));
        (await TimesAsync()).Should().HaveCount(3);
        (await ListAsync()).Fault.Should().BeNull();
    }

    [Theory]
    [InlineData("500", "Refused")]
    [InlineData("gone", "NoAccess")]
    [InlineData("slow", "TooSlow")]
    [InlineData("huge", "TooLarge")]
    [InlineData("endless", "TooLarge")]
    [InlineData("page", "NotACalendar")]
    [InlineData("cut", "CutOff")]
    [InlineData("many", "TooManyTimes")]
    [InlineData("around", "TooManyRedirects")]
    [InlineData("inside", "NotPublic")]
    [InlineData("plain", "NotPublic")]
    [InlineData("broken", "Unreachable")]
    public async Task Failure_IsTold_AndTheLastGoodStateStays(string way, string fault)
    {
        server.Serve(Exports.Outlook, "1");
        await AddAsync();
        server.Answer = Failing(way);

        await AgainAsync();

        var calendar = await ListAsync();
        (calendar.Fault, calendar.FailingSince).Should().Be((fault, Clock.GetCurrentInstant()));
        (await TimesAsync()).Should().HaveCount(3);

        server.Serve(Exports.Outlook, "2");
        await AgainAsync();
        ((await ListAsync()).Fault, (await ListAsync()).FailingSince).Should().Be((null, null));
    }

    [Fact]
    public async Task Redirects_AreFollowed_UpToThree()
    {
        server.Answer = async http =>
        {
            if (http.Request.Query["n"] == "3")
            {
                await http.Response.WriteAsync(Exports.Google);
                return;
            }

            var next = int.Parse(http.Request.Query["n"].FirstOrDefault() ?? "0", System.Globalization.CultureInfo.InvariantCulture) + 1;
            http.Response.Redirect($"/elsewhere.ics?n={next}");
        };

        await AddAsync();

        (await TimesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task FailureForADay_IsToldOnce_ToThoseWhoLookAfterThePlace()
    {
        server.Answer = Failing("500");
        await AddAsync();
        for (var hour = 0; hour < 30; hour++)
        {
            (await MailsAsync(MailKind.CalendarFailing)).Should().Be(hour < 24 ? 0 : 1, $"after {hour} hours");
            Clock.AdvanceHours(1);
            await Import.HandleAsync(await IdAsync(), CancellationToken.None);
        }

        (await QueryAsync<string>("select recipient from outbox where kind = 'calendar-failing'")).Should().Be(Secretary.Email);
        (await QueryAsync<string>("select content::text from outbox where kind = 'calendar-failing'")).Should().Contain("Skolens kalender").And.NotContain("private-0123456789");
    }

    [Fact]
    public async Task AnotherDay_ReadsAllOfIt_BecauseTheWindowHasMoved()
    {
        server.Serve(Exports.Outlook, "1");
        await AddAsync();
        Clock.AdvanceDays(1);

        await Import.HandleAsync(await IdAsync(), CancellationToken.None);

        server.Asked[^1].IfNoneMatch.ToString().Should().BeEmpty();
        (await TimesAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task TwoServers_AtOnce_ReadOnce()
    {
        server.Serve(Exports.Outlook, "1");
        await AddAsync();
        Clock.Advance(ReadCalendarImport.Every);
        var (id, before) = (await IdAsync(), server.Asked.Count);

        await AtOnceAsync(4, async number =>
        {
            await Import.HandleAsync(id, CancellationToken.None);
            return number;
        });

        (server.Asked.Count - before).Should().Be(1);
    }

    [Fact]
    public async Task NothingIsSentAlong_ButWhatVersionIsKnown()
    {
        server.Serve(Exports.Outlook, "1");
        await AddAsync();

        server.Asked.Should().ContainSingle().Which.Keys.Should().BeEquivalentTo("Accept", "Host", "User-Agent");
    }

    [Fact]
    public async Task Removed_GivesTheTimeBack_AndForgetsTheAddress()
    {
        server.Serve(Exports.Outlook, "1");
        await AddAsync();

        (await new RemoveCalendarImport(Source, Clock).HandleAsync(Hall, await IdAsync(), Secretary, CancellationToken.None)).Should().BeTrue();

        (await OwnRowsAsync()).Should().Be(0);
        (await CountAsync("calendar_import")).Should().Be(0);
        (await QueryAsync<long>("select count(*) from audit where detail::text like '%private-%'")).Should().Be(0);
    }

    [Theory]
    [InlineData("", "https://example.dk/x.ics", "", AddCalendarOutcome.NameMissing)]
    [InlineData("Hallen", "http://example.dk/x.ics", "", AddCalendarOutcome.AddressWrong)]
    [InlineData("Hallen", "https://example.dk/x.ics", "skole", AddCalendarOutcome.EmailWrong)]
    public async Task Form_ThatMakesNoSense_AddsNothing(string name, string address, string email, AddCalendarOutcome expected)
    {
        (await new AddCalendarImport(Source, Import, server.Limits, Clock).HandleAsync(
            Hall, new CalendarForm { Name = name, Address = address, OwnerEmail = email }, Secretary, CancellationToken.None)).Should().Be(expected);
        (await CountAsync("calendar_import")).Should().Be(0);
    }

    private static RequestDelegate Failing(string way) => async http =>
    {
        switch (way)
        {
            case "500":
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "gone":
                http.Response.StatusCode = StatusCodes.Status410Gone;
                break;
            case "slow":
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "huge":
                http.Response.ContentLength = 3_000_000;
                await http.Response.Body.FlushAsync();
                break;
            case "endless":
                for (var line = 0; line < 2000 && !http.RequestAborted.IsCancellationRequested; line++)
                {
                    await http.Response.WriteAsync(new string('x', 1000) + "\r\n");
                }

                break;
            case "page":
                await http.Response.WriteAsync("<!doctype html><h1>Log ind</h1>");
                break;
            case "cut":
                await http.Response.WriteAsync(Exports.Outlook[..800]);
                break;
            case "many":
                await http.Response.WriteAsync("BEGIN:VCALENDAR\r\n" + string.Concat(Enumerable.Range(0, 300).Select(number =>
                    $"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:19000101T000000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n")) + "END:VCALENDAR\r\n");
                break;
            case "around":
                http.Response.Redirect(http.Request.Path);
                break;
            case "inside":
                http.Response.Redirect("https://169.254.169.254/latest/meta-data");
                break;
            case "plain":
                http.Response.Redirect("http://example.dk/x.ics");
                break;
            case "broken":
                http.Abort();
                break;
        }
    };

    private Task<Guid> IdAsync() => QueryAsync<Guid>("select id from calendar_import");

    private async Task AddAsync() =>
        (await new AddCalendarImport(Source, Import, server.Limits, Clock).HandleAsync(
            Hall, new CalendarForm { Name = "Skolens kalender", Address = server.Address.AbsoluteUri }, Secretary, CancellationToken.None))
        .Should().Be(AddCalendarOutcome.Added);

    private async Task AgainAsync()
    {
        Clock.Advance(ReadCalendarImport.Every);
        await Import.HandleAsync(await IdAsync(), CancellationToken.None);
    }

    private async Task<CalendarImport> ListAsync() => (await new ListCalendarImports(Source, Clock).HandleAsync(Hall.Id, CancellationToken.None)).Single();

    private async Task<List<Interval>> TimesAsync() =>
        [.. (await OverviewAsync()).Coming.Select(time => time.Period)];
}
