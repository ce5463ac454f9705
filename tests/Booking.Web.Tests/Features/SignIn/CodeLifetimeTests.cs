using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.SignIn;

/// <summary>Each moves the clock, so each has an application of its own.</summary>
public sealed class CodeLifetimeTests : IAsyncLifetime
{
    private BookingApplication application = null!;

    public async Task InitializeAsync() => application = await BookingApplication.CreateAsync();

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Theory]
    [InlineData(0, "/")]
    [InlineData(599, "/")]
    [InlineData(600, "/sign-in/code")]
    [InlineData(601, "/sign-in/code")]
    public async Task Code_WorksForTenMinutes(int secondsLater, string leadsTo)
    {
        var browser = application.NewBrowser();
        var page = await browser.FollowAsync(await AskAsync(browser, "anna@example.dk"));
        var code = (await browser.NewestCodeAsync("anna@example.dk")).Code;

        application.Clock.AdvanceSeconds(secondsLater);

        (await browser.SubmitAsync(page, new Dictionary<string, string?> { ["code"] = code }, "form[action='/sign-in/code']"))
            .RedirectsTo.Should().Be(leadsTo);
    }

    [Fact]
    public async Task AskForCode_ASixthTimeForOneAddress_IsRefusedUntilTheFirstIsAQuarterHourOld()
    {
        for (var i = 0; i < 5; i++)
        {
            (await AskAsync(application.NewBrowser(), "anna@example.dk")).Status.Should().Be(HttpStatusCode.Found);
            application.Clock.AdvanceMinutes(1);
        }

        var refused = await AskAsync(application.NewBrowser(), "anna@example.dk");

        refused.Status.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(10));
        refused.Text.Should().Contain("Prøv igen om 10 minutter");
        refused.Document.QuerySelector("#email")!.GetAttribute("value").Should().Be("anna@example.dk");
        (await AskAsync(application.NewBrowser(), "eva@example.dk")).Status.Should().Be(HttpStatusCode.Found);
        application.Clock.AdvanceMinutes(10);
        (await AskAsync(application.NewBrowser(), "anna@example.dk")).Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task AskForCode_MoreThanTwentyTimesADayForOneAddress_IsRefused()
    {
        for (var i = 0; i < 20; i++)
        {
            (await AskAsync(application.NewBrowser(), "anna@example.dk")).Status.Should().Be(HttpStatusCode.Found);
            application.Clock.AdvanceMinutes(20);
        }

        var refused = await AskAsync(application.NewBrowser(), "anna@example.dk");

        refused.Status.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Text.Should().Contain("Prøv igen om 18 timer");
    }

    [Fact]
    public async Task AskForCode_MoreThanTwentyTimesAnHourFromOneAddressOfTheNet_IsRefused()
    {
        for (var i = 0; i < 20; i++)
        {
            (await AskAsync(From("192.0.2.7"), $"person{i}@example.dk")).Status.Should().Be(HttpStatusCode.Found);
        }

        (await AskAsync(From("192.0.2.7"), "one-more@example.dk")).Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await AskAsync(From("192.0.2.8"), "one-more@example.dk")).Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task AskForCode_FromOneHouseholdsManyAddresses_CountsThemAsOne()
    {
        for (var i = 0; i < 20; i++)
        {
            await AskAsync(From($"2001:db8:1:2::{i:x}"), $"person{i}@example.dk");
        }

        (await AskAsync(From("2001:db8:1:2:ffff::1"), "one-more@example.dk")).Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await AskAsync(From("2001:db8:1:3::1"), "one-more@example.dk")).Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task AskForCode_ThirtyTimesAtOnceForOneAddress_SendsFive()
    {
        var forms = new List<(Browser Browser, Page Page)>();
        for (var i = 0; i < 30; i++)
        {
            var browser = application.NewBrowser();
            forms.Add((browser, await browser.GetAsync("/sign-in")));
        }

        var answers = await Task.WhenAll(forms.Select(form =>
            form.Browser.SubmitAsync(form.Page, new Dictionary<string, string?> { ["email"] = "anna@example.dk" })));

        answers.Count(answer => answer.Status == HttpStatusCode.Found).Should().Be(5);
        answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests).Should().Be(25);
    }

    [Fact]
    public async Task AskForCode_FortyTimesAtOnceFromOneAddressOfTheNet_SendsTwenty()
    {
        var browser = From("192.0.2.9");
        var page = await browser.GetAsync("/sign-in");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            browser.SubmitAsync(page, new Dictionary<string, string?> { ["email"] = $"person{i}@example.dk" })));

        answers.Count(answer => answer.Status == HttpStatusCode.Found).Should().Be(20);
    }

    private Browser From(string address)
    {
        var browser = application.NewBrowser();
        browser.MoveTo(address);
        return browser;
    }

    private static Task<Page> AskAsync(Browser browser, string email) =>
        browser.FillInAsync("/sign-in", new Dictionary<string, string?> { ["email"] = email });
}
