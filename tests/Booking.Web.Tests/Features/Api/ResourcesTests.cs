using System.Net;
using System.Text.Json.Nodes;
using Booking.Rules.Conditions;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Api;

public sealed class ResourcesTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;
    private readonly ApiClient nobody = ApiClient.ForNobody(fixture.Application);

    private Task<TestResource> InsertAsync(TestResource resource) => resource.InsertAsync(application.Database.DataSource);

    private static IEnumerable<string> Slugs(ApiAnswer answer) =>
        answer.Json["items"]!.AsArray().Select(item => (string)item!["slug"]!);

    [Fact]
    public async Task List_PageByPage_MeetsEachOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await InsertAsync(new TestResource { Description = "pagineret" });
        }

        List<string> met = [];
        var cursor = "";
        do
        {
            var answer = await nobody.GetAsync($"/api/v1/resources?q=pagineret&limit=2{cursor}");
            met.AddRange(Slugs(answer));
            // A resource that comes meanwhile, before what has been shown, moves nothing.
            await InsertAsync(new TestResource { Slug = $"a-{Guid.NewGuid():N}", Description = "pagineret" });
            cursor = answer.Json["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        met.Should().HaveCount(5).And.OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task List_NearADistrict_HasTheNearestFirstOnEveryPage()
    {
        await InsertAsync(new TestResource { District = "midtby", Kind = "other", Latitude = 56.15, Longitude = 10.20 });
        for (var i = 1; i <= 3; i++)
        {
            await InsertAsync(new TestResource { Slug = $"away-{4 - i}", Kind = "other", Latitude = 56.15, Longitude = 10.20 + (i * 0.01) });
        }

        var first = await nobody.GetAsync("/api/v1/resources?kind=other&near=midtby&limit=2");
        var second = await nobody.GetAsync($"/api/v1/resources?kind=other&near=midtby&limit=2&cursor={first.Json["next"]}");

        Slugs(first).Last().Should().Be("away-3");
        Slugs(second).Should().Equal("away-2", "away-1");
        second.Json["next"].Should().BeNull();
    }

    [Fact]
    public async Task List_WithFilters_HasOnlyWhatSuits()
    {
        var hall = await InsertAsync(new TestResource { Kind = "hall", Description = "spejlvæg", Capacity = 60 });
        await InsertAsync(new TestResource { Kind = "hall", Description = "spejlvæg", Capacity = 59 });
        await InsertAsync(new TestResource { Kind = "room", Description = "spejlvæg", Capacity = 60 });
        await InsertAsync(new TestResource { Kind = "hall", Capacity = 60 });
        await InsertAsync(new TestResource { Kind = "hall", Description = "spejlvæg", Capacity = 60, Published = false });

        Slugs(await nobody.GetAsync("/api/v1/resources?kind=hall&people=60&q=SPEJLVÆG")).Should().Equal(hall.Slug);
    }

    [Fact]
    public async Task List_OfNothing_IsEmpty()
    {
        var answer = await nobody.GetAsync("/api/v1/resources?q=findes-slet-ikke");

        answer.Status.Should().Be(HttpStatusCode.OK);
        Slugs(answer).Should().BeEmpty();
        answer.Json.AsObject().ContainsKey("next").Should().BeTrue();
    }

    [Fact]
    public async Task List_TellsWhatIsDescribed()
    {
        var resource = await InsertAsync(new TestResource { Description = "beskrevet", Features = ["step-free", "lift"] });

        var item = (await nobody.GetAsync("/api/v1/resources?q=beskrevet")).Json["items"]![0]!;

        item.ToJsonString().Should().Be(new JsonObject
        {
            ["slug"] = resource.Slug, ["name"] = "Køkkenet i Gellerup", ["kind"] = "kitchen", ["district"] = "gellerup", ["capacity"] = 20,
            ["address"] = "Gudrunsvej 1", ["latitude"] = 56.15, ["longitude"] = 10.13, ["features"] = new JsonArray("step-free", "lift"),
            ["timeZone"] = "Europe/Copenhagen", ["url"] = $"/resources/{resource.Slug}",
        }.ToJsonString());
    }

    [Theory]
    [InlineData("kind=castle", "kind")]
    [InlineData("near=atlantis", "near")]
    [InlineData("people=0", "people")]
    [InlineData("people=-1", "people")]
    [InlineData("people=four", "people")]
    [InlineData("people=99999999999", "people")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=1.5", "limit")]
    [InlineData("cursor=%21", "cursor")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("cursor=bm90IGEgY3Vyc29y", "cursor")]
    [InlineData("kind=castle&near=atlantis&cursor=x", "kind", "near", "cursor")]
    public async Task List_WithWhatItCannotRead_SaysWhichAndWhatItShouldBe(string query, params string[] fields)
    {
        var answer = await nobody.GetAsync($"/api/v1/resources?{query}");

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.MediaType.Should().Be("application/problem+json");
        answer.Code.Should().Be("Invalid");
        answer.Errors.Should().Equal(fields);
    }

    [Fact]
    public async Task List_WithFiltersThatAreEmpty_IsAsWithout() =>
        (await nobody.GetAsync("/api/v1/resources?kind=&near=&q=&people=&limit=&cursor=")).Text
            .Should().Be((await nobody.GetAsync("/api/v1/resources")).Text);

    [Fact]
    public async Task List_WithFarTooMuchText_IsRefused()
    {
        (await nobody.GetAsync($"/api/v1/resources?q={new string('x', 101)}")).Errors.Should().Equal("q");
        (await nobody.GetAsync($"/api/v1/resources?cursor={new string('x', 5000)}")).Errors.Should().Equal("cursor");
    }

    [Fact]
    public async Task Show_TellsTermsHoursAndClosures()
    {
        var resource = await InsertAsync(new TestResource
        {
            MinimumMinutes = 60, MaximumMinutes = 480, StepMinutes = 30, LeadMinutes = 120, HorizonDays = 90, BufferBeforeMinutes = 15,
            BufferAfterMinutes = 30, ReleaseAfterMinutes = 20, Hours = [(480, 720), (1080, 1560)],
            Closures = [(new LocalDate(2026, 12, 24), new LocalDate(2027, 1, 1))], Rules = [new Reconfirmation(2880, 1440)],
        });

        var answer = await nobody.GetAsync($"/api/v1/resources/{resource.Slug}");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json["terms"]!.ToJsonString().Should().Be(
            """
            {"minimumMinutes":60,"maximumMinutes":480,"stepMinutes":30,"leadMinutes":120,"horizonDays":90,"setUpMinutes":15,"cleanUpMinutes":30,"closedOnPublicHolidays":false,"pickUp":[],"return":[],"releaseAfterMinutes":20,"reconfirmAskMinutes":2880,"reconfirmAnswerMinutes":1440}
            """);
        answer.Json["openingHours"]!.AsArray().Should().HaveCount(14);
        answer.Json["openingHours"]![1]!.ToJsonString().Should().Be("""{"weekday":1,"opens":"18:00","closes":"26:00"}""");
        answer.Json["closures"]!.ToJsonString().Should().Be("""[{"from":"2026-12-24","until":"2027-01-01","reason":"Ferie"}]""");
        answer.Json["owner"]!["email"]!.ToString().Should().Be("beboerhuset@example.dk");
        answer.Json["slug"]!.ToString().Should().Be(resource.Slug);
    }

    [Theory]
    [InlineData(null, "Ferie")]
    [InlineData("en", "Holiday")]
    [InlineData("en-GB,en;q=0.9", "Holiday")]
    [InlineData("da, en;q=0.8", "Ferie")]
    [InlineData("de, en;q=0.5, da;q=0.4", "Holiday")]
    [InlineData("de", "Ferie")]
    [InlineData("en;q=0", "Ferie")]
    [InlineData(";;;,=", "Ferie")]
    public async Task Show_IsInTheLanguageAskedFor(string? accepted, string reason)
    {
        var day = new LocalDate(2026, 12, 24);
        var resource = await InsertAsync(new TestResource { Closures = [(day, day)] });

        var answer = await nobody.SendAsync(
            HttpMethod.Get, $"/api/v1/resources/{resource.Slug}", null, accepted is null ? [] : [("Accept-Language", accepted)]);

        ((string?)answer.Json["closures"]![0]!["reason"]).Should().Be(reason);
    }

    [Fact]
    public async Task Show_WhenThereIsNoneOrItIsNotPublished_IsNotFound()
    {
        var hidden = await InsertAsync(new TestResource { Published = false });

        foreach (var slug in (string[])["findes-ikke", hidden.Slug, "%2e%2e", new('x', 3000)])
        {
            var answer = await nobody.GetAsync($"/api/v1/resources/{slug}");
            answer.Status.Should().Be(HttpStatusCode.NotFound);
            answer.MediaType.Should().Be("application/problem+json");
        }
    }
}
