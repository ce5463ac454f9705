using System.Net;
using System.Text.Json.Nodes;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Booking.Web.Mail;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Waitlist;

public sealed class WaitingPagesTests : IAsyncLifetime
{
    private const string FridayEvening = "start=2026-11-27T17:00&end=2026-11-27T21:00";

    private BookingApplication application = null!;
    private TestResource kitchen = null!;
    private Browser anna = null!;
    private Browser bo = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        anna = await application.SignInAsync("anna@example.dk");
        bo = await application.SignInAsync("bo@example.dk");
        await anna.FillInAsync($"/resources/{kitchen.Slug}/book?{FridayEvening}", new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Anna" });
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task WhoMeetsATakenTime_JoinsTheLine_IsOfferedItAndTakesIt()
    {
        var refused = await bo.GetAsync($"/resources/{kitchen.Slug}/book?{FridayEvening}&people=4");
        var form = refused.Document.QuerySelector("a[href*='/wait?']")!.GetAttribute("href")!;
        var joined = await bo.FillInAsync(form, new Dictionary<string, string?> { ["Purpose"] = "Fest", ["Name"] = "Bo" }, "form[action$='/wait']");
        var entry = await bo.FollowAsync(joined);
        entry.Text.Should().Contain("Du er den eneste i kø").And.Contain("fredag 27. november 2026 kl. 17.00–21.00").And.Contain("Sådan er rækkefølgen");
        (await anna.GetAsync(joined.RedirectsTo!)).Status.Should().Be(HttpStatusCode.NotFound);

        await CancelAsync();
        await OfferAsync();
        (await bo.GetAsync("/waiting")).Document.QuerySelector("a[href^='/offers/']").Should().NotBeNull();
        var address = (await bo.GetAsync(joined.RedirectsTo!)).Document.QuerySelector("a[href^='/offers/']")!.GetAttribute("href")!;
        (await MailAsync("offer-made", "bo@example.dk")).Should().Contain(address).And.Contain("Du får tilbuddet, fordi du står forrest").And.Contain("kl. 21.00");
        (await anna.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        var offer = await bo.GetAsync(address);
        offer.Text.Should().Contain("Det er tiden, du ventede på.").And.Contain("Vi holder den til dig til");

        var taken = await bo.FillInAsync(address, new Dictionary<string, string?> { ["yes"] = "true" }, "form[action^='/offers/']");
        (await bo.FollowAsync(taken)).Text.Should().Contain("Bekræftet");
        (await bo.GetAsync(address)).Text.Should().Contain("Du har sagt ja, og tiden er din.");
        (await bo.GetAsync(joined.RedirectsTo!)).Text.Should().Contain("Sagde ja");

        var export = JsonNode.Parse(await bo.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative)))!;
        export["waitedFor"]!.AsArray().Should().ContainSingle().Which!["purpose"]!.GetValue<string>().Should().Be("Fest");
        export["offers"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task AnswerThatIsTooLate_SaysSo_AndLeavingEndsIt()
    {
        var joined = await bo.FillInAsync($"/resources/{kitchen.Slug}/wait?{FridayEvening}", new Dictionary<string, string?> { ["Name"] = "Bo" }, "form[action$='/wait']");
        await CancelAsync();
        await OfferAsync();
        var address = (await bo.GetAsync(joined.RedirectsTo!)).Document.QuerySelector("a[href^='/offers/']")!.GetAttribute("href")!;
        var before = await bo.GetAsync(address);
        application.Clock.AdvanceHours(3);
        application.Clock.AdvanceHours(14);
        var late = await bo.SubmitAsync(before, new Dictionary<string, string?> { ["yes"] = "true" }, "form[action^='/offers/']");
        late.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        late.Text.Should().Contain("Fristen er gået");
        var left = await bo.FillInAsync(joined.RedirectsTo!, null, "form[action$='/leave']");
        (await bo.FollowAsync(left)).Text.Should().Contain("Du har forladt køen");
    }

    [Fact]
    public async Task TheForm_TakesSeveralDays_OtherPlaces_AndLess_AndKeepsWhatWasTyped()
    {
        var other = await new TestResource().InsertAsync(application.Database.DataSource);
        var form = $"/resources/{kitchen.Slug}/wait?{FridayEvening}";
        var wrong = await bo.FillInAsync(
            form, new Dictionary<string, string?> { ["LastDate"] = "2026-11-01", ["Length"] = "ni", ["Least"] = "9", ["People"] = "mange", ["Name"] = "" }, "form[action$='/wait']");
        wrong.Status.Should().Be(HttpStatusCode.BadRequest);
        foreach (var field in new[] { "LastDate", "Length", "People", "Name" })
        {
            wrong.Document.QuerySelector($"#{field}-error").Should().NotBeNull(field);
        }

        wrong.Document.QuerySelector("#Length")!.GetAttribute("value").Should().Be("ni");

        // The other place is free, so nobody needs to wait.
        var free = await bo.FillInAsync(form, new Dictionary<string, string?> { ["Also"] = other.Slug, ["Name"] = "Bo" }, "form[action$='/wait']");
        free.Text.Should().Contain("Du behøver ikke at vente");
        free.Document.QuerySelector($"a[href^='/resources/{other.Slug}/book']").Should().NotBeNull();

        var several = await bo.FillInAsync(
            form, new Dictionary<string, string?> { ["LastDate"] = "2026-11-28", ["Days"] = "5", ["Length"] = "2,5", ["Least"] = "1" }, "form[action$='/wait']");
        several.RedirectsTo.Should().StartWith("/waiting/");
        (await bo.GetAsync(several.RedirectsTo!)).Text.Should().Contain("Mellem").And.Contain("27. november").And.NotContain("28. november");
        (await bo.GetAsync($"/waitlist/{kitchen.Slug}")).Status.Should().Be(HttpStatusCode.Forbidden);
        await MakeCaretakerAsync("anna@example.dk");
        anna = await application.SignInAsync("anna@example.dk");
        (await anna.GetAsync($"/waitlist/{kitchen.Slug}")).Document.QuerySelectorAll("#line li").Should().ContainSingle();
    }

    private async Task CancelAsync()
    {
        var booking = (await anna.GetAsync("/bookings")).Document.QuerySelector("a[href^='/bookings/']")!.GetAttribute("href")!;
        await anna.FillInAsync($"{booking}/cancel", null, "form[action$='/cancel']");
    }

    private Task<int> OfferAsync() => application.Services.GetRequiredService<OfferFreedTime>().HandleAsync(kitchen.Id, default);

    private async Task<string> MailAsync(string kind, string recipient)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var content = await connection.QuerySingleAsync<string>(
            "select content::text from outbox where kind = @kind and recipient = @recipient", new { kind, recipient });
        return MailAsText.Render(application.Services.GetRequiredService<WriteMail>().About(MailJson.Read<OfferMail>(content), kind, "da"));
    }

    private async Task MakeCaretakerAsync(string email)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var id = await connection.ExecuteScalarAsync<Guid>("select id from person where email = @email", new { email });
        await new SignedInPerson(id, email, "Anna", "da", IsAdministrator: false, Roles: "").MakeAsync(application.Database.DataSource, kitchen.Owner, OwnerRole.Caretaker);
    }
}
