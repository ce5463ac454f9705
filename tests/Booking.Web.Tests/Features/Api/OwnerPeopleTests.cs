using System.Net;
using System.Text.Json.Nodes;
using Booking.Testing;
using Booking.Web.Features.Owners;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that keeps an owner: who it is, where it stands, who is what there, and what has been done.</summary>
public sealed class OwnerPeopleTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private readonly string slug = $"skolen-{Guid.NewGuid():N}";
    private TestResource hall = null!;
    private ApiClient leader = null!;
    private ApiClient pedel = null!;
    private ApiClient other = null!;

    private string School => $"/api/v1/owners/{slug}";

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        var source = application.Database.DataSource;
        hall = await new TestResource { Owner = slug }.InsertAsync(source);
        await new TestResource { Owner = $"{slug}-anden" }.InsertAsync(source);
        leader = await ApiClient.ForNewAsync(application, "Leder", slug, OwnerRole.Administrator);
        pedel = await ApiClient.ForAsync(application, await TestPerson.InsertAsync(source, "Pedel"));
        other = await ApiClient.ForNewAsync(application, "Anden", $"{slug}-anden", OwnerRole.Administrator);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<JsonNode> PeopleAsync() => (await leader.GetAsync($"{School}/people")).Json;

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(one => (string)one!);

    [Fact]
    public async Task People_AreInvited_SayYes_ChangeAndGo_AsThePageAndTheLogShow()
    {
        var (body, key) = (new { email = pedel.Person.Email, roles = new[] { "caretaker" } }, Guid.NewGuid().ToString());
        (await leader.MakeAsync($"{School}/invitations", body with { email = "pedel" })).Errors.Should().Equal("email");
        (await leader.MakeAsync($"{School}/invitations", body with { roles = [] })).Errors.Should().Equal("roles");
        (await leader.MakeAsync($"{School}/invitations", body with { roles = ["konge"] })).Errors.Should().Equal("roles");
        var sent = await leader.MakeAsync($"{School}/invitations", body, key);
        sent.Status.Should().Be(HttpStatusCode.Created, sent.Text);
        (await leader.MakeAsync($"{School}/invitations", body, key)).Text.Should().Be(sent.Text, "it is sent once");
        (await leader.MakeAsync($"{School}/invitations", body with { roles = ["approver"] }, key)).Code.Should().Be("KeyUsed");
        (await leader.MakeAsync($"{School}/invitations", body)).Code.Should().Be("AlreadyInvited");
        (await other.MakeAsync($"{School}/invitations", body)).Status.Should().Be(HttpStatusCode.NotFound);
        (await pedel.GetAsync($"{School}/people")).Status.Should().Be(HttpStatusCode.NotFound);

        var invitation = (string)sent.Json["id"]!;
        (await leader.PostAsync($"{School}/invitations/{invitation}/sending")).Code.Should().Be("SentJustNow");
        application.Clock.Advance(Duration.FromHours(2));
        ((string)(await leader.PostAsync($"{School}/invitations/{invitation}/sending")).Json["invitedAt"]!).Should().Be("2026-11-25T21:00:00+01:00");
        (await other.GetAsync($"/api/v1/invitations/{invitation}")).Code.Should().Be("UnknownInvitation");
        ((string?)(await pedel.GetAsync($"/api/v1/invitations/{invitation}")).Json["owner"]).Should().Be(slug);
        (await pedel.PostAsync($"/api/v1/invitations/{invitation}/answer", new { })).Errors.Should().Equal("yes");
        (await pedel.PostAsync($"/api/v1/invitations/{invitation}/answer", new { yes = true })).Status.Should().Be(HttpStatusCode.NoContent);
        (await pedel.PostAsync($"/api/v1/invitations/{invitation}/answer", new { yes = true })).Code.Should().Be("UnknownInvitation");
        (await leader.MakeAsync($"{School}/invitations", body)).Code.Should().Be("AlreadyThere");
        var withdrawn = (string)(await leader.MakeAsync($"{School}/invitations", body with { email = "ny@example.dk" })).Json["id"]!;
        (await leader.DeleteAsync($"{School}/invitations/{withdrawn}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await leader.DeleteAsync($"{School}/invitations/{withdrawn}")).Code.Should().Be("UnknownInvitation");

        var mine = (await pedel.GetAsync("/api/v1/owners")).Json.AsArray().Should().ContainSingle().Subject!;
        ((string?)mine["slug"], string.Join(' ', Texts(mine["roles"])), string.Join(' ', Texts(mine["rights"]))).Should().Be((slug, "caretaker", "lookAfter setRules"));
        var person = $"{School}/people/{pedel.Person.Id}";
        (await leader.PutAsync($"{person}/roles", new { roles = Array.Empty<string>() })).Errors.Should().Equal("roles");
        Texts((await leader.PutAsync($"{person}/roles", new { roles = new[] { "approver", "caretaker" } })).Json["roles"]).Should().Equal("caretaker", "approver");
        (await leader.PutAsync($"{School}/people/{other.Person.Id}/roles", new { roles = new[] { "approver" } })).Code.Should().Be("UnknownPerson");
        (await leader.DeleteAsync($"{School}/people/{leader.Person.Id}")).Code.Should().Be("LastAdministrator");
        (await (await application.SignInAsync(leader.Person.Email)).GetAsync($"/owners/{slug}/people")).Text.Should().ContainAll("Pedel", "pedel, godkender");
        (await leader.DeleteAsync(person)).Status.Should().Be(HttpStatusCode.NoContent);
        (await leader.DeleteAsync(person)).Code.Should().Be("UnknownPerson");

        var log = (await leader.GetAsync($"{School}/log")).Json;
        log["items"]!.AsArray().Select(line => (string)line!["action"]!).Should().Equal(
            "role.changed", "role.changed", "invitation.withdrawn", "invitation.sent", "role.changed", "invitation.accepted", "invitation.sent-again", "invitation.sent");
        ((string?)log["items"]![0]!["by"], (string?)log["items"]![0]!["about"]).Should().Be(("Leder", "Pedel"));
        (await leader.GetAsync($"{School}/log?cursor={log["items"]![6]!["id"]}")).Json["items"]!.AsArray().Should().ContainSingle();
        (await leader.GetAsync($"{School}/log?about=alt&cursor=sidste")).Errors.Should().BeEquivalentTo("about", "cursor");
    }

    [Fact]
    public async Task LastAdministrator_LeavesWhenAnotherGoesOn()
    {
        await pedel.Person.MakeAsync(application.Database.DataSource, slug, OwnerRole.Caretaker);
        (await leader.PostAsync($"{School}/departure")).Code.Should().Be("LastAdministrator");
        (await leader.PostAsync($"{School}/departure", new { successor = "pedel" })).Errors.Should().Equal("successor");
        (await leader.PostAsync($"{School}/departure", new { successor = other.Person.Id })).Code.Should().Be("SuccessorGone");
        (await other.PostAsync($"{School}/departure")).Code.Should().Be("UnknownOwner");

        (await leader.PostAsync($"{School}/departure", new { successor = pedel.Person.Id })).Status.Should().Be(HttpStatusCode.NoContent);

        (await leader.GetAsync($"{School}/people")).Status.Should().Be(HttpStatusCode.NotFound);
        ((string?)(await pedel.GetAsync($"{School}/people")).Json["people"]![0]!["email"]).Should().Be(pedel.Person.Email);
    }

    [Fact]
    public async Task Owner_IsMadeBelowAnother_Changed_PausedAndMoved()
    {
        var (body, key) = (new { kind = "institution", nameDa = $"Fritidshjemmet {slug}", email = "fritid@example.dk", under = slug }, Guid.NewGuid().ToString());
        var made = await leader.MakeAsync("/api/v1/owners", body, key);
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        var club = made.Response.Headers.Location!.ToString();
        (await leader.MakeAsync("/api/v1/owners", body, key)).Response.Headers.Location!.ToString().Should().Be(club, "it is made once");
        (await leader.MakeAsync("/api/v1/owners", new { kind = "kongerige", nameDa = new string('x', 101), email = "fritid", phone = "ti", under = $"{slug}-anden" })).Errors
            .Should().BeEquivalentTo("kind", "nameDa", "email", "phone", "under");
        (await pedel.MakeAsync("/api/v1/owners", body)).Status.Should().Be(HttpStatusCode.Forbidden);

        (await leader.PutAsync(club, new { nameDa = "Klubben", email = "klub" })).Errors.Should().Equal("email");
        ((string?)(await leader.PutAsync(club, new { nameDa = "Klubben", email = "klub@example.dk", phone = "12 34 56 78" })).Json["phone"]).Should().Be("12 34 56 78");
        (await other.PutAsync(club, new { nameDa = "Min", email = "klub@example.dk" })).Status.Should().Be(HttpStatusCode.NotFound);
        (await leader.PutAsync($"{School}/parent", new { under = club.Split('/')[^1] })).Errors.Should().Equal("under");
        (await leader.PutAsync($"{club}/parent", new { under = $"{slug}-anden" })).Errors.Should().Equal(["under"], "it is not theirs");
        ((string?)(await leader.PutAsync($"{club}/parent", new { under = slug })).Json["under"]).Should().Be(slug);

        var resource = $"/api/v1/resources/{hall.Slug}";
        ((bool)(await leader.PutAsync($"{School}/pause")).Json["isPaused"]!).Should().BeTrue();
        (await pedel.GetAsync(resource)).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.DeleteAsync($"{School}/pause")).Status.Should().Be(HttpStatusCode.NotFound);
        ((bool)(await leader.DeleteAsync($"{School}/pause")).Json["isPaused"]!).Should().BeFalse();
        (await pedel.GetAsync(resource)).Status.Should().Be(HttpStatusCode.OK);

        var seen = (await pedel.GetAsync(School)).Json;
        seen["front"].Should().BeNull();
        (await leader.GetAsync(School)).Json["front"]!["days"]!.AsArray().Should().HaveCount(7);
        (await pedel.PostAsync("/api/v1/owners/share", new { nameDa = "" })).Errors.Should().Equal("nameDa");
        var own = (await pedel.PostAsync("/api/v1/owners/share", new { nameDa = "Pedel Pedersen" })).Json;
        ((string?)own["kind"], (string?)own["email"]).Should().Be(("citizen", pedel.Person.Email));
        ((string?)(await pedel.PostAsync("/api/v1/owners/share", new { nameDa = "Igen" })).Json["slug"]).Should().Be((string?)own["slug"], "once");
        (await (await application.SignInAsync(pedel.Person.Email)).GetAsync("/owners")).Text.Should().Contain("Pedel Pedersen");
    }
}
