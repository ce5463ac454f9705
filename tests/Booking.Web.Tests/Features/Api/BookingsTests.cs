using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

public sealed class BookingsTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private TestResource kitchen = null!;
    private ApiClient anna = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        kitchen = await InsertAsync(new TestResource());
        anna = await ApiClient.ForNewPersonAsync(application);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<TestResource> InsertAsync(TestResource resource) => resource.InsertAsync(application.Database.DataSource);

    private async Task<string> BookAsync(string day, int from, int to)
    {
        var answer = await anna.BookAsync(kitchen, $"{day}T{from:00}:00+01:00", $"{day}T{to:00}:00+01:00", 4, "Fest");
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        return answer.Response.Headers.Location!.OriginalString;
    }

    private async Task<ApiClient> CaretakerAsync()
    {
        var person = await TestPerson.InsertAsync(application.Database.DataSource, "Pedel");
        return await ApiClient.ForAsync(application, await person.MakeCaretakerAsync(application.Database.DataSource, kitchen.Owner));
    }

    private static IEnumerable<string> Starts(ApiAnswer answer) =>
        answer.Json["items"]!.AsArray().Select(item => (string)item!["start"]!);

    [Fact]
    public async Task List_IsOnesOwnByStart_PageByPage()
    {
        var other = await ApiClient.ForNewPersonAsync(application);
        await other.BookAsync(kitchen, "2026-11-27T08:00+01:00", "2026-11-27T09:00+01:00");
        foreach (var day in (string[])["2026-11-29", "2026-11-27", "2026-11-30", "2026-11-28", "2026-12-01"])
        {
            await BookAsync(day, 10, 11);
        }

        List<string> met = [];
        var cursor = "";
        do
        {
            var answer = await anna.GetAsync($"/api/v1/bookings?limit=2{cursor}");
            met.AddRange(Starts(answer).Select(start => start[8..10]));
            cursor = answer.Json["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        met.Should().Equal("27", "28", "29", "30", "01");
    }

    [Fact]
    public async Task List_FromAndTo_HasWhatLiesBetweenAtLeastInPart()
    {
        await BookAsync("2026-11-27", 8, 10);
        await BookAsync("2026-11-27", 10, 12);
        await BookAsync("2026-11-27", 12, 14);

        async Task<IEnumerable<string>> Hours(string query) => Starts(await anna.GetAsync($"/api/v1/bookings?{query}")).Select(start => start[11..13]);

        (await Hours("from=2026-11-27T10:00%2B01:00")).Should().Equal("10", "12");
        (await Hours("from=2026-11-27T09:59%2B01:00")).Should().Equal("08", "10", "12");
        (await Hours("to=2026-11-27T10:00%2B01:00")).Should().Equal("08");
        (await Hours("to=2026-11-27T10:01%2B01:00")).Should().Equal("08", "10");
        (await Hours("from=2026-11-27T10:30%2B01:00&to=2026-11-27T11:00%2B01:00")).Should().Equal("10");
    }

    [Fact]
    public async Task List_HasWhatWasCancelledToo()
    {
        await anna.DeleteAsync(await BookAsync("2026-11-27", 8, 10));

        ((string?)(await anna.GetAsync("/api/v1/bookings")).Json["items"]![0]!["status"]).Should().Be("cancelled");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("cursor=OTk5OTk5OTk5OTk5OTk5OTk5OS4wMTlhYzFjNDdkMjA3YzNhOWU1MTNmNmI4YTJkNGMxMA", "cursor")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-11-27T10:00Z&to=2026-11-27T10:00Z", "to")]
    [InlineData("from=2026-11-27T10:00Z&to=2026-11-26T10:00Z", "to")]
    public async Task List_WithWhatItCannotRead_SaysWhich(string query, string field)
    {
        var answer = await anna.GetAsync($"/api/v1/bookings?{query}");

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Errors.Should().Equal(field);
    }

    [Fact]
    public async Task SomeoneElsesBooking_LooksLikeNone()
    {
        var booking = await BookAsync("2026-11-27", 8, 10);
        var stranger = await ApiClient.ForNewPersonAsync(application);

        async Task LooksTheSame(Func<ApiClient, string, Task<ApiAnswer>> ask)
        {
            var theirs = await ask(stranger, booking);
            var none = await ask(stranger, $"/api/v1/bookings/{Guid.CreateVersion7()}");
            theirs.Status.Should().Be(HttpStatusCode.NotFound, theirs.Text);
            theirs.Code.Should().Be("UnknownBooking");
            theirs.Text.Should().Be(none.Text);
        }

        await LooksTheSame((client, address) => client.GetAsync(address));
        await LooksTheSame((client, address) => client.DeleteAsync(address));
        await LooksTheSame((client, address) => client.PostAsync($"{address}/check-in"));
        await LooksTheSame((client, address) => client.PatchAsync(address, new { people = 2 }));
        ((string?)(await anna.GetAsync(booking)).Json["status"]).Should().Be("confirmed");
    }

    [Theory]
    [InlineData("/api/v1/bookings/1")]
    [InlineData("/api/v1/bookings/00000000-0000-0000-0000-000000000000")]
    [InlineData("/api/v1/bookings/%27%3B--")]
    public async Task Show_OfWhatIsNoId_IsNotFound(string address)
    {
        var answer = await anna.GetAsync(address);

        answer.Status.Should().Be(HttpStatusCode.NotFound);
        answer.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task EveryAddress_WithoutAToken_AsksForOne()
    {
        var booking = await BookAsync("2026-11-27", 8, 10);
        var nobody = ApiClient.ForNobody(application);

        foreach (var answer in (ApiAnswer[])
            [
                await nobody.GetAsync("/api/v1/bookings"), await nobody.GetAsync(booking), await nobody.DeleteAsync(booking),
                await nobody.PostAsync($"{booking}/check-in"), await nobody.PatchAsync(booking, new { people = 2 }),
            ])
        {
            answer.Status.Should().Be(HttpStatusCode.Unauthorized);
            answer.Code.Should().Be("Unauthorized");
        }
    }

    [Fact]
    public async Task CheckIn_IsPossibleFromHalfAnHourBeforeUntilTheEnd_AndOnce()
    {
        var booking = await BookAsync("2026-11-25", 20, 21);

        (await anna.PostAsync($"{booking}/check-in")).Code.Should().Be("CheckInTooEarly");
        application.Clock.AdvanceMinutes(30);
        var checkedIn = await anna.PostAsync($"{booking}/check-in");
        application.Clock.AdvanceMinutes(10);
        var again = await anna.PostAsync($"{booking}/check-in");

        checkedIn.Status.Should().Be(HttpStatusCode.OK, checkedIn.Text);
        ((string?)checkedIn.Json["checkedInAt"]).Should().Be("2026-11-25T19:30:00+01:00");
        checkedIn.Json["checkInBy"].Should().BeNull();
        again.Text.Should().Be(checkedIn.Text);
    }

    [Fact]
    public async Task CheckIn_AfterTheEndOrWhenCancelled_IsAConflict()
    {
        var over = await BookAsync("2026-11-25", 20, 21);
        var cancelled = await BookAsync("2026-11-25", 21, 22);
        await anna.DeleteAsync(cancelled);
        application.Clock.AdvanceHours(2);

        foreach (var (booking, code) in ((string, string)[])[(over, "CheckInTooLate"), (cancelled, "NotConfirmed")])
        {
            var answer = await anna.PostAsync($"{booking}/check-in");
            answer.Status.Should().Be(HttpStatusCode.Conflict);
            answer.Code.Should().Be(code);
        }
    }

    [Fact]
    public async Task Caretaker_MayReadCheckInAndCancelWithAReason()
    {
        var (used, unused) = (await BookAsync("2026-11-25", 19, 20), await BookAsync("2026-11-27", 8, 10));
        var caretaker = await CaretakerAsync();

        (await caretaker.GetAsync(used)).Status.Should().Be(HttpStatusCode.OK);
        (await caretaker.PostAsync($"{used}/check-in")).Status.Should().Be(HttpStatusCode.OK);
        var silent = await caretaker.DeleteAsync(unused);
        var blank = await caretaker.DeleteAsync(unused, new { reason = "  " });
        var said = await caretaker.DeleteAsync(unused, new { reason = "Vandskade" });

        silent.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        silent.Code.Should().Be("ReasonMissing");
        blank.Code.Should().Be("ReasonMissing");
        said.Status.Should().Be(HttpStatusCode.NoContent, said.Text);
        ((string?)(await anna.GetAsync(unused)).Json["endReason"]).Should().Be("Vandskade");
        (await caretaker.PatchAsync(used, new { people = 2 })).Status.Should().Be(HttpStatusCode.NotFound);
        Starts(await caretaker.GetAsync("/api/v1/bookings")).Should().BeEmpty();
    }

    [Fact]
    public async Task Cancel_FreesTheTimeOnceAndKeepsTheHistory()
    {
        var booking = await BookAsync("2026-11-27", 8, 10);

        var cancelled = await anna.DeleteAsync(booking, new { reason = "Vi er syge" });
        var again = await anna.DeleteAsync(booking);

        cancelled.Status.Should().Be(HttpStatusCode.NoContent, cancelled.Text);
        cancelled.Text.Should().BeEmpty();
        again.Status.Should().Be(HttpStatusCode.Conflict);
        again.Code.Should().Be("AlreadyEnded");
        var kept = (await anna.GetAsync(booking)).Json;
        ((string?)kept["status"]).Should().Be("cancelled");
        ((string?)kept["endReason"]).Should().Be("Vi er syge");
        ((string?)kept["endedAt"]).Should().Be("2026-11-25T19:00:00+01:00");
        await BookAsync("2026-11-27", 8, 10);
    }

    [Fact]
    public async Task Cancel_WhenInUseOrOver_IsTooLate()
    {
        var (used, over) = (await BookAsync("2026-11-25", 20, 22), await BookAsync("2026-11-25", 19, 20));
        application.Clock.AdvanceHours(1);
        await anna.PostAsync($"{used}/check-in");

        foreach (var booking in (string[])[used, over])
        {
            var answer = await anna.DeleteAsync(booking);
            answer.Status.Should().Be(HttpStatusCode.Conflict);
            answer.Code.Should().Be("CancelTooLate");
        }
    }

    [Theory]
    [InlineData("""{"reason":5}""", "reason")]
    [InlineData("""{"why":"x"}""", "why")]
    [InlineData("[]", "body")]
    [InlineData("{", null)]
    public async Task Cancel_WithABodyItCannotRead_CancelsNothing(string body, string? field)
    {
        var booking = await BookAsync("2026-11-27", 8, 10);

        var answer = await anna.SendAsync(HttpMethod.Delete, booking, body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        if (field is not null)
        {
            answer.Errors.Should().Equal(field);
        }

        ((string?)(await anna.GetAsync(booking)).Json["status"]).Should().Be("confirmed");
    }

    [Fact]
    public async Task Change_OfTheTime_KeepsTheRestAndFreesTheOldTime()
    {
        var booking = await BookAsync("2026-11-27", 8, 10);
        var before = (await anna.GetAsync(booking)).Json;

        // It overlaps its own old time.
        var changed = await anna.PatchAsync(booking, new { start = "2026-11-27T09:00+01:00", end = "2026-11-27T11:00+01:00" });

        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        ((string?)changed.Json["start"]).Should().Be("2026-11-27T09:00:00+01:00");
        ((string?)changed.Json["reference"]).Should().Be((string?)before["reference"]);
        ((string?)changed.Json["purpose"]).Should().Be("Fest");
        ((int)changed.Json["people"]!).Should().Be(4);
        (await anna.GetAsync(booking)).Text.Should().Be(changed.Text);
        await BookAsync("2026-11-27", 8, 9);
    }

    [Theory]
    [InlineData("""{"people":7}""", 7, "Fest", "10")]
    [InlineData("""{"purpose":" Dåb "}""", 4, "Dåb", "10")]
    [InlineData("""{"purpose":""}""", 4, "", "10")]
    [InlineData("""{"end":"2026-11-27T09:00+01:00"}""", 4, "Fest", "09")]
    [InlineData("""{"people":5,"purpose":null}""", 5, "Fest", "10")]
    public async Task Change_OfOneThing_LeavesTheOthers(string body, int people, string purpose, string end)
    {
        var booking = await BookAsync("2026-11-27", 8, 10);

        var changed = await anna.SendAsync(HttpMethod.Patch, booking, body);

        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        ((int)changed.Json["people"]!).Should().Be(people);
        ((string?)changed.Json["purpose"]).Should().Be(purpose);
        ((string)changed.Json["end"]!)[11..13].Should().Be(end);
    }

    [Fact]
    public async Task Change_SentTwice_IsMadeOnce()
    {
        var booking = await BookAsync("2026-11-27", 8, 10);
        await anna.PatchAsync(booking, new { people = 7 });
        await anna.PatchAsync(booking, new { people = 7 });

        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<int>(
            "select sequence from booking where id = @Id", new { Id = Guid.Parse(booking.Split('/')[^1]) })).Should().Be(1);
    }

    [Fact]
    public async Task Change_ToATakenTime_IsAConflictWithTimesThatAreAccepted()
    {
        var booking = await BookAsync("2026-11-27", 8, 10);
        await BookAsync("2026-11-27", 12, 14);

        var refused = await anna.PatchAsync(booking, new { start = "2026-11-27T13:00+01:00", end = "2026-11-27T15:00+01:00" });

        refused.Status.Should().Be(HttpStatusCode.Conflict, refused.Text);
        refused.Refusals.Should().Equal("SlotTaken");
        var alternatives = refused.Json["alternatives"]!.AsArray();
        alternatives.Should().HaveCount(3).And.OnlyContain(one => (string)one!["resource"]! == kitchen.Slug);
        foreach (var one in alternatives)
        {
            (await anna.PatchAsync(booking, new { start = (string)one!["start"]!, end = (string)one["end"]! })).Status.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Change_AgainstARule_IsRefusedAndChangesNothing()
    {
        var booking = await BookAsync("2026-11-27", 8, 10);
        var before = await anna.GetAsync(booking);

        var refused = await anna.PatchAsync(booking, new { people = 21, end = "2026-11-30T08:00+01:00" });

        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity, refused.Text);
        refused.Refusals.Should().Equal("TooLong", "TooManyPeople");
        (await anna.GetAsync(booking)).Text.Should().Be(before.Text);
    }

    [Fact]
    public async Task Change_OfABookingThatHasBegunOrEnded_IsTooLate()
    {
        var (begun, cancelled) = (await BookAsync("2026-11-25", 19, 21), await BookAsync("2026-11-27", 8, 10));
        await anna.DeleteAsync(cancelled);

        foreach (var booking in (string[])[begun, cancelled])
        {
            var answer = await anna.PatchAsync(booking, new { people = 2 });
            answer.Status.Should().Be(HttpStatusCode.Conflict, answer.Text);
            answer.Code.Should().Be("ChangeTooLate");
            answer.Refusals.Should().Equal("ChangeTooLate");
        }
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("""{"people":null}""", "body")]
    [InlineData("""{"status":"cancelled"}""", "status")]
    [InlineData("""{"people":"7"}""", "people")]
    [InlineData("""{"start":"2026-11-27T10:00+01:00"}""", "end")]
    [InlineData("""{"end":"2026-11-27T08:00+01:00"}""", "end")]
    [InlineData("""{"start":"2026-11-27T09:00"}""", "start")]
    public async Task Change_WithWhatItCannotRead_SaysWhich(string body, string field)
    {
        var booking = await BookAsync("2026-11-27", 8, 10);

        var answer = await anna.SendAsync(HttpMethod.Patch, booking, body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Errors.Should().Equal(field);
    }
}
