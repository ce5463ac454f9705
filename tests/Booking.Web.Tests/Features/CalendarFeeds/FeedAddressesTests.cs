using System.Net;
using AngleSharp.Dom;
using Booking.Testing;

namespace Booking.Web.Tests.Features.CalendarFeeds;

/// <summary>The page with one's own feed addresses, used without scripts.</summary>
public sealed class FeedAddressesTests : FeedTests
{
    private const string Create = "form[action='/profile/calendar']";

    private static string Address(Page page) => page.Document.QuerySelector("#address")!.GetAttribute("value")!;

    [Fact]
    public async Task Create_Address_IsShownOnceWithLinkAndCode()
    {
        var browser = await Application.SignInAsync(Anna.Email);

        var made = await browser.FillInAsync("/profile/calendar", form: Create);

        made.Status.Should().Be(HttpStatusCode.OK);
        var address = new Uri(Address(made));
        address.AbsoluteUri.Should().StartWith("https://booking.example.dk/calendar/").And.EndWith(".ics");
        made.Document.QuerySelector("main a[href^='webcal:']")!.GetAttribute("href").Should().Be($"webcal{address.AbsoluteUri["https".Length..]}");
        made.Document.QuerySelectorAll("main .qr svg").Should().ContainSingle();
        made.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await FetchAsync(address.AbsolutePath)).StatusCode.Should().Be(HttpStatusCode.OK);

        var again = await browser.GetAsync("/profile/calendar");
        again.Document.DocumentElement.OuterHtml.Should().NotContain(address.Segments[^1]);
        again.Document.QuerySelectorAll("tbody tr").Should().ContainSingle();
    }

    [Fact]
    public async Task Renew_Address_KillsTheOldOneAtOnce()
    {
        var browser = await Application.SignInAsync(Anna.Email);
        var made = await browser.FillInAsync("/profile/calendar", form: Create);

        var renewed = await browser.SubmitAsync(made, form: "form[action$='/renew']");

        Address(renewed).Should().NotBe(Address(made));
        (await FetchAsync(new Uri(Address(made)).AbsolutePath)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await FetchAsync(new Uri(Address(renewed)).AbsolutePath)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Stop_Address_ClosesIt()
    {
        var browser = await Application.SignInAsync(Anna.Email);
        var made = await browser.FillInAsync("/profile/calendar", form: Create);

        var stopped = await browser.FollowAsync(await browser.SubmitAsync(made, form: "form[action$='/stop']"));

        stopped.Document.QuerySelectorAll("tbody tr").Should().BeEmpty();
        (await FetchAsync(new Uri(Address(made)).AbsolutePath)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Addresses_OfSomebodyElse_CanNeitherBeRenewedNorStopped()
    {
        await PersonalAddressAsync();
        var id = await QueryAsync<Guid>("select id from feed_token");
        var bo = await Application.SignInAsync("bo@example.dk");
        await bo.FillInAsync("/profile/calendar", form: Create);
        var page = await bo.GetAsync("/profile/calendar");

        foreach (var action in new[] { "renew", "stop" })
        {
            page.Document.QuerySelector($"form[action$='/{action}']")!.SetAttribute("action", $"/profile/calendar/{id}/{action}");
            (await bo.SubmitAsync(page, form: $"form[action='/profile/calendar/{id}/{action}']")).Status.Should().Be(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Create_WhenThereAreTenAlready_SaysSo()
    {
        var browser = await Application.SignInAsync(Anna.Email);
        for (var i = 0; i < 10; i++)
        {
            await PersonalAddressAsync();
        }

        var refused = await browser.FillInAsync("/profile/calendar", form: Create);

        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Text.Should().Contain("ti adresser");
        (await QueryAsync<long>("select count(*) from feed_token")).Should().Be(10);
    }

    [Fact]
    public async Task Addresses_WithoutSigningIn_LeadToSignIn() =>
        (await Application.NewBrowser().GetAsync("/profile/calendar")).RedirectsTo.Should().Contain("/sign-in");

    [Fact]
    public async Task Create_WithoutTheFormsToken_IsRefused()
    {
        var browser = await Application.SignInAsync(Anna.Email);

        (await browser.Http.PostAsync("/profile/calendar", null)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await QueryAsync<long>("select count(*) from feed_token")).Should().Be(0);
    }
}
