using System.Net;
using System.Text.Json;
using Booking.Testing;
using Booking.Web.Features.Waitlist;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that waits for time somebody else has, and answers what it is offered.</summary>
public sealed class WaitlistTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string From = "2026-11-30T17:00+01:00";
    private const string To = "2026-11-30T21:00+01:00";

    private readonly BookingApplication application = fixture.Application;
    private TestResource kitchen = null!;
    private ApiClient anna = null!;
    private ApiClient bo = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        (anna, bo) = (await ApiClient.ForNewPersonAsync(application), await ApiClient.ForNewPersonAsync(application));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<ApiAnswer> JoinAsync(int minutes = 240, int? leastMinutes = null, string start = From, string? resource = null, string key = "k") =>
        bo.SendAsync(
            HttpMethod.Post, "/api/v1/waitlist",
            JsonSerializer.Serialize(new { resources = new[] { resource ?? kitchen.Slug }, windows = new[] { new { start, end = To } }, minutes, leastMinutes, people = 2 }),
            ("Idempotency-Key", key));

    [Fact]
    public async Task WhoWaits_SeesWhereTheyStand_AndSaysYesToWhatIsOffered()
    {
        var booking = (await anna.BookAsync(kitchen, From, To)).Response.Headers.Location!.OriginalString;
        var joined = await JoinAsync(leastMinutes: 60);
        joined.Status.Should().Be(HttpStatusCode.Created, joined.Text);
        (await JoinAsync(leastMinutes: 60)).Response.Headers.Location.Should().Be(joined.Response.Headers.Location);
        ((int?)joined.Json["times"]![0]!["ahead"]).Should().Be(0);
        ((string?)joined.Json["times"]![0]!["start"]).Should().Be("2026-11-30T17:00:00+01:00");

        await anna.DeleteAsync(booking);
        await application.Services.GetRequiredService<OfferFreedTime>().HandleAsync(kitchen.Id, default);
        var waiting = (await bo.GetAsync("/api/v1/waitlist")).Json[0]!;
        var offer = (string)waiting["offer"]!["id"]!;
        ((string?)waiting["offer"]!["answer"]).Should().Be("open");
        (await anna.PostAsync($"/api/v1/waitlist/offers/{offer}/answer", new { yes = true })).Code.Should().Be("UnknownOffer");
        var taken = await bo.PostAsync($"/api/v1/waitlist/offers/{offer}/answer", new { yes = true });

        ((string?)taken.Json["status"]).Should().Be("confirmed", taken.Text);
        (await bo.PostAsync($"/api/v1/waitlist/offers/{offer}/answer", new { yes = true })).Text.Should().Be(taken.Text);
        (await bo.PostAsync($"/api/v1/waitlist/offers/{offer}/answer", new { yes = false })).Code.Should().Be("OfferOver");
        var after = (await bo.GetAsync(joined.Response.Headers.Location!.OriginalString)).Json;
        ((string?)after["closed"], (string?)after["chain"]![0]!["answer"]).Should().Be(("had", "yes"));
    }

    [Fact]
    public async Task TheLine_IsReadByThoseWhoLookAfterThePlace_WithoutNames()
    {
        var source = application.Database.DataSource;
        var owner = $"ejer-{Guid.NewGuid():N}";
        kitchen = await new TestResource { Owner = owner }.InsertAsync(source);
        var caretaker = await ApiClient.ForAsync(application, await (await TestPerson.InsertAsync(source, "Pedel")).MakeCaretakerAsync(source, owner));
        var booking = (await anna.BookAsync(kitchen, From, To)).Response.Headers.Location!.OriginalString;
        await JoinAsync(leastMinutes: 60, key: "line");
        var address = $"/api/v1/waitlist/of/{kitchen.Slug}";

        var line = await caretaker.GetAsync(address);
        var waiter = line.Json["waiting"]!.AsArray().Single()!;
        ((string)waiter["start"]!, (int)waiter["minutes"]!, (int)waiter["leastMinutes"]!, (int)waiter["times"]!).Should().Be(("2026-11-30T17:00:00+01:00", 240, 60, 1));
        line.Text.Should().NotContain(bo.Person.Name).And.NotContain(bo.Person.Id.ToString());
        await anna.DeleteAsync(booking);
        await application.Services.GetRequiredService<OfferFreedTime>().HandleAsync(kitchen.Id, default);

        var offer = (await caretaker.GetAsync(address)).Json["offers"]!.AsArray().Single()!;
        ((int)offer["place"]!, (string)offer["answer"]!).Should().Be((1, "open"));
        (await bo.GetAsync(address)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await caretaker.GetAsync("/api/v1/waitlist/of/findes-ikke")).Code.Should().Be("UnknownOwnPlace");
    }

    [Fact]
    public async Task Join_ForWhatCannotBeWaitedFor_SaysWhy()
    {
        var free = await JoinAsync();
        (free.Status, free.Code, (string?)free.Json["alternatives"]![0]!["resource"]).Should().Be((HttpStatusCode.Conflict, "FreeNow", kitchen.Slug));
        (await JoinAsync(minutes: 241)).Errors.Should().Equal("minutes");
        (await JoinAsync(minutes: 0)).Errors.Should().Equal("minutes");
        (await JoinAsync(leastMinutes: 300)).Errors.Should().Equal("leastMinutes");
        (await JoinAsync(start: To)).Errors.Should().Equal("windows");
        (await JoinAsync(resource: "findes-ikke")).Code.Should().Be("UnknownResource");
        (await bo.PostAsync("/api/v1/waitlist", new { })).Errors.Should().BeEquivalentTo("resources", "windows", "minutes", "people", "Idempotency-Key");

        await anna.BookAsync(kitchen, From, To);
        var entry = (await JoinAsync()).Response.Headers.Location!.OriginalString;
        (await anna.GetAsync(entry)).Code.Should().Be("UnknownWish");
        (await anna.DeleteAsync(entry)).Code.Should().Be("UnknownWish");
        (await bo.DeleteAsync(entry)).Status.Should().Be(HttpStatusCode.NoContent);
        (await bo.DeleteAsync(entry)).Status.Should().Be(HttpStatusCode.NoContent);
        ((string?)(await bo.GetAsync(entry)).Json["closed"]).Should().Be("left");
    }
}
