using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Http;

public sealed class LimitsTests
{
    [Fact]
    public async Task Requests_AboveTheLimitOfOneNetworkAddress_AreToldWhenToComeBack()
    {
        await using var application = await BookingApplication.CreateAsync(new Dictionary<string, string?> { ["Booking:RateLimit:PerMinute"] = "20" });
        var (flood, other) = (application.NewBrowser(), application.NewBrowser());

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => flood.GetAsync("/was")));

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        refused.Should().HaveCountGreaterThan(10);
        refused[0].Heading.Should().Be("Det gik for stærkt");
        refused[0].Response.Headers.RetryAfter!.Delta.Should().BePositive();
        (await other.GetAsync("/was")).Status.Should().Be(HttpStatusCode.OK);
        (await flood.GetAsync("/health/live")).Status.Should().Be(HttpStatusCode.OK);
        (await flood.GetAsync("/css/site.css")).Status.Should().Be(HttpStatusCode.OK);
        var api = await flood.GetAsync("/api/v1/resources");
        api.Status.Should().Be(HttpStatusCode.TooManyRequests);
        api.Response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("booking.example.dk", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task Requests_ForAHostThatIsNotOurs_AreRefusedWhenHostsAreSet(string host, HttpStatusCode status)
    {
        await using var application = await BookingApplication.CreateAsync(new Dictionary<string, string?> { ["AllowedHosts"] = "booking.example.dk" });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{host}/was");

        (await application.NewBrowser().Http.SendAsync(request)).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task ForwardedHeaders_FromAnybody_AreNotBelieved()
    {
        await using var application = await BookingApplication.CreateAsync();

        (await RefusedAtAsync(application, "198.51.100.1")).Should().BeTrue("all came from one address, whatever they said");
    }

    [Fact]
    public async Task ForwardedHeaders_FromAKnownProxy_TellWhoAsks()
    {
        await using var application = await BookingApplication.CreateAsync(
            new Dictionary<string, string?> { ["Booking:KnownProxies"] = "203.0.113.0/24, 198.51.100.1" });

        (await RefusedAtAsync(application, "198.51.100.1")).Should().BeFalse("the proxy said that each came from elsewhere");
        (await RefusedAtAsync(application, "198.51.100.2")).Should().BeTrue("that one is no proxy of ours");
    }

    /// <summary>Whether the twenty-first of requests for a code is refused that claim to come from many addresses.</summary>
    private static async Task<bool> RefusedAtAsync(BookingApplication application, string sender)
    {
        var browser = application.NewBrowser();
        browser.MoveTo(sender);
        var page = await browser.GetAsync("/sign-in");
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 21; i++)
        {
            browser.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"192.0.2.{i}");
            last = (await browser.SubmitAsync(page, new Dictionary<string, string?> { ["email"] = $"p{i}.{Guid.NewGuid():N}@example.dk" })).Status;
        }
        return last == HttpStatusCode.TooManyRequests;
    }
}
