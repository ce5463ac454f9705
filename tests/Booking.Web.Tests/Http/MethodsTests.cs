using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Http;

public sealed class MethodsTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private static readonly string[] Addresses = ["/", "/resources", "/sign-in", "/sign-in/code", "/profile", "/was", "/sign-out", "/language", "/bookings"];

    private readonly BookingApplication application = fixture.Application;

    public static TheoryData<string, string> UnknownMethods
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var address in Addresses)
            {
                foreach (var method in new[] { "TRACE", "PUT", "DELETE", "PATCH", "FOO", "OPTIONS" })
                {
                    cases.Add(method, address);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(UnknownMethods))]
    public async Task Page_AskedInAnUnknownWay_Is405(string method, string address)
    {
        var page = await Page.ReadAsync(await SendAsync(method, address));

        page.Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        page.Heading.Should().Be("Det kan man ikke her");
        page.Response.Content.Headers.Allow.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/resources", HttpStatusCode.OK)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/was", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/css/site.css", HttpStatusCode.OK)]
    [InlineData("/profile", HttpStatusCode.Found)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    public async Task Page_AskedForItsHeadOnly_AnswersAsToGet(string address, HttpStatusCode status)
    {
        var head = await SendAsync("HEAD", address);
        var get = await SendAsync("GET", address);

        head.StatusCode.Should().Be(status).And.Be(get.StatusCode);
        head.Content.Headers.ContentType.Should().Be(get.Content.Headers.ContentType);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        return await application.NewBrowser().Http.SendAsync(request);
    }
}
