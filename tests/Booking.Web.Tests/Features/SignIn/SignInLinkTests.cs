using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.SignIn;

public sealed class SignInLinkTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task Link_InTheBrowserThatAsked_SignsInAtThePressOfAButton()
    {
        var browser = application.NewBrowser();
        var link = await AskAsync(browser, "press@example.dk", "/profile");

        var answer = await browser.FillInAsync(link);

        answer.RedirectsTo.Should().Be("/profile");
        (await browser.GetAsync("/profile")).Text.Should().Contain("press@example.dk");
    }

    [Fact]
    public async Task Link_LookedAtByAScanner_StillWorks()
    {
        var (browser, scanner) = (application.NewBrowser(), application.NewBrowser());
        var link = await AskAsync(browser, "scanner@example.dk");

        for (var i = 0; i < 10; i++)
        {
            (await scanner.GetAsync(link)).Status.Should().Be(HttpStatusCode.OK);
            (await browser.GetAsync(link)).Status.Should().Be(HttpStatusCode.OK);
            using var head = new HttpRequestMessage(HttpMethod.Head, link);
            (await browser.Http.SendAsync(head)).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (await browser.FillInAsync(link)).Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Link_InAnotherBrowser_SaysWhereToTypeTheCode()
    {
        var (browser, other) = (application.NewBrowser(), application.NewBrowser());
        var link = await AskAsync(browser, "other@example.dk");

        var shown = await other.GetAsync(link);

        shown.Text.Should().Contain("Skriv koden fra mailen der");
        shown.Document.QuerySelector("main form").Should().BeNull();
        shown.Text.Should().NotContain("other@example.dk");
    }

    [Fact]
    public async Task Link_PostedFromAnotherBrowserThatAskedForAnother_DoesNotSignIn()
    {
        var (browser, thief) = (application.NewBrowser(), application.NewBrowser());
        var link = await AskAsync(browser, "victim@example.dk");
        var page = await thief.GetAsync(await AskAsync(thief, "thief@example.dk"));
        page.Document.QuerySelector("main form")!.SetAttribute("action", link);

        (await thief.SubmitAsync(page)).RedirectsTo.Should().Be(link);
        (await thief.GetAsync("/profile")).RedirectsTo.Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task Link_UsedTwice_SignsInOnce()
    {
        var browser = application.NewBrowser();
        var page = await browser.GetAsync(await AskAsync(browser, "once@example.dk", "/profile"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.SubmitAsync(page)));

        answers.Count(answer => answer.RedirectsTo == "/profile").Should().Be(1);
        foreach (var answer in answers)
        {
            (await browser.FollowAsync(answer)).Status.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Link_WhoseCodeWasGuessedAtFiveTimes_IsDead()
    {
        var browser = application.NewBrowser();
        var link = await AskAsync(browser, "guessed@example.dk");
        var code = (await browser.NewestCodeAsync("guessed@example.dk")).Code;
        for (var i = 0; i < 5; i++)
        {
            await browser.FillInAsync(
                "/sign-in/code", new Dictionary<string, string?> { ["code"] = code == "000000" ? "000001" : "000000" }, "form[action='/sign-in/code']");
        }

        (await browser.GetAsync(link)).Document.QuerySelector("main form").Should().BeNull();
    }

    [Theory]
    [InlineData("/sign-in/link/00000000-0000-0000-0000-000000000000", HttpStatusCode.OK)]
    [InlineData("/sign-in/link/nonsense", HttpStatusCode.NotFound)]
    public async Task Link_ThatNobodyGot_SignsNobodyIn(string link, HttpStatusCode answer) =>
        (await application.NewBrowser().GetAsync(link)).Status.Should().Be(answer);

    [Fact]
    public async Task Link_Page_TellsNoOtherSiteItsAddressAndIsNotStored()
    {
        var browser = application.NewBrowser();
        var shown = await browser.GetAsync(await AskAsync(browser, "referrer@example.dk"));

        shown.Response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        shown.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    private static async Task<string> AskAsync(Browser browser, string email, string returnUrl = "/")
    {
        await browser.FillInAsync(
            $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", new Dictionary<string, string?> { ["email"] = email });
        return $"/sign-in/link/{(await browser.NewestCodeAsync(email)).LinkId}";
    }
}
