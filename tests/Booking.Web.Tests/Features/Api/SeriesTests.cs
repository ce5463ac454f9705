using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that books a regular time.</summary>
public sealed class SeriesTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string Root = "/api/v1/series";

    private readonly BookingApplication application = fixture.Application;
    private TestResource kitchen = null!;
    private ApiClient anna = null!;
    private ApiClient bo = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        kitchen = await new TestResource { Owner = "huset" }.InsertAsync(application.Database.DataSource);
        (anna, bo) = (await ApiClient.ForNewPersonAsync(application), await ApiClient.ForNewPersonAsync(application));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Dictionary<string, object> Tuesdays(params (string Name, object Value)[] more)
    {
        var body = new Dictionary<string, object>
        {
            ["resource"] = kitchen.Slug, ["start"] = "2026-12-01T19:00+01:00", ["end"] = "2026-12-01T21:00+01:00", ["people"] = 4, ["occurrences"] = 4,
        };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return body;
    }

    private Task<ApiAnswer> PlaceAsync(object body, string key = "k") =>
        anna.SendAsync(HttpMethod.Post, Root, JsonSerializer.Serialize(body), ("Idempotency-Key", key));

    private static IEnumerable<string?> Starts(JsonNode dates) =>
        dates.AsArray().Where(date => date!["booking"] is not null).Select(date => (string?)date!["booking"]!["start"]);

    [Fact]
    public async Task Series_IsSeen_BookedOnce_ChangedFromOneDateOn_Continued_AndCalledOff()
    {
        await bo.BookAsync(kitchen, "2026-12-08T18:00+01:00", "2026-12-08T20:00+01:00");
        var seen = await anna.PostAsync($"{Root}/preview", Tuesdays());
        seen.Json.AsArray().Select(date => (bool)date!["free"]!).Should().Equal([true, false, true, true], seen.Text);
        ((string?)seen.Json[1]!["refusals"]![0]!["code"], (string?)seen.Json[1]!["instead"]!["start"]).Should().Be(("SlotTaken", "2026-12-08T20:00:00+01:00"));

        var placed = await PlaceAsync(Tuesdays(("leaveOut", new[] { "2026-12-15T19:00" })));
        placed.Status.Should().Be(HttpStatusCode.Created, placed.Text);
        var series = placed.Response.Headers.Location!.OriginalString;
        (await PlaceAsync(Tuesdays(("leaveOut", new[] { "2026-12-15T19:00" })))).Text.Should().Be(placed.Text, "the same is made once");
        (await PlaceAsync(Tuesdays())).Code.Should().Be("KeyUsed");
        Starts(placed.Json["dates"]!).Should().Equal("2026-12-01T19:00:00+01:00", "2026-12-22T19:00:00+01:00");
        placed.Json["dates"]!.AsArray().Select(date => date!["refusals"]!.AsArray().Count).Should().Equal(0, 1, 0, 0);
        (placed.Json["dates"]![1]!["waiting"] is not null, (string?)placed.Json["renewal"]!["next"]).Should().Be((true, "2026-12-29"));

        var again = await anna.PostAsync($"{series}/retry", new { date = "2026-12-15T19:00" });
        Starts(again.Json["dates"]!).Should().HaveCount(3, again.Text);
        var change = new Dictionary<string, object> { ["since"] = "2026-12-15T19:00", ["fromTime"] = "18:00" };
        var shown = await anna.PatchAsync(series, change);
        (shown.Status, shown.Json["dates"]!.AsArray().Count).Should().Be((HttpStatusCode.Accepted, 2), shown.Text);
        change["asShown"] = (string)shown.Json["asShown"]!;
        Starts((await anna.PatchAsync(series, change)).Json["dates"]!).Should().Equal(
            "2026-12-01T19:00:00+01:00", "2026-12-15T18:00:00+01:00", "2026-12-22T18:00:00+01:00");
        (await anna.PatchAsync(series, change)).Code.Should().Be("DatesChanged", "what was shown is no longer so");

        (await anna.PostAsync($"{series}/renewal/preview", new { occurrences = 2 })).Json.AsArray()
            .Select(date => (string?)date!["start"]).Should().Equal("2026-12-29T18:00:00+01:00", "2027-01-05T18:00:00+01:00");
        Starts((await anna.PostAsync($"{series}/renewal", new { occurrences = 2 })).Json["dates"]!).Should().HaveCount(5);

        var off = await anna.DeleteAsync(series, new { since = "2026-12-22T19:00" });
        off.Json["dates"]!.AsArray().Count(date => (string?)date!["booking"]?["status"] == "confirmed").Should().Be(2, off.Text);
        (await anna.PostAsync($"{series}/coming")).Code.Should().Be("NotAsked");
        (await anna.DeleteAsync(series)).Status.Should().Be(HttpStatusCode.OK);
        (await anna.DeleteAsync(series)).Code.Should().Be("NothingComing");
    }

    [Fact]
    public async Task Series_OfOthers_AndWhatCannotBe_IsSaidSo()
    {
        (await PlaceAsync(Tuesdays(("until", "2026-12-24")))).Errors.Should().Equal("until");
        (await PlaceAsync(Tuesdays(("weekdays", new[] { 8 })))).Errors.Should().Equal("weekdays");
        (await PlaceAsync(Tuesdays(("every", 13)))).Errors.Should().Equal("every");
        (await PlaceAsync(Tuesdays(("end", "2026-12-01T19:00+01:00")))).Errors.Should().Equal("end");
        (await PlaceAsync(Tuesdays(("resource", "findes-ikke")))).Code.Should().Be("UnknownResource");
        (await PlaceAsync(Tuesdays(("group", Guid.NewGuid())))).Code.Should().Be("UnknownGroup");
        var many = await PlaceAsync(Tuesdays(("occurrences", 60)), "many");
        (many.Status, many.Refusals.Single()).Should().Be((HttpStatusCode.UnprocessableEntity, "TooManyDates"));
        await bo.BookAsync(kitchen, "2026-12-29T08:00+01:00", "2026-12-29T22:00+01:00");
        var taken = Tuesdays(("start", "2026-12-29T19:00+01:00"), ("end", "2026-12-29T21:00+01:00"), ("until", "2026-12-30"));
        taken.Remove("occurrences");
        (await PlaceAsync(taken, "taken")).Code.Should().Be("NothingFree");

        var placed = await PlaceAsync(Tuesdays(), "mine");
        var series = placed.Response.Headers.Location!.OriginalString;
        foreach (var answer in new[]
        {
            await bo.GetAsync(series), await bo.DeleteAsync(series), await bo.PatchAsync(series, new { people = 3 }), await bo.PostAsync($"{series}/coming"),
            await bo.PostAsync($"{series}/retry", new { date = "2026-12-01T19:00" }), await bo.PostAsync($"{series}/renewal", new { occurrences = 2 }),
            await bo.PostAsync($"{series}/renewal/preview", new { occurrences = 2 }),
        })
        {
            answer.Code.Should().Be("UnknownSeries");
        }

        (await anna.PostAsync($"{series}/retry", new { date = "tirsdag" })).Errors.Should().Equal("date");
        (await anna.PostAsync($"{series}/renewal", new { })).Errors.Should().Equal("until");
        (await anna.PatchAsync(series, new { fromTime = "19" })).Errors.Should().Equal("fromTime");
        (await anna.DeleteAsync(series, new { since = "x" })).Errors.Should().Equal("since");
    }
}
