using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Tests.Features.Api;
using Dapper;

namespace Booking.Web.Tests.Features.Resources;

/// <summary>A trailer on Gudrunsvej, which only those who have booked it are told.</summary>
public sealed class PrivateAddressTests : IAsyncLifetime
{
    private const string Street = "Gudrunsvej";
    private const string Point = "56.1612";

    private BookingApplication application = null!;
    private ApiClient person = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        person = await ApiClient.ForNewPersonAsync(application);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Address_IsOnNoPageForAnyone()
    {
        var trailer = await TrailerAsync();
        var stranger = application.NewBrowser();

        foreach (var address in (string[])
            [
                $"/resources/{trailer.Slug}", $"/resources/{trailer.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T18:00", "/resources",
                $"/api/v1/resources/{trailer.Slug}", "/api/v1/resources", $"/resources/{trailer.Slug}/calendar.ics", "/owners/beboerhuset",
            ])
        {
            using var answer = await stranger.Http.GetAsync(new Uri(address, UriKind.Relative));
            answer.StatusCode.Should().Be(HttpStatusCode.OK, address);
            (await answer.Content.ReadAsStringAsync()).Should().NotContain(Street, address).And.NotContain(Point, address).And.NotContain("Koden er under krukken", address);
        }

        (await stranger.GetAsync($"/resources?what={Street}")).Document.QuerySelector($"a[href*='{trailer.Slug}']").Should().BeNull("who guesses the street is not told so");
        (await stranger.GetAsync($"/resources/{trailer.Slug}")).Text.Should().Contain("Adressen får du, når din booking er bekræftet");
    }

    [Fact]
    public async Task Address_IsToldWithTheConfirmation()
    {
        var trailer = await TrailerAsync();
        var browser = await application.SignInAsync("bo@example.dk");
        var booked = await browser.FillInAsync(
            $"/resources/{trailer.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T18:00", new Dictionary<string, string?> { ["People"] = "1", ["Name"] = "Bo" });

        (await browser.FollowAsync(booked)).Text.Should().Contain(Street).And.Contain("Koden er under krukken");
        (await MailAsync("booking-confirmed")).Should().Contain(Street);
        await browser.FillInAsync($"{booked.RedirectsTo}/cancel");
        (await browser.GetAsync(booked.RedirectsTo!)).Text.Should().NotContain(Street, "what is given up is told no longer");
    }

    [Fact]
    public async Task Address_WhileTheOwnerThinks_IsNotToldYet()
    {
        var trailer = await TrailerAsync(new Approval(Always: true, null, null, null, false));
        var browser = await application.SignInAsync("bo@example.dk");
        var asked = await browser.FillInAsync(
            $"/resources/{trailer.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T18:00", new Dictionary<string, string?> { ["People"] = "1", ["Name"] = "Bo" });

        (await browser.FollowAsync(asked)).Text.Should().Contain("Resten af adressen får du").And.NotContain(Street);
        (await MailAsync("permission-asked")).Should().NotContain(Street).And.NotContain("krukken");
        var owner = await application.SignInAsync("beboerhuset@example.dk");
        var request = (await owner.GetAsync("/requests")).Document.QuerySelector("a[href^='/requests/']")!.GetAttribute("href")!;
        await owner.FillInAsync(request, new Dictionary<string, string?> { ["say"] = "yes", ["reason"] = "Velkommen" });

        (await MailAsync("permission-granted")).Should().Contain(Street);
        (await browser.GetAsync(asked.RedirectsTo!)).Text.Should().Contain(Street);
    }

    private async Task<TestResource> TrailerAsync(params Condition[] rules)
    {
        var trailer = await new TestResource { Kind = "vehicle", Latitude = 56.1612, Rules = rules }.InsertAsync(application.Database.DataSource);
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update resource set address_private = true, directions_da = 'Koden er under krukken' where id = @Id", new { trailer.Id });
        return trailer;
    }

    private async Task<string> MailAsync(string kind)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QuerySingleAsync<string>("select content from outbox where kind = @kind and recipient = 'bo@example.dk'", new { kind }))!;
    }
}
