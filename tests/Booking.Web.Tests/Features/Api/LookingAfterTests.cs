using System.Net;
using AngleSharp;
using Booking.Testing;
using Booking.Web.Features.Owners;

namespace Booking.Web.Tests.Features.Api;

/// <summary>What those who look after a place do through the API: how one gets in, and what whoever leaves goes through.</summary>
public sealed class LookingAfterTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private readonly string owner = $"ejer-{Guid.NewGuid():N}";
    private TestResource kitchen = null!;
    private ApiClient caretaker = null!;
    private ApiClient other = null!;
    private Browser? browser;

    public async Task InitializeAsync()
    {
        var source = application.Database.DataSource;
        kitchen = await new TestResource { Slug = $"k-{Guid.NewGuid():N}", Owner = owner }.InsertAsync(source);
        await new TestResource { Owner = $"{owner}-anden" }.InsertAsync(source);
        caretaker = await ApiClient.ForAsync(application, await (await TestPerson.InsertAsync(source, "Pedel")).MakeCaretakerAsync(source, owner));
        other = await ApiClient.ForAsync(application, await (await TestPerson.InsertAsync(source, "Anden")).MakeCaretakerAsync(source, $"{owner}-anden"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Access_TellsNoCode_AndAKeyOnce()
    {
        var address = $"/api/v1/access/{kitchen.Slug}";
        ((string)(await caretaker.GetAsync(address)).Json["source"]!).Should().Be("none");
        (await caretaker.PutAsync(address, new { source = "nogen", minutesBefore = 60 })).Errors.Should().Equal("source");
        (await caretaker.PutAsync(address, new { source = "fixed", minutesBefore = 7 })).Errors.Should().Equal("minutesBefore");
        (await caretaker.PutAsync($"{address}/code", new { code = "4711" })).Code.Should().Be("OtherSource");

        var chosen = await caretaker.PutAsync(address, new { source = "fixed", guideDa = "Den grønne dør.", minutesBefore = 60 });
        ((bool)chosen.Json["fixed"]!["isThere"]!).Should().BeFalse(chosen.Text);
        (await caretaker.PutAsync($"{address}/code", new { lastDay = "2026-11-01" })).Errors.Should().Equal("lastDay");
        (await caretaker.PutAsync($"{address}/code", new { })).Errors.Should().Equal("code");
        var saved = await caretaker.PutAsync($"{address}/code", new { code = "4711", lastDay = "2026-12-24" });
        ((string)saved.Json["fixed"]!["lastDay"]!).Should().Be("2026-12-24");
        saved.Text.Should().NotContain("4711");
        (await PageAsync()).Should().ContainAll("Den grønne dør.", "24. december").And.NotContain("4711");

        (await caretaker.PutAsync(address, new { source = "list", minutesBefore = 60 })).Json["fixed"].Should().BeNull();
        (await caretaker.MakeAsync($"{address}/codes", new { codes = new[] { new string('x', 101) } })).Errors.Should().Equal("codes");
        await caretaker.MakeAsync($"{address}/codes", new { codes = new[] { "A8", "B9" } });
        var added = await caretaker.MakeAsync($"{address}/codes", new { codes = new[] { "B9", "C7" } });
        ((int)added.Json["list"]!["left"]!).Should().Be(3, "what waits is not added again");
        ((int)(await caretaker.DeleteAsync($"{address}/codes")).Json["list"]!["left"]!).Should().Be(0);

        await caretaker.PutAsync(address, new { source = "lock", minutesBefore = 0 });
        (await caretaker.PutAsync($"{address}/lock", new { lockAddress = "http://10.0.0.1/" })).Errors.Should().Equal("lockAddress");
        var set = await caretaker.PutAsync($"{address}/lock", new { lockAddress = "https://laas.example.dk/hemmelig" });
        var key = (string)set.Json["key"]!;
        key.Should().MatchRegex("^[0-9a-f]{64}$");
        set.Text.Should().NotContain("hemmelig");
        ((string)set.Json["access"]!["lock"]!["host"]!).Should().Be("laas.example.dk");
        (await caretaker.PutAsync($"{address}/lock", new { lockAddress = "https://laas.example.dk/andet" })).Json["key"].Should().BeNull("it is told once");
        ((string)(await caretaker.PostAsync($"{address}/lock/key")).Json["key"]!).Should().MatchRegex("^[0-9a-f]{64}$").And.NotBe(key);
        (await PageAsync()).Should().Contain("laas.example.dk/…");

        (await caretaker.GetAsync("/api/v1/access")).Json.AsArray().Select(place => $"{place!["resource"]} {place["source"]}").Should().Equal($"{kitchen.Slug} lock");
        (await other.GetAsync(address)).Code.Should().Be("UnknownOwnPlace");
        (await other.PutAsync(address, new { source = "none", minutesBefore = 0 })).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.PostAsync($"{address}/lock/key")).Status.Should().Be(HttpStatusCode.NotFound);
        ((string)(await caretaker.GetAsync(address)).Json["source"]!).Should().Be("lock");
    }

    [Fact]
    public async Task Checklist_IsMadeOfLinesAddedOnce()
    {
        var address = $"/api/v1/checklists/{kitchen.Slug}";
        var usual = (await caretaker.PostAsync($"{address}/usual")).Json.AsArray();
        usual.Should().HaveCount(3);
        (await caretaker.PostAsync($"{address}/usual")).Json.AsArray().Should().HaveCount(3, "there is a list already");

        (await caretaker.MakeAsync(address, new { textDa = " ", textEn = new string('x', 121) })).Errors.Should().BeEquivalentTo("textDa", "textEn");
        (await caretaker.MakeAsync(address, new { textDa = new string('x', 121) })).Errors.Should().Equal("textDa");
        var (line, key) = (new { textDa = "Elmåleren", textEn = "The meter", isNumber = true }, Guid.NewGuid().ToString());
        var added = await caretaker.MakeAsync(address, line, key);
        added.Status.Should().Be(HttpStatusCode.Created, added.Text);
        (await caretaker.MakeAsync(address, line, key)).Json.AsArray().Should().HaveCount(4, "it is added once");
        (await caretaker.MakeAsync(address, line with { isNumber = false }, key)).Code.Should().Be("KeyUsed");
        var last = added.Json.AsArray()[^1]!;
        ((string)last["textEn"]!, (bool)last["isNumber"]!).Should().Be(("The meter", true));

        (await caretaker.DeleteAsync($"{address}/{usual[0]!["id"]}")).Json.AsArray().Select(one => (string)one!["textDa"]!)
            .Should().Equal("Lyset er slukket, og døre og vinduer er lukket", "Affaldet er taget med ud", "Elmåleren");
        (await other.MakeAsync(address, line)).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.DeleteAsync($"{address}/{last["id"]}")).Status.Should().Be(HttpStatusCode.NotFound);
        for (var number = 4; number <= 12; number++)
        {
            await caretaker.MakeAsync(address, new { textDa = $"Nummer {number}" });
        }

        (await caretaker.MakeAsync(address, new { textDa = "Nummer 13" })).Code.Should().Be("ChecklistFull");
        (await (await BrowserAsync()).GetAsync($"/handover/{kitchen.Slug}")).Document.QuerySelectorAll(".booking-list .booking-name").Should().HaveCount(12)
            .And.Contain(one => one.TextContent == "Elmåleren");
    }

    private async Task<string> PageAsync() => (await (await BrowserAsync()).GetAsync($"/access/{kitchen.Slug}")).Document.ToHtml();

    private async Task<Browser> BrowserAsync() => browser ??= await application.SignInAsync(caretaker.Person.Email);
}
