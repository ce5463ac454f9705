using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

/// <summary>What owners do through the API: setting up, own use, handover and cases.</summary>
public sealed class OwnersTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private readonly string owner = $"ejer-{Guid.NewGuid():N}";
    private TestResource kitchen = null!;
    private ApiClient chair = null!;
    private ApiClient other = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        var source = application.Database.DataSource;
        kitchen = await new TestResource { Slug = $"k-{Guid.NewGuid():N}", Owner = owner }.InsertAsync(source);
        await new TestResource { Slug = $"a-{Guid.NewGuid():N}", Owner = $"{owner}-anden" }.InsertAsync(source);
        chair = await ApiClient.ForNewAsync(application, "Formand", owner, OwnerRole.Administrator);
        other = await ApiClient.ForNewAsync(application, "Anden", $"{owner}-anden", OwnerRole.Administrator);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Setup_FromDraftToSharedAndOutOfUse()
    {
        var (draft, key) = (new { owner, kind = "room", nameDa = "Stuen" }, Guid.NewGuid().ToString());
        var made = await PostAsync("/api/v1/setup", draft, key);
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        var address = made.Response.Headers.Location!.ToString();
        (await PostAsync("/api/v1/setup", draft, key)).Response.Headers.Location!.ToString().Should().Be(address, "it is made once");
        (await PostAsync("/api/v1/setup", draft with { nameDa = "Salen" }, key)).Code.Should().Be("KeyUsed");
        Texts(made.Json["missing"]).Should().Equal("where", "use", "there", "rules");
        (await PutAsync($"{address}/publication", new { })).Code.Should().Be("AnswersMissing");

        var wrong = await chair.PatchAsync(address, new { address = "", people = 0, count = 60, latitude = 90.0, longitude = 10.0 });
        wrong.Status.Should().Be(HttpStatusCode.BadRequest);
        wrong.Errors.Should().BeEquivalentTo("address", "district", "people", "count", "latitude");
        wrong.Json["errors"]!["people"]![0]!.ToString().Should().Be("Skriv et tal mellem 1 og 10000.", "as the page says it");
        (await chair.PatchAsync(address, new { features = new[] { "bowling" }, lent = "uge" })).Errors.Should().BeEquivalentTo("features", "lent");
        (await chair.PatchAsync(address, new { names = new object[] { 1 } })).Errors.Should().Equal("names");
        (await chair.PatchAsync(address, new { })).Errors.Should().Equal("body");

        var answered = await chair.PatchAsync(address, new
        {
            nameDa = "Den store stue", address = "Vejen 1", district = "gellerup", latitude = 56.15, longitude = 10.13, people = 2, count = 2,
            descriptionDa = "Lys og rolig.", features = new[] { "wifi" }, houseRulesDa = new[] { "Luk vinduerne.", "Sluk lyset." },
        });
        answered.Status.Should().Be(HttpStatusCode.OK, answered.Text);
        address = $"/api/v1/setup/{(string)answered.Json["slug"]!}";
        address.Should().StartWith("/api/v1/setup/den-store-stue");
        ((int)answered.Json["count"]!, (double)answered.Json["latitude"]!, (string)answered.Json["state"]!).Should().Be((2, 56.15, "draft"));
        Texts((await chair.PostAsync($"{address}/starting-rules")).Json["missing"]).Should().BeEmpty();
        ((string)(await PutAsync($"{address}/publication", new { }))!.Json["state"]!).Should().Be("published");
        (await chair.GetAsync($"/api/v1/resources/{address.Split('/')[^1]}")).Status.Should().Be(HttpStatusCode.OK);

        await BookAsync(kitchen.Slug, chair.Person);
        (await chair.PatchAsync($"/api/v1/setup/{kitchen.Slug}", new { people = 1 })).Code.Should().Be("Touched");
        var asked = await PostAsync($"/api/v1/setup/{kitchen.Slug}/out-of-use", new { firstDay = "2026-11-27", lastDay = "2026-11-28", reason = "Maling" });
        asked.Json["bookings"]!.AsArray().Should().HaveCount(1, asked.Text);
        ((bool)asked.Json["done"]!).Should().BeFalse();
        (await StatusAsync()).Should().Be("confirmed");
        (await PostAsync($"/api/v1/setup/{kitchen.Slug}/out-of-use", new { firstDay = "2026-11-27", lastDay = "2026-11-28", reason = "", confirm = true })).Errors.Should().Equal("reason");
        ((bool)(await PostAsync($"/api/v1/setup/{kitchen.Slug}/out-of-use", new { firstDay = "2026-11-27", lastDay = "2026-11-28", reason = "Maling", confirm = true })).Json["done"]!)
            .Should().BeTrue();
        (await StatusAsync()).Should().Be("cancelled");
        ((string)(await chair.DeleteAsync($"/api/v1/setup/{kitchen.Slug}/publication")).Json["state"]!).Should().Be("paused");

        var first = await chair.GetAsync("/api/v1/setup?limit=1");
        var next = await chair.GetAsync($"/api/v1/setup?limit=1&cursor={(string)first.Json["next"]!}");
        first.Json["items"]!.AsArray().Concat(next.Json["items"]!.AsArray()).Select(one => (string)one!["slug"]!)
            .Should().BeEquivalentTo(kitchen.Slug, address.Split('/')[^1]);
        (await other.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.PatchAsync(address, new { people = 3 })).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task OwnUse_IsEnteredOnce_ChangedAndTakenOut()
    {
        var (use, key, address) = (
            new { title = "Undervisning", weekdays = new[] { 1 }, firstDay = "2026-11-30", fromTime = "08:00", untilTime = "15:00" },
            Guid.NewGuid().ToString(), $"/api/v1/own-use/{kitchen.Slug}");
        var added = await PostAsync($"{address}/series", use, key);
        added.Status.Should().Be(HttpStatusCode.Created, added.Text);
        var id = (string)added.Json["id"]!;
        ((string)(await PostAsync($"{address}/series", use, key)).Json["id"]!).Should().Be(id, "it is entered once");
        (await PostAsync($"{address}/series", use with { title = "Andet" }, key)).Code.Should().Be("KeyUsed");
        (await PostAsync($"{address}/series", new { title = new string('x', 121), weekdays = Array.Empty<int>(), firstDay = "i morgen", fromTime = "8", untilTime = "15:00" })).Errors
            .Should().BeEquivalentTo("title", "weekdays", "firstDay", "fromTime");
        (await PostAsync($"{address}/series", new { use.title, weekdays = new[] { 8 }, use.firstDay, use.fromTime, use.untilTime })).Errors.Should().Equal("weekdays");

        var shown = (await chair.GetAsync(address)).Json;
        shown["series"]!.AsArray().Should().HaveCount(1);
        var date = shown["coming"]![0]!;
        ((string)date["start"]!).Should().Be("2026-11-30T08:00:00+01:00");
        (await PutAsync($"{address}/series/{id}", use with { untilTime = "12:00" })).Status.Should().Be(HttpStatusCode.OK);
        ((string)(await chair.GetAsync(address)).Json["coming"]![0]!["end"]!).Should().Be("2026-11-30T12:00:00+01:00");
        (await chair.DeleteAsync($"{address}/times/{date["id"]}")).Status.Should().Be(HttpStatusCode.NoContent);
        ((string)(await chair.GetAsync(address)).Json["coming"]![0]!["ended"]!).Should().Be("removed");
        (await chair.PostAsync($"{address}/times/{date["id"]}/restoration")).Status.Should().Be(HttpStatusCode.NoContent);
        (await other.DeleteAsync($"{address}/series/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await chair.DeleteAsync($"{address}/series/{id}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await chair.GetAsync(address)).Json["series"]!.AsArray().Should().BeEmpty();
        (await chair.GetAsync("/api/v1/own-use")).Json.AsArray().Select(place => (string)place!["resource"]!).Should().Equal(kitchen.Slug);
    }

    [Fact]
    public async Task Handover_WithSomethingBroken_OpensOneCase_WhichIsAnsweredOnce()
    {
        var booker = await ApiClient.ForNewPersonAsync(application);
        var booking = await BookAsync(kitchen.Slug, booker.Person);
        var line = Guid.NewGuid();
        await ExecuteAsync("insert into handover_item (id, resource_id, kind, text_da, text_en) select @line, id, 'check', 'Ryddet op', 'Tidied' from resource where slug = @Slug", new { line, kitchen.Slug });
        var address = $"/api/v1/bookings/{booking}/handover";
        (await SendAsync(booker, HttpMethod.Put, address, new { })).Code.Should().Be("HandoverClosed");
        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 17, 0));

        ((bool)(await booker.GetAsync(address)).Json["isOpen"]!).Should().BeTrue();
        var body = new { done = new[] { line }, broken = new { what = "Ovnen virker ikke", details = "Den venstre." } };
        var key = Guid.NewGuid().ToString();
        (await SendAsync(booker, HttpMethod.Put, address, new { broken = new { what = new string('x', 121) } })).Errors.Should().Equal("broken");
        ((bool)(await SendAsync(booker, HttpMethod.Put, address, body, key)).Json["lines"]![0]!["done"]!).Should().BeTrue();
        await SendAsync(booker, HttpMethod.Put, address, body, key);
        (await SendAsync(other, HttpMethod.Put, address, body, key)).Status.Should().Be(HttpStatusCode.NotFound);

        var listed = (await chair.GetAsync("/api/v1/cases")).Json.AsArray();
        listed.Should().HaveCount(1);
        var broken = $"/api/v1/cases/{listed[0]!["id"]}";
        ((string)(await PutAsync($"{broken}/note", new { note = "Brug den højre" })).Json["note"]!).Should().Be("Brug den højre");
        (await PostAsync($"{broken}/closing", new { answer = "  " })).Errors.Should().Equal("answer");
        (await other.GetAsync(broken)).Status.Should().Be(HttpStatusCode.NotFound);
        (await PostAsync($"{broken}/closing", new { answer = "Den er lavet." })).Json["closedAt"].Should().NotBeNull();
        (await PostAsync($"{broken}/closing", new { answer = "Igen." })).Code.Should().Be("CaseClosed");
        (await booker.GetAsync("/api/v1/cases")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(one => (string)one!);

    private Task<ApiAnswer> PostAsync(string address, object body, string? key = null) => chair.MakeAsync(address, body, key);

    private Task<ApiAnswer> PutAsync(string address, object body) => chair.PutAsync(address, body);

    private static Task<ApiAnswer> SendAsync(ApiClient client, HttpMethod method, string address, object body, string? key = null) =>
        client.SendAsync(method, address, JsonSerializer.Serialize(body), ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    private async Task<Guid> BookAsync(string slug, SignedInPerson person)
    {
        var answer = await (await ApiClient.ForAsync(application, person)).BookAsync(
            new { resource = slug, start = "2026-11-27T17:00+01:00", end = "2026-11-27T21:00+01:00", people = 4 });
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        return Guid.Parse((string)answer.Json["id"]!);
    }

    private async Task<string?> StatusAsync()
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>("select status from booking where resource_id = @Id", new { kitchen.Id });
    }

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }
}
