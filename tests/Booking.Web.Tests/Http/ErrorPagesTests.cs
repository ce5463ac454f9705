using System.Net;
using System.Text.Json;
using Booking.Testing;

namespace Booking.Web.Tests.Http;

public sealed class ErrorPagesTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task Page_ThatIsNotThere_SaysSoAndLeadsOn()
    {
        var page = await application.NewBrowser().GetAsync("/no-such-page");

        page.Status.Should().Be(HttpStatusCode.NotFound);
        page.Heading.Should().Be("Siden findes ikke");
        page.Document.QuerySelector("main a[href='/resources']").Should().NotBeNull();
        page.Text.Should().NotContain("nummer");
    }

    [Fact]
    public async Task Page_ThatIsNotThere_IsInTheReadersLanguage()
    {
        var browser = application.NewBrowser();
        await browser.FillInAsync("/was", new Dictionary<string, string?> { ["language"] = "en" }, "form[action='/language']");

        var page = await browser.GetAsync("/no-such-page");

        page.Heading.Should().Be("There is no such page");
        page.Document.DocumentElement.GetAttribute("lang").Should().Be("en");
    }

    [Fact]
    public async Task Page_ThatIsNotThere_StillKnowsWhoIsSignedIn()
    {
        var browser = await application.SignInAsync("anna@example.dk");

        (await browser.GetAsync("/no-such-page")).Document.QuerySelector("nav a[href='/profile']").Should().NotBeNull();
    }

    [Fact]
    public async Task Form_WithoutItsToken_SaysThatItWasTooOld()
    {
        var browser = application.NewBrowser();

        var page = await browser.FillInAsync(
            "/sign-in", new Dictionary<string, string?> { ["email"] = "anna@example.dk", ["__RequestVerificationToken"] = null });

        page.Status.Should().Be(HttpStatusCode.BadRequest);
        page.Heading.Should().Be("Formularen var for gammel");
    }

    [Theory]
    [InlineData("/api/no-such", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/bookings", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/resources?x=%00", HttpStatusCode.BadRequest)]
    public async Task Api_AnswersWithAProblem(string address, HttpStatusCode status)
    {
        var response = await application.NewBrowser().Http.GetAsync(new Uri(address, UriKind.Relative));

        response.StatusCode.Should().Be(status);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("status").GetInt32().Should().Be((int)status);
        problem.RootElement.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Page_WithTheDatabaseGone_SaysToWait()
    {
        await using var doomed = await BookingApplication.CreateAsync();
        var (browser, stranger) = (await doomed.SignInAsync("anna@example.dk"), doomed.NewBrowser());
        await doomed.Database.DisposeAsync();

        foreach (var page in new[] { await browser.GetAsync("/profile"), await browser.GetAsync("/was"), await stranger.FillInAsync(
            "/sign-in", new Dictionary<string, string?> { ["email"] = "anna@example.dk" }) })
        {
            page.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            page.Heading.Should().Be("Vi er her lige straks igen");
            page.Response.Headers.RetryAfter!.Delta.Should().BePositive();
            page.Text.Should().NotContain("nummer");
        }
        (await stranger.GetAsync("/health/live")).Status.Should().Be(HttpStatusCode.OK);
        (await stranger.GetAsync("/health/ready")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        var api = await stranger.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/bookings") { Headers = { { "Authorization", "Bearer x" } } });
        api.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        api.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Page_WithAFault_GivesANumberToQuoteAndNothingElse()
    {
        await using var broken = await BookingApplication.CreateAsync();
        var browser = broken.NewBrowser();
        var form = await browser.GetAsync("/sign-in");
        await using (var connection = await broken.Database.DataSource.OpenConnectionAsync())
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "alter table sign_in_code rename to gone");
        }

        var page = await browser.SubmitAsync(form, new Dictionary<string, string?> { ["email"] = "anna@example.dk" });

        page.Status.Should().Be(HttpStatusCode.InternalServerError);
        page.Heading.Should().Be("Noget gik galt hos os");
        page.Document.QuerySelector("main code")!.TextContent.Should().MatchRegex("^[0-9a-f]{32}$");
        page.Text.Should().NotContain("sign_in_code").And.NotContain("Exception");
    }

    [Fact]
    public async Task Health_BeforeAllMigrationsAreRun_IsNotReady()
    {
        await using var behind = await BookingApplication.CreateAsync();
        (await behind.NewBrowser().GetAsync("/health/ready")).Status.Should().Be(HttpStatusCode.OK);
        await using (var connection = await behind.Database.DataSource.OpenConnectionAsync())
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "delete from schema_version where scriptname like '%booking%'");
        }

        (await behind.NewBrowser().GetAsync("/health/ready")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
    }
}
