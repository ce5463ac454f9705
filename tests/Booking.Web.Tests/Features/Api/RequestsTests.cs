using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Owners;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that says yes or no for an owner.</summary>
public sealed class RequestsTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string Requests = "/api/v1/requests";

    private readonly BookingApplication application = fixture.Application;
    private readonly string owner = $"ejer-{Guid.NewGuid():N}";
    private TestResource hall = null!;
    private ApiClient approver = null!;
    private ApiClient caretaker = null!;
    private ApiClient other = null!;
    private ApiClient bente = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        var source = application.Database.DataSource;
        hall = await new TestResource { Name = "Salen", Owner = owner, MaximumMinutes = 240, Rules = [new Approval(true, null, null, null, false)] }.InsertAsync(source);
        await new TestResource { Owner = $"{owner}-anden" }.InsertAsync(source);
        approver = await ApiClient.ForNewAsync(application, "Godkender", owner, OwnerRole.Approver);
        caretaker = await ApiClient.ForNewAsync(application, "Formand", owner, OwnerRole.Administrator);
        other = await ApiClient.ForNewAsync(application, "Anden", $"{owner}-anden", OwnerRole.Administrator);
        bente = await ApiClient.ForAsync(application, await TestPerson.InsertAsync(source, "Bente"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Answers the id of the booking.</summary>
    private async Task<string> AskAsync(int day, int hours = 4, string? why = null)
    {
        var asked = await bente.BookAsync(
            new { resource = hall.Slug, start = $"2026-12-0{day}T12:00+01:00", end = $"2026-12-0{day}T{12 + hours}:00+01:00", people = 12, purpose = "Fødselsdag", why });
        asked.Status.Should().Be(HttpStatusCode.Created, asked.Text);
        return (string)asked.Json["id"]!;
    }

    private async Task<List<string>> WaitingAsync() =>
        [.. (await approver.GetAsync(Requests)).Json["waiting"]!.AsArray().Select(one => (string)one!["id"]!)];

    [Fact]
    public async Task Request_IsReadWithItsBackground_AndAnsweredOnce_AsThePageShows()
    {
        var booking = await AskAsync(1);
        await AskAsync(2);

        var first = (await approver.GetAsync(Requests)).Json["waiting"]![0]!;
        ((string?)first["name"], (string?)first["resource"], (string?)first["start"], (string?)first["kind"], (string?)first["state"])
            .Should().Be(("Bente", hall.Slug, "2026-12-01T12:00:00+01:00", "approval", "waiting"));
        ((bool)first["background"]!["isFree"]!).Should().BeTrue();
        first["rules"]!.AsArray().Should().ContainSingle().Which!["reason"]!.ToString().Should().NotBeEmpty();
        first["booking"].Should().BeNull("who only answers does not see the booking");
        var address = $"{Requests}/{first["id"]}";
        ((string?)(await caretaker.GetAsync(address)).Json["booking"]).Should().Be(booking);

        (await approver.PostAsync($"{address}/answer", new { })).Errors.Should().Equal("yes");
        var silent = await approver.PostAsync($"{address}/answer", new { yes = false, reason = " " });
        silent.Errors.Should().Equal("reason");
        silent.Json["errors"]!["reason"]![0]!.ToString().Should().Be("Skriv, hvorfor du siger nej. Personen har krav på at vide det.", "as the page says it");
        (await approver.PostAsync($"{address}/answer", new { yes = true, reason = new string('x', 1001) })).Errors.Should().Equal("reason");
        (await other.GetAsync(address)).Code.Should().Be("UnknownRequest");
        (await other.PostAsync($"{address}/answer", new { yes = true })).Code.Should().Be("UnknownRequest");
        (await other.GetAsync(Requests)).Json["waiting"]!.AsArray().Should().BeEmpty();
        (await bente.GetAsync(Requests)).Code.Should().Be("NothingToAnswer");

        var answered = (await approver.PostAsync($"{address}/answer", new { yes = true, reason = "Velkommen" })).Json;
        ((string?)answered["state"], (string?)answered["answer"], (string?)answered["answeredBy"]).Should().Be(("granted", "Velkommen", "Godkender"));
        answered["background"].Should().BeNull();
        (await caretaker.PostAsync($"{address}/answer", new { yes = false, reason = "Nej" })).Code.Should().Be("RequestOver");
        ((string?)(await bente.GetAsync($"/api/v1/bookings/{booking}")).Json["status"]).Should().Be("confirmed");
        (await (await application.SignInAsync(caretaker.Person.Email)).GetAsync($"/requests/{first["id"]}")).Text
            .Should().ContainAll("Ejeren sagde ja", "Godkender sagde ja", "Velkommen");
    }

    [Fact]
    public async Task Several_GetTheSameAnswer_AndEachIsToldWhatBecameOfIt()
    {
        await AskAsync(3);
        var gone = await AskAsync(4);
        await AskAsync(5, hours: 6, why: "Vi er mange.");
        var ids = await WaitingAsync();
        ids.Should().HaveCount(3);
        await bente.DeleteAsync($"/api/v1/bookings/{gone}");

        (await approver.PostAsync($"{Requests}/answers", new { requests = Array.Empty<string>(), yes = true })).Errors.Should().Equal("requests");
        (await approver.PostAsync($"{Requests}/answers", new { requests = new[] { "alle" }, yes = true })).Errors.Should().Equal("requests");
        (await approver.PostAsync($"{Requests}/answers", new { requests = ids, yes = true })).Errors.Should().Equal(["reason"], "one is an exception");
        (await bente.PostAsync($"{Requests}/answers", new { requests = ids, yes = true })).Code.Should().Be("NothingToAnswer");

        var answered = await approver.PostAsync($"{Requests}/answers", new { requests = (string[])[.. ids, $"{Guid.NewGuid()}"], yes = false, reason = "Vi maler." });

        answered.Json.AsArray().Select(one => $"{one!["result"]} {one["state"]}")
            .Should().Equal("answered declined", "answered declined", "over withdrawn", "unknown ");
        (await WaitingAsync()).Should().BeEmpty();
    }
}
