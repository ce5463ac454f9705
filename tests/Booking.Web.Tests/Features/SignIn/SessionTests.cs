using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.SignIn;

/// <summary>Some move the clock, so each has an application of its own.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string Cookie = "__Host-Booking.Session";

    private BookingApplication application = null!;

    public async Task InitializeAsync() => application = await BookingApplication.CreateAsync();

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task SignOut_KillsACopiedCookieToo()
    {
        var browser = await application.SignInAsync("anna@example.dk");
        var thief = application.NewBrowser();
        thief.Jar.Put(browser.Jar.Cookies[Cookie]);
        (await thief.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);

        var left = await browser.FillInAsync("/profile", form: "form[action='/sign-out']");

        left.RedirectsTo.Should().Be("/");
        browser.Jar.Cookies.Should().NotContainKey(Cookie);
        (await thief.GetAsync("/profile")).RedirectsTo.Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task SignOut_ByGet_DoesNothing()
    {
        var browser = await application.SignInAsync("anna@example.dk");

        (await browser.GetAsync("/sign-out")).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await browser.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Session_OfOneNode_HoldsOnAnotherForPagesAndForms()
    {
        await using var other = application.AnotherNode();
        var browser = await application.SignInAsync("anna@example.dk");
        var page = await browser.GetAsync("/profile");
        var elsewhere = other.NewBrowser();
        foreach (var cookie in browser.Jar.Cookies.Values)
        {
            elsewhere.Jar.Put(cookie);
        }

        var posted = await elsewhere.SubmitAsync(page, new Dictionary<string, string?> { ["name"] = "Anna Holm" }, "#about-form");

        posted.Status.Should().Be(HttpStatusCode.Found);
        (await browser.GetAsync("/profile")).Document.QuerySelector("#name")!.GetAttribute("value").Should().Be("Anna Holm");
    }

    [Theory]
    [InlineData(59, HttpStatusCode.OK)]
    [InlineData(60, HttpStatusCode.Found)]
    public async Task Session_UnusedForSixtyDays_IsOver(int days, HttpStatusCode answer)
    {
        var browser = await application.SignInAsync("anna@example.dk");

        application.Clock.AdvanceDays(days);

        (await browser.GetAsync("/profile")).Status.Should().Be(answer);
    }

    [Fact]
    public async Task Session_InUse_SlidesOn()
    {
        var browser = await application.SignInAsync("anna@example.dk");

        for (var i = 0; i < 4; i++)
        {
            application.Clock.AdvanceDays(40);
            (await browser.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Session_SeenAgain_IsWrittenAtMostOnceAnHour()
    {
        var browser = await application.SignInAsync("anna@example.dk");
        var start = application.Clock.GetCurrentInstant();

        application.Clock.AdvanceMinutes(59);
        (await browser.GetAsync("/profile")).Response.Headers.Contains("Set-Cookie").Should().BeFalse();
        (await SeenAtAsync()).Should().Be(start);

        application.Clock.AdvanceMinutes(1);
        var prolonged = await browser.GetAsync("/profile");
        prolonged.Response.Headers.GetValues("Set-Cookie").Should().ContainSingle(cookie => cookie.StartsWith(Cookie, StringComparison.Ordinal));
        (await SeenAtAsync()).Should().Be(application.Clock.GetCurrentInstant());
    }

    [Fact]
    public async Task Session_OfSomeoneMadeCaretaker_KnowsAtOnce()
    {
        var browser = await application.SignInAsync("pedel@example.dk");
        (await browser.GetAsync("/profile")).Document.QuerySelector("nav a[href='/today']").Should().BeNull();

        await ExecuteAsync("""
            with made as (
                insert into owner (id, slug, name_da, name_en, kind, email, phone)
                values (gen_random_uuid(), 'skolen', 'Skolen', 'The school', 'institution', 'skolen@example.dk', '12345678')
                returning id)
            insert into owner_role (owner_id, person_id, role) select made.id, person.id, 'caretaker' from made, person
            """);

        (await browser.GetAsync("/profile")).Document.QuerySelector("nav a[href='/today']").Should().NotBeNull();
    }

    [Fact]
    public async Task Session_OfAPersonWhoIsDeleted_IsOver()
    {
        var browser = await application.SignInAsync("anna@example.dk");

        await ExecuteAsync("delete from person");

        (await browser.GetAsync("/profile")).RedirectsTo.Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task Cookie_CarriesNothingButTheSession()
    {
        var browser = await application.SignInAsync("a-very-long-name-to-be-looked-for@example.dk");
        var length = browser.Jar.Cookies[Cookie].Value.Length;
        application.Clock.AdvanceHours(2);
        await browser.GetAsync("/profile");

        browser.Jar.Cookies[Cookie].Value.Length.Should().BeCloseTo(length, 10);
    }

    [Theory]
    [InlineData("CfDJ8garbage")]
    [InlineData("%00")]
    [InlineData("")]
    public async Task Cookie_ThatWeDidNotMake_IsNobodys(string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/profile");
        request.Headers.Add("Cookie", $"{Cookie}={value}; __Host-Booking.Browser={value}; __Host-Booking.Language={value}");

        (await application.NewBrowser().Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("!!!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    public async Task BrowserCookie_ThatWeDidNotMake_IsABrowserThatAskedForNothing(string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in/code");
        request.Headers.Add("Cookie", $"__Host-Booking.Browser={value}");

        var answer = await application.NewBrowser().Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.Should().Be("/sign-in");
    }

    [Fact]
    public async Task Page_ForSignedInPeople_AsksOthersToSignInAndLeadsBack()
    {
        var shown = await application.NewBrowser().GetAsync("/profile?done=saved");

        shown.RedirectsTo.Should().Be("/sign-in?returnUrl=%2Fprofile%3Fdone%3Dsaved");
    }

    [Fact]
    public async Task Page_ForAdministrators_IsForbiddenToOthers()
    {
        await using var withJobs = await BookingApplication.CreateAsync(
            new Dictionary<string, string?> { ["Booking:Jobs:Enabled"] = "true" });
        var browser = await withJobs.SignInAsync("anna@example.dk");

        var shown = await browser.GetAsync("/admin/jobs");

        shown.Status.Should().Be(HttpStatusCode.Forbidden);
        shown.Heading.Should().Be("Det har du ikke adgang til");
    }

    [Fact]
    public async Task Cookies_InDevelopmentOverPlainHttp_WorkWithoutThePrefix()
    {
        await using var development = await BookingApplication.CreateAsync(environment: "Development");
        development.ClientOptions.BaseAddress = new Uri("http://localhost");

        var browser = await development.SignInAsync("anna@example.dk");

        browser.Jar.Cookies.Values.Should().OnlyContain(cookie => !cookie.Secure && cookie.Name.StartsWith("Booking.", StringComparison.Ordinal));
        (await browser.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);
    }

    private async Task<Instant> SeenAtAsync()
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QuerySingleAsync<Seen>("select seen_at from session")).SeenAt;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private sealed record Seen(Instant SeenAt);
}
