using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Http;

public sealed class SecurityHeadersTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/resources", HttpStatusCode.OK)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/was", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/css/site.css", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/profile", HttpStatusCode.Found)]
    [InlineData("/sign-out", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/resources?q=%00", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bookings", HttpStatusCode.Unauthorized)]
    [InlineData("/api/no-such", HttpStatusCode.NotFound)]
    public async Task Answer_OfAnyKind_TellsTheBrowserWhatToAllow(string address, HttpStatusCode status)
    {
        var response = await application.NewBrowser().Http.GetAsync(new Uri(address, UriKind.Relative));

        response.StatusCode.Should().Be(status);
        var policy = Header(response, "Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries);
        policy.Should().BeEquivalentTo(
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
            "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'");
        Header(response, "X-Content-Type-Options").Should().Be("nosniff");
        Header(response, "Referrer-Policy").Should().BeOneOf("strict-origin-when-cross-origin", "no-referrer");
        Header(response, "Cross-Origin-Opener-Policy").Should().Be("same-origin");
        Header(response, "Permissions-Policy").Should().Contain("camera=()").And.Contain("geolocation=()");
        Header(response, "X-Frame-Options").Should().Be("DENY");
        response.Headers.Contains("Server").Should().BeFalse();
    }

    [Fact]
    public async Task Answer_OverHttps_BindsTheBrowserToHttpsForAYear()
    {
        // Browsers take no such promise from localhost, so none is made to it.
        var response = await application.NewBrowser().Http.GetAsync(new Uri("https://booking.example.dk/was"));

        Header(response, "Strict-Transport-Security").Should().Be("max-age=31536000");
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-in/code")]
    [InlineData("/sign-in/link/00000000-0000-0000-0000-000000000000")]
    [InlineData("/profile")]
    public async Task Page_WithSecrets_IsNeitherStoredNorNamedToOtherSites(string address)
    {
        var response = await application.NewBrowser().Http.GetAsync(new Uri(address, UriKind.Relative));

        Header(response, "Referrer-Policy").Should().Be("no-referrer");
        response.Headers.CacheControl!.ToString().Should().Be("no-store");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/resources")]
    [InlineData("/was")]
    [InlineData("/profile")]
    [InlineData("/no-such-page")]
    public async Task Page_ForSomeoneSignedIn_IsNotStored(string address)
    {
        var browser = await application.SignInAsync("anna@example.dk");

        (await browser.GetAsync(address)).Response.Headers.CacheControl!.ToString().Should().Be("no-store");
    }

    [Theory]
    [InlineData("/was")]
    [InlineData("/resources")]
    public async Task Page_ForEverybody_SetsNoCookie(string address)
    {
        var response = await application.NewBrowser().Http.GetAsync(new Uri(address, UriKind.Relative));

        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task Dashboard_ForAdministrators_MayUseItsOwnInlineScripts()
    {
        await using var withJobs = await BookingApplication.CreateAsync(new Dictionary<string, string?> { ["Booking:Jobs:Enabled"] = "true" });
        var browser = await withJobs.SignInAsync("admin@example.dk");
        await using (var connection = await withJobs.Database.DataSource.OpenConnectionAsync())
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "update person set is_administrator = true");
        }

        var response = await browser.Http.GetAsync(new Uri("/admin/jobs", UriKind.Relative));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        Header(response, "Content-Security-Policy").Should().Contain("script-src 'self' 'unsafe-inline'");
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
