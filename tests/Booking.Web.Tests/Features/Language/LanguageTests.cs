using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Language;

public sealed class LanguageTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private const string LanguageForm = "form[action='/language']";

    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task Language_UntilItIsChosen_IsDanishWhateverTheBrowserPrefers()
    {
        var browser = application.NewBrowser();
        browser.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", "en-US,en;q=0.9,de;q=0.8");

        var page = await browser.GetAsync("/sign-in");

        page.Document.DocumentElement.GetAttribute("lang").Should().Be("da");
        page.Heading.Should().Be("Log ind");
    }

    [Fact]
    public async Task Language_Chosen_StaysAndLeadsBackToThePage()
    {
        var browser = application.NewBrowser();

        var chosen = await browser.FillInAsync(
            "/resources?people=4", new Dictionary<string, string?> { ["language"] = "en" }, LanguageForm);

        chosen.RedirectsTo.Should().Be("/resources?people=4");
        (await browser.GetAsync("/sign-in")).Heading.Should().Be("Sign in");
    }

    [Fact]
    public async Task Language_ChosenWhenSignedIn_IsThePersonsForMailsToo()
    {
        var browser = await application.SignInAsync("anna@example.dk");

        await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["language"] = "en" }, LanguageForm);

        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<string>("select language from person where email = 'anna@example.dk'")).Should().Be("en");
    }

    [Fact]
    public async Task Language_OfAPerson_HoldsInANewBrowser()
    {
        var browser = await application.SignInAsync("eva@example.dk");
        await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["language"] = "en" }, LanguageForm);

        (await (await application.SignInAsync("eva@example.dk")).GetAsync("/profile")).Heading.Should().Be("Profile");
    }

    [Theory]
    [InlineData("de", "/", HttpStatusCode.BadRequest)]
    [InlineData(null, "/", HttpStatusCode.BadRequest)]
    [InlineData("en", "https://evil.example", HttpStatusCode.Found)]
    public async Task Language_WithBadFields_NeverLeadsOutOfTheHouse(string? language, string returnUrl, HttpStatusCode status)
    {
        var chosen = await application.NewBrowser().FillInAsync(
            "/was", new Dictionary<string, string?> { ["language"] = language, ["returnUrl"] = returnUrl }, LanguageForm);

        chosen.Status.Should().Be(status);
        (chosen.RedirectsTo ?? "/").Should().Be("/");
    }

    [Fact]
    public async Task Language_ChosenByAnotherSite_IsRefused()
    {
        var browser = application.NewBrowser();
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        (await browser.FillInAsync("/was", new Dictionary<string, string?> { ["language"] = "en" }, LanguageForm))
            .Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Statement_OfAccessibility_SaysHowToReachUsInBothLanguages()
    {
        var browser = application.NewBrowser();
        var danish = await browser.GetAsync("/was");
        await browser.SubmitAsync(danish, new Dictionary<string, string?> { ["language"] = "en" }, LanguageForm);
        var english = await browser.GetAsync("/was");

        danish.Heading.Should().Be("Tilgængeligheds\u00aderklæring", "the word is too long for a phone in one piece");
        english.Heading.Should().Be("Accessibility statement");
        foreach (var page in new[] { danish, english })
        {
            page.Document.QuerySelectorAll("main a[href^='mailto:'], main a[href^='tel:']").Should().HaveCount(2);
        }
    }
}
