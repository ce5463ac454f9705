using System.Net;
using AngleSharp;
using Booking.Testing;
using Booking.Web.Tests.Features.Api;
using Dapper;

namespace Booking.Web.Tests.Features.DoorCodes;

/// <summary>The way in, through the pages and the API.</summary>
public sealed class DoorCodePagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser booker = null!;
    private Browser caretaker = null!;
    private string page = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        var kitchen = await new TestResource { Name = "Køkkenet", Slug = "koekkenet" }.InsertAsync(application.Database.DataSource);
        booker = await application.SignInAsync("bente@example.dk");
        var booked = await booker.FollowAsync(await booker.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00",
            new Dictionary<string, string?> { ["People"] = "4", ["Purpose"] = "Fest", ["Name"] = "Bente" }));
        page = booked.Response.RequestMessage!.RequestUri!.AbsolutePath;
        caretaker = await application.SignInAsync("pedel@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into owner_role (owner_id, person_id, role) select o.id, p.id, 'caretaker' from owner o, person p where p.email = 'pedel@example.dk'");
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Owner_SaysHowOneGetsIn_AndTheBookerSeesItInTime()
    {
        (await caretaker.GetAsync("/access")).Text.Should().ContainAll("Køkkenet", "Ingen kode");
        (await caretaker.FillInAsync("/access/koekkenet", new Dictionary<string, string?> { ["Source"] = "nogen" }, form: "form[action='/access/koekkenet']"))
            .Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        var chosen = await caretaker.FollowAsync(await caretaker.FillInAsync(
            "/access/koekkenet", new Dictionary<string, string?> { ["Source"] = "fixed", ["GuideDa"] = "Den grønne dør.", ["MinutesBefore"] = "120" }, form: "form[action='/access/koekkenet']"));
        chosen.Text.Should().Contain("Skriv koden. Indtil da kan ingen se den.");
        var saved = await caretaker.FollowAsync(await caretaker.FillInAsync(
            "/access/koekkenet", new Dictionary<string, string?> { ["code"] = "4711" }, form: "form[action$='/code']"));
        saved.Text.Should().Contain("Koden er gemt").And.NotContain("4711");

        (await booker.GetAsync(page)).Text.Should().Contain("Fra fredag 27. november kl. 15.00 kan du se koden her.").And.NotContain("Den grønne dør");
        (await ApiAsync()).Should().Be((HttpStatusCode.Conflict, "AccessTooEarly"));
        application.Clock.Advance(NodaTime.Duration.FromHours(45));
        (await booker.GetAsync(page)).Text.Should().Contain("Vis koden").And.NotContain("4711");
        var seen = await booker.FillInAsync(page, new Dictionary<string, string?>(), form: $"form[action='{page}/access']");
        seen.Status.Should().Be(HttpStatusCode.OK);
        seen.Text.Should().ContainAll("4711", "Den grønne dør.");
        seen.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await booker.GetAsync($"{page}/access")).RedirectsTo.Should().Be($"{page}#access");
        (await caretaker.GetAsync(page)).Text.Should().NotContain("Vis koden");
        (await ApiAsync()).Should().Be((HttpStatusCode.OK, "4711"));
        (await booker.GetAsync($"{page}/calendar.ics")).Text.Should().NotContain("4711").And.NotContain("grønne dør");
    }

    [Fact]
    public async Task LockKey_IsShownOnce()
    {
        await caretaker.FillInAsync("/access/koekkenet", new Dictionary<string, string?> { ["Source"] = "lock", ["MinutesBefore"] = "0" }, form: "form[action='/access/koekkenet']");
        (await caretaker.FillInAsync("/access/koekkenet", new Dictionary<string, string?> { ["address"] = "http://10.0.0.1/" }, form: "form[action$='/lock']"))
            .Document.QuerySelector("#address-error")!.TextContent.Should().Be("Skriv en adresse, der begynder med https://");

        var set = await caretaker.FillInAsync("/access/koekkenet", new Dictionary<string, string?> { ["address"] = "https://laas.example.dk/hemmelig" }, form: "form[action$='/lock']");

        var key = set.Document.QuerySelector("#secret")!.GetAttribute("value")!;
        key.Should().MatchRegex("^[0-9a-f]{64}$");
        var again = await caretaker.GetAsync("/access/koekkenet");
        again.Text.Should().Contain("laas.example.dk/…");
        again.Document.ToHtml().Should().NotContain(key).And.NotContain("hemmelig");
        var renewed = await caretaker.FillInAsync("/access/koekkenet", new Dictionary<string, string?>(), form: "form[action$='/lock/key']");
        renewed.Document.QuerySelector("#secret")!.GetAttribute("value").Should().NotBe(key);
    }

    private async Task<(HttpStatusCode Status, string? Said)> ApiAsync()
    {
        var api = await ApiClient.ForAsync(application, "bente@example.dk");
        var answer = await api.GetAsync($"/api/v1{page}/access");
        return (answer.Status, (string?)answer.Json["code"]);
    }
}
