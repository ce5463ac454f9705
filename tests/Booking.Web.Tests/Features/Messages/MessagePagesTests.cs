using System.Net;
using System.Text.Json;
using Booking.Testing;
using Booking.Web.Features.Messages;
using Booking.Web.Features.SignIn;
using Booking.Web.Tests.Features.Api;
using Dapper;

namespace Booking.Web.Tests.Features.Messages;

/// <summary>Writing to each other through the pages and the API.</summary>
public sealed class MessagePagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser booker = null!;
    private Browser caretaker = null!;
    private string page = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        var kitchen = await new TestResource { Name = "Køkkenet" }.InsertAsync(application.Database.DataSource);
        booker = await application.SignInAsync("bente@example.dk");
        var booked = await booker.FollowAsync(await booker.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00",
            new Dictionary<string, string?> { ["People"] = "4", ["Purpose"] = "Fest", ["Name"] = "Bente" }));
        page = booked.Response.RequestMessage!.RequestUri!.AbsolutePath;
        caretaker = await application.SignInAsync("pedel@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into owner_role (owner_id, person_id, role) select o.id, p.id, 'caretaker' from owner o, person p where p.email = 'pedel@example.dk';
            update person set name = 'Poul' where email = 'pedel@example.dk'
            """);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Conversation_FromTheBookingAndBack()
    {
        (await booker.GetAsync(page)).Document.QuerySelector($"a[href='{page}/messages']")!.TextContent.Should().Contain("Skriv til Beboerhuset");
        (await booker.GetAsync($"{page}/messages")).Text.Should().Contain("Er der noget, I skal aftale?");

        var written = await booker.FollowAsync(await booker.FillInAsync($"{page}/messages", Text("Er der <b>gryder</b>?\nOg låg?")));
        written.Text.Should().ContainAll("Dig", "Er der <b>gryder</b>?");
        await caretaker.FillInAsync($"{page}/messages", Text("Ja, otte."));

        var answered = await booker.GetAsync($"{page}/messages");
        answered.Text.Should().ContainAll("Poul, Beboerhuset", "Ja, otte.").And.NotContain("pedel@example.dk");
        (await caretaker.GetAsync($"{page}/messages")).Text.Should().ContainAll("Bente", "Og låg?").And.NotContain("bente@example.dk");
        (await booker.GetAsync(page)).Text.Should().Contain("Se beskeder (2)");
        (await caretaker.GetAsync(page)).Text.Should().Contain("Se beskeder (2)");
    }

    [Theory]
    [InlineData("", "Skriv din besked")]
    [InlineData("x", "Skriv kortere. Der er plads til 2000 tegn")]
    public async Task Message_ThatCannotBeSent_SaysWhyAndKeepsWhatWasTyped(string letter, string problem)
    {
        var typed = string.Concat(Enumerable.Repeat(letter, WriteMessage.LongestText + 1));

        var again = await booker.FillInAsync($"{page}/messages", Text(typed));

        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        again.Document.QuerySelector("[role=alert] a[href='#text']")!.TextContent.Should().Be(problem);
        again.Document.QuerySelector("#text")!.TextContent.Should().Be(typed);
        again.Document.QuerySelector("#text")!.GetAttribute("aria-describedby").Should().Contain("text-error");
    }

    [Fact]
    public async Task Messages_OfOthers_AreNotThere()
    {
        var stranger = await application.SignInAsync("nysgerrig@example.dk");

        (await stranger.GetAsync($"{page}/messages")).Status.Should().Be(HttpStatusCode.NotFound);
        (await application.NewBrowser().GetAsync($"{page}/messages")).RedirectsTo.Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task Api_SendsAndReads_WithTheSameRights()
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var bente = await connection.QuerySingleAsync<Guid>("select id from person where email = 'bente@example.dk'");
        var api = await ApiClient.ForAsync(application, new SignedInPerson(bente, "bente@example.dk", "Bente", "da", IsAdministrator: false, Roles: ""));
        var other = await ApiClient.ForNewPersonAsync(application);
        var address = $"/api/v1{page}/messages";
        Task<ApiAnswer> SendAsync(ApiClient client, string text, string? key) => client.SendAsync(
            HttpMethod.Post, address, JsonSerializer.Serialize(new { text }), key is null ? [] : [("Idempotency-Key", key)]);

        (await SendAsync(api, "Hej", "a")).Status.Should().Be(HttpStatusCode.NoContent);
        (await SendAsync(api, "Hej", "a")).Status.Should().Be(HttpStatusCode.NoContent);
        (await SendAsync(api, " ", "b")).Errors.Should().Equal("text");
        (await SendAsync(api, "Hej", null)).Errors.Should().Equal("Idempotency-Key");
        (await SendAsync(other, "Hej", "a")).Code.Should().Be("UnknownBooking");
        (await other.GetAsync(address)).Code.Should().Be("UnknownBooking");

        var message = (await api.GetAsync(address)).Json.AsArray().Should().ContainSingle().Subject!;
        ((string?)message["from"], (string?)message["name"], (string?)message["text"]).Should().Be(("booker", "Bente", "Hej"));
        ((string?)message["sentAt"]).Should().EndWith("+01:00");
    }

    private static Dictionary<string, string?> Text(string text) => new() { ["text"] = text };
}
