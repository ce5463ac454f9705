using System.Net;
using Booking.Testing;
using Booking.Web.Tests.Features.Api;
using Dapper;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>Booking for another through the pages, as browsers without scripts do it, and through the API.</summary>
public sealed class OnBehalfPagesTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private const string Five = "2026-11-27T17:00+01:00";
    private const string Nine = "2026-11-27T21:00+01:00";

    private readonly BookingApplication application = fixture.Application;

    private static Dictionary<string, string?> Fields(params (string Field, string? Value)[] fields) =>
        fields.ToDictionary(one => one.Field, one => one.Value);

    private static string Book(TestResource resource) => $"/resources/{resource.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00";

    [Fact]
    public async Task Book_ForANeighbourWithoutAnAddress_GivesASlip_AndTheCaretakerSeesWhoBooked()
    {
        var kitchen = await new TestResource { Name = "Fælleskøkkenet" }.InsertAsync(application.Database.DataSource);
        var hans = await application.SignInAsync("hans@example.dk");
        (await application.NewBrowser().GetAsync(Book(kitchen))).Document.QuerySelector("#ForName").Should().BeNull("who books for others is known");

        var wrong = await hans.FillInAsync(Book(kitchen), Fields(("People", "4"), ("Name", "Hans"), ("ForEmail", "karen")));
        wrong.Status.Should().Be(HttpStatusCode.BadRequest);
        wrong.Text.Should().Contain("Skriv navnet på den, du booker for.");
        wrong.Document.QuerySelector("#ForName")!.Closest("details")!.HasAttribute("open").Should().BeTrue();

        var page = await hans.FollowAsync(await hans.SubmitAsync(wrong, Fields(("ForName", "Karen Krog"), ("ForEmail", " "))));
        page.Text.Should().ContainAll("For", "Karen Krog", "har ingen e-mail her").And.NotContain("er din");
        (await hans.GetAsync("/bookings")).Text.Should().Contain("For Karen Krog");
        var address = page.Response.RequestMessage!.RequestUri!.AbsolutePath;
        var slip = await hans.GetAsync($"{address}/slip");
        slip.Text.Should().ContainAll("Fælleskøkkenet", "Karen Krog", "17.00", "Hans", "Ring til");
        (await (await application.SignInAsync("bo@example.dk")).GetAsync($"{address}/slip")).Status.Should().Be(HttpStatusCode.NotFound);

        var pedel = await application.SignInAsync("pedel@example.dk");
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                "insert into owner_role (owner_id, person_id, role) select o.id, p.id, unnest(array['caretaker', 'administrator']) from owner o, person p where o.slug = 'beboerhuset' and p.email = 'pedel@example.dk'");
        }

        (await pedel.GetAsync("/today?date=2026-11-27")).Text.Should().ContainAll("Karen Krog", "booket af Hans");
        (await pedel.GetAsync(address)).Text.Should().ContainAll("Hvem", "Karen Krog", "Booket af", "Hans");
        (await pedel.GetAsync($"{address}/slip")).Status.Should().Be(HttpStatusCode.OK);
        (await pedel.GetAsync("/owners/beboerhuset/log?about=bookings")).Text.Should().ContainAll("bookede for en anden", "Bookingnummer").And.NotContain("Karen");
        var own = await hans.FollowAsync(await hans.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-28T17:00&end=2026-11-28T21:00", Fields(("People", "4"))));
        (await hans.GetAsync($"{own.Response.RequestMessage!.RequestUri!.AbsolutePath}/slip")).Status.Should().Be(HttpStatusCode.NotFound, "one's own needs none");
    }

    [Fact]
    public async Task Book_ForAnAddress_AnswersTheSame_WhetherItIsKnownOrNot()
    {
        var kitchen = await new TestResource { Name = "Det ene" }.InsertAsync(application.Database.DataSource);
        var other = await new TestResource { Name = "Det andet" }.InsertAsync(application.Database.DataSource);
        var known = await application.SignInAsync("inger@example.dk");
        await known.FillInAsync("/profile", Fields(("Name", "Inger Rigtignavn")), "main form[action='/profile']");
        var ida = await application.SignInAsync("ida@example.dk");

        var pages = new List<string>();
        foreach (var (resource, email) in new[] { (kitchen, "inger@example.dk"), (other, "ukendt@example.dk") })
        {
            var page = await ida.FollowAsync(await ida.FillInAsync(
                Book(resource), Fields(("People", "4"), ("Name", "Ida"), ("ForName", "Inger"), ("ForEmail", email))));
            var main = page.Text.Replace(resource.Name, "STEDET", StringComparison.Ordinal);
            pages.Add(System.Text.RegularExpressions.Regex.Replace(main, "[0-9A-Z]{3}-[0-9A-Z]{4}", "NUMMER"));
        }

        pages[0].Should().Be(pages[1]).And.Contain("Inger får mail om bookingen").And.NotContain("Rigtignavn");
        var mine = await known.GetAsync("/bookings");
        var link = mine.Document.QuerySelector("main a.booking-name")!.GetAttribute("href")!;
        (await known.GetAsync(link)).Text.Should().ContainAll("Det ene er din", "Booket af", "Ida");
    }

    [Fact]
    public async Task Api_BooksForAnother_AndSaysSoToThoseConcerned()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var api = await ApiClient.ForNewPersonAsync(application);

        var answer = await api.BookAsync(new { resource = kitchen.Slug, start = Five, end = Nine, people = 4, onBehalfOf = new { name = "Karen Krog" } });

        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        ((string?)answer.Json["onBehalfOf"]).Should().Be("Karen Krog");
        var location = answer.Response.Headers.Location!.OriginalString;
        (await api.GetAsync(location)).Text.Should().Be(answer.Text);
        (await (await ApiClient.ForNewPersonAsync(application)).GetAsync(location)).Status.Should().Be(HttpStatusCode.NotFound);
        foreach (var wrong in new object[] { new { name = " " }, new { name = "Karen", email = "karen" }, new { email = "karen@example.dk" } })
        {
            (await api.BookAsync(new { resource = kitchen.Slug, start = Five, end = Nine, people = 4, onBehalfOf = wrong })).Status
                .Should().Be(HttpStatusCode.BadRequest);
        }
    }
}
