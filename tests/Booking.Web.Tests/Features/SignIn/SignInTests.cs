using System.Net;
using Booking.Testing;
using Dapper;
using Microsoft.Net.Http.Headers;

namespace Booking.Web.Tests.Features.SignIn;

public sealed class SignInTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private const string CodeFormSelector = "form[action='/sign-in/code']";

    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task SignIn_WithTheCodeFromTheMail_LeadsBackToWhereThePersonWasGoing()
    {
        var browser = application.NewBrowser();

        var entered = await browser.SignInAsync("anna@example.dk", "/profile?from=mail");

        entered.Status.Should().Be(HttpStatusCode.Found);
        entered.RedirectsTo.Should().Be("/profile?from=mail");
        (await browser.GetAsync("/profile")).Text.Should().Contain("anna@example.dk");
    }

    [Fact]
    public async Task SignIn_ForTheFirstTime_MakesAPersonWithAVerifiedAddress()
    {
        await application.SignInAsync("first@example.dk");

        var person = await QuerySingleAsync<(string Name, string Language, Instant? VerifiedAt)>(
            "select name, language, verified_at from person where email = 'first@example.dk'");
        person.Should().Be(("", "da", application.Clock.GetCurrentInstant()));
    }

    [Fact]
    public async Task AskForCode_ForAnUnknownAddress_MakesNoPerson()
    {
        await AskAsync(application.NewBrowser(), "stranger@example.dk");

        (await QuerySingleAsync<long>("select count(*) from person where email = 'stranger@example.dk'")).Should().Be(0);
    }

    [Fact]
    public async Task AskForCode_ForAKnownAndAnUnknownAddress_GetsTheSameAnswer()
    {
        await application.SignInAsync("known@example.dk");
        var (forKnown, forUnknown) = (application.NewBrowser(), application.NewBrowser());

        var known = await AskAsync(forKnown, "known@example.dk");
        var unknown = await AskAsync(forUnknown, "unknown@example.dk");

        known.Status.Should().Be(unknown.Status).And.Be(HttpStatusCode.Found);
        known.RedirectsTo.Should().Be(unknown.RedirectsTo);
        Names(known.Response).Should().Equal(Names(unknown.Response));
        (await forKnown.FollowAsync(known)).Text.Replace("known@example.dk", "X", StringComparison.Ordinal)
            .Should().Be((await forUnknown.FollowAsync(unknown)).Text.Replace("unknown@example.dk", "X", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  Mixed.Case@Example.DK ", "mixed.case@example.dk")]
    [InlineData("bo@blåbær.dk", "bo@xn--blbr-roah.dk")]
    public async Task AskForCode_HoweverTheAddressIsWritten_SendsToOneFormOfIt(string typed, string recipient)
    {
        await AskAsync(application.NewBrowser(), typed);

        (await QuerySingleAsync<long>("select count(*) from outbox where recipient = @recipient", new { recipient })).Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("anna")]
    [InlineData("@example.dk")]
    [InlineData("anna@")]
    [InlineData("anna@localhost")]
    [InlineData("anna@example.dk, eva@example.dk")]
    [InlineData("anna@example.dk\r\nBcc: eva@example.dk")]
    [InlineData("\"anna\"@example.dk")]
    [InlineData("anna@exa mple.dk")]
    [InlineData("an..na@example.dk")]
    public async Task AskForCode_ForWhatIsNoAddress_IsRefusedAndKeepsWhatWasTyped(string? typed)
    {
        var answer = await AskAsync(application.NewBrowser(), typed);

        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        answer.Text.Should().Contain("Skriv en e-mailadresse");
        answer.Document.QuerySelector("#email")!.GetAttribute("aria-invalid").Should().Be("true");
    }

    [Fact]
    public async Task AskForCode_ForAFarTooLongAddress_IsRefused()
    {
        var answer = await AskAsync(application.NewBrowser(), new string('a', 60_000) + "@example.dk");

        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task EnterCode_WrongFiveTimes_IsDeadForTheRightCodeToo()
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, "five@example.dk");
        var code = (await browser.NewestCodeAsync("five@example.dk")).Code;

        var lefts = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            lefts.Add((await browser.FollowAsync(await EnterAsync(browser, Other(code)))).Text);
        }

        var afterwards = await browser.GetAsync("/sign-in/code");

        lefts[0].Should().Contain("4 forsøg");
        lefts[3].Should().Contain("ét forsøg");
        lefts[4].Should().Contain("Koden virker ikke længere");
        afterwards.Document.QuerySelector(CodeFormSelector).Should().BeNull();
        (await PostCodeAsync(browser, code)).RedirectsTo.Should().Be("/sign-in/code");
        (await browser.GetAsync("/profile")).RedirectsTo.Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task EnterCode_AtTheFifthTry_StillSignsIn()
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, "fifth@example.dk");
        var code = (await browser.NewestCodeAsync("fifth@example.dk")).Code;
        for (var i = 0; i < 4; i++)
        {
            await EnterAsync(browser, Other(code));
        }

        (await EnterAsync(browser, code)).RedirectsTo.Should().Be("/");
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("abcdef")]
    [InlineData("१२३४५६")]
    public async Task EnterCode_ThatCannotBeACode_CostsNoTry(string typed)
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, $"slip{Guid.NewGuid():N}@example.dk");

        for (var i = 0; i < 6; i++)
        {
            (await EnterAsync(browser, typed)).Text.Should().Contain("Skriv de seks tal fra mailen");
        }
    }

    [Fact]
    public async Task EnterCode_WithSpacesInIt_SignsIn()
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, "spaces@example.dk");
        var code = (await browser.NewestCodeAsync("spaces@example.dk")).Code;

        (await EnterAsync(browser, $" {code[..3]} {code[3..]} ")).RedirectsTo.Should().Be("/");
    }

    [Fact]
    public async Task EnterCode_InAnotherBrowser_DoesNotSignIn()
    {
        var (asked, other) = (application.NewBrowser(), application.NewBrowser());
        await AskAsync(asked, "bound@example.dk");
        var code = (await asked.NewestCodeAsync("bound@example.dk")).Code;
        await AskAsync(other, "someoneelse@example.dk");

        (await EnterAsync(other, code)).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await EnterAsync(asked, code)).RedirectsTo.Should().Be("/");
    }

    [Fact]
    public async Task EnterCode_InABrowserThatNeverAsked_LeadsToTheStart()
    {
        (await application.NewBrowser().GetAsync("/sign-in/code")).RedirectsTo.Should().Be("/sign-in");
    }

    [Fact]
    public async Task EnterCode_ASecondTime_DoesNotSignIn()
    {
        var browser = application.NewBrowser();
        await browser.SignInAsync("twice@example.dk");
        var code = (await browser.NewestCodeAsync("twice@example.dk")).Code;
        await browser.FillInAsync("/profile", form: "form[action='/sign-out']");

        (await PostCodeAsync(browser, code)).RedirectsTo.Should().Be("/sign-in/code");
    }

    [Fact]
    public async Task EnterCode_ByTwentyAtOnce_OpensOneSession()
    {
        var browser = application.NewBrowser();
        await browser.FillInAsync("/sign-in?returnUrl=/profile", new Dictionary<string, string?> { ["email"] = "race@example.dk" });
        var code = (await browser.NewestCodeAsync("race@example.dk")).Code;
        var page = await browser.GetAsync("/sign-in/code");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendCodeAsync(browser, page, code)));

        answers.Count(answer => answer.RedirectsTo == "/profile").Should().Be(1);
        foreach (var answer in answers.Where(answer => answer.RedirectsTo is not null))
        {
            (await browser.FollowAsync(answer)).Text.Should().Contain("race@example.dk");
        }

        (await QuerySingleAsync<long>(
            "select count(*) from session join person on person.id = session.person_id where email = 'race@example.dk'")).Should().Be(1);
    }

    [Fact]
    public async Task EnterCode_WrongByTwentyAtOnce_GetsFiveTriesAndNoMore()
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, "guess@example.dk");
        var code = (await browser.NewestCodeAsync("guess@example.dk")).Code;
        var page = await browser.GetAsync("/sign-in/code");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendCodeAsync(browser, page, Other(code))));

        (await QuerySingleAsync<int>("select tries from sign_in_code where email = 'guess@example.dk'")).Should().Be(5);
        (await SendCodeAsync(browser, page, code)).RedirectsTo.Should().Be("/sign-in/code");
    }

    [Fact]
    public async Task EnterCode_AfterANewOneWasAskedFor_TakesTheNewestOnly()
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, "newest@example.dk");
        var first = (await browser.NewestCodeAsync("newest@example.dk")).Code;
        application.Clock.AdvanceSeconds(1);
        await browser.FillInAsync("/sign-in/code", form: "main form[action='/sign-in']");
        var second = (await browser.NewestCodeAsync("newest@example.dk")).Code;

        if (first != second)
        {
            (await EnterAsync(browser, first)).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        }

        (await EnterAsync(browser, second)).RedirectsTo.Should().Be("/");
    }

    [Fact]
    public async Task Code_InTheDatabase_CannotBeReadWithoutTheBrowsersSecret()
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, "hash@example.dk");
        var code = (await browser.NewestCodeAsync("hash@example.dk")).Code;
        var stored = await QuerySingleAsync<(Guid Id, byte[] Hash, byte[] Browser)>(
            "select id, code_hash, browser_hash from sign_in_code where email = 'hash@example.dk'");

        // Of a plain hash the code is found in a million tries, whatever is known to the thief added.
        foreach (var known in new[] { code, $"{stored.Id:N} {code}", $"{stored.Id}{code}" })
        {
            stored.Hash.Should().NotEqual(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(known)));
            stored.Hash.Should().NotEqual(System.Security.Cryptography.HMACSHA256.HashData(stored.Browser, System.Text.Encoding.ASCII.GetBytes(known)));
        }
    }

    [Fact]
    public async Task SignIn_WhenSignedInAlready_GoesStraightOn()
    {
        var browser = await application.SignInAsync("already@example.dk");

        (await browser.GetAsync("/sign-in?returnUrl=%2Fprofile")).RedirectsTo.Should().Be("/profile");
    }

    [Fact]
    public async Task SignIn_AsSomeoneElseInTheSameBrowser_EndsTheFormerSession()
    {
        var browser = application.NewBrowser();
        await AskAsync(browser, "second@example.dk");
        var code = await browser.NewestCodeAsync("second@example.dk");
        var (former, _) = (await application.SignInAsync("former@example.dk"), 0);
        var session = former.Jar.Cookies.Values.Single(cookie => cookie.Name.ToString().Contains("Session", StringComparison.Ordinal));
        browser.Jar.Put(session);

        (await EnterAsync(browser, code.Code)).RedirectsTo.Should().Be("/");

        (await browser.GetAsync("/profile")).Text.Should().Contain("second@example.dk");
        (await former.GetAsync("/profile")).RedirectsTo.Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task Cookies_OfSigningIn_AreForThisHostAloneAndOutOfReachOfScripts()
    {
        var browser = await application.SignInAsync("cookies@example.dk");

        browser.Jar.Cookies.Values.Should().HaveCountGreaterThan(1).And.OnlyContain(cookie =>
            cookie.Name.StartsWith("__Host-", StringComparison.Ordinal) && cookie.Secure && cookie.HttpOnly
            && cookie.Path == "/" && !cookie.Domain.HasValue
            && (cookie.SameSite == SameSiteMode.Lax || cookie.SameSite == SameSiteMode.Strict));
    }

    private static Task<Page> AskAsync(Browser browser, string? email) =>
        browser.FillInAsync("/sign-in", new Dictionary<string, string?> { ["email"] = email });

    private static Task<Page> EnterAsync(Browser browser, string code) =>
        browser.FillInAsync("/sign-in/code", new Dictionary<string, string?> { ["code"] = code }, CodeFormSelector);

    private static Task<Page> SendCodeAsync(Browser browser, Page page, string code) =>
        browser.SubmitAsync(page, new Dictionary<string, string?> { ["code"] = code }, CodeFormSelector);

    /// <summary>Where the page offers no form for a code any more, the request of one who sends it all the same.</summary>
    private static async Task<Page> PostCodeAsync(Browser browser, string code)
    {
        var page = await browser.GetAsync("/sign-in/code");
        page.Document.QuerySelector("main form")!.SetAttribute("action", "/sign-in/code");
        return await browser.SubmitAsync(page, new Dictionary<string, string?> { ["code"] = code });
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private static IEnumerable<string> Names(HttpResponseMessage response) =>
        response.Headers.Where(header => header.Key != HeaderNames.SetCookie).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Concat(response.Headers.TryGetValues(HeaderNames.SetCookie, out var cookies) ? cookies.Select(cookie => cookie.Split('=')[0]) : []);

    private async Task<T> QuerySingleAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }
}
