using System.Net;
using Booking.Testing;
using Microsoft.OpenApi;

namespace Booking.Web.Tests.Features.Api;

/// <summary>The page about the API, for people.</summary>
public sealed class ApiPageTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task Page_ListsEveryOperationOfTheDescription_UnderOneSubject()
    {
        var document = OpenApiDocument.Parse((await ApiClient.ForNobody(application).GetAsync("/openapi/v1.json")).Text, "json").Document!;
        var described = document.Paths.SelectMany(path => path.Value.Operations!.Select(one => $"{one.Key.Method} {path.Key} {one.Value.Summary}"));

        var page = await application.NewBrowser().GetAsync("/api");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Document.QuerySelectorAll("tbody tr").Select(row => $"{row.QuerySelector("th")!.TextContent} {row.QuerySelector("td")!.TextContent}")
            .Should().BeEquivalentTo(described);
        page.Document.QuerySelectorAll("main h3").Select(heading => heading.TextContent).Should().Equal(document.Tags!.Select(tag => tag.Name));
        page.Text.Should().ContainAll($"curl '{BookingApplication.PublicUrl}api/v1/bookings'", "\"start\": \"2026-12-02T17:00:00+01:00\"");
        page.Document.QuerySelectorAll("main h3").Select(heading => $"#{heading.Id}")
            .Should().Equal(page.Document.QuerySelectorAll("main ul.tags a").Select(link => link.GetAttribute("href")));
        page.Document.QuerySelector("footer a[href='/api']").Should().NotBeNull();
    }

    [Fact]
    public async Task Page_IsOneForPeople_WhoAreSignedInByTheirCookie_AndTheRestIsForTokens()
    {
        var browser = await application.SignInAsync("bente@example.dk");

        (await browser.GetAsync("/api")).Document.QuerySelector("form[action='/sign-out']").Should().NotBeNull();
        (await browser.GetAsync("/api/")).Status.Should().Be(HttpStatusCode.OK);
        (await browser.GetAsync("/api/v1/bookings")).Response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await browser.GetAsync("/api/findes-ikke")).Response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }
}
