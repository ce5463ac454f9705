using System.Net;
using System.Text.Json.Nodes;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that keeps a group of those who book together.</summary>
public sealed class GroupsTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string Groups = "/api/v1/groups";

    private readonly BookingApplication application = fixture.Application;
    private ApiClient anna = null!;
    private ApiClient bo = null!;
    private ApiClient other = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        anna = await ApiClient.ForNewPersonAsync(application);
        bo = await ApiClient.ForAsync(application, await TestPerson.InsertAsync(application.Database.DataSource, "Bo"));
        other = await ApiClient.ForNewPersonAsync(application);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static IEnumerable<string> Members(JsonNode group) =>
        group["members"]!.AsArray().Select(member => $"{member!["name"]}{((bool)member["isOrganiser"]! ? "*" : "")}");

    [Fact]
    public async Task Group_IsMadeOnce_Joined_HandedOnAndEnded_AsThePageShows()
    {
        var key = Guid.NewGuid().ToString();
        (await anna.MakeAsync(Groups, new { name = new string('x', 101), cvr = "12345678" })).Errors.Should().BeEquivalentTo("name", "cvr");
        var made = await anna.MakeAsync(Groups, new { name = "Koret" }, key);
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        (await anna.MakeAsync(Groups, new { name = "Koret" }, key)).Text.Should().Be(made.Text, "it is made once");
        (await anna.MakeAsync(Groups, new { name = "Bandet" }, key)).Code.Should().Be("KeyUsed");
        (await anna.GetAsync(Groups)).Json.AsArray().Should().ContainSingle().Which!["isOrganiser"]!.GetValue<bool>().Should().BeTrue();

        var choir = made.Response.Headers.Location!.ToString();
        (await anna.PostAsync($"{choir}/invitations", new { email = "bo" })).Errors.Should().Equal("email");
        (await other.PostAsync($"{choir}/invitations", new { email = bo.Person.Email })).Code.Should().Be("UnknownGroup");
        (await anna.PostAsync($"{choir}/invitations", new { email = bo.Person.Email })).Status.Should().Be(HttpStatusCode.NoContent);
        ((string?)(await anna.GetAsync(choir)).Json["invited"]![0]!["email"]).Should().Be(bo.Person.Email);
        (await bo.GetAsync(choir)).Code.Should().Be("UnknownGroup", "who has not said yes sees nothing of it");
        ((string?)(await bo.GetAsync($"{Groups}/invitations")).Json[0]!["name"]).Should().Be("Koret");
        (await other.PostAsync($"{choir}/answer", new { yes = true })).Code.Should().Be("UnknownInvitation");
        (await bo.PostAsync($"{choir}/answer", new { })).Errors.Should().Equal("yes");
        (await bo.PostAsync($"{choir}/answer", new { yes = true })).Status.Should().Be(HttpStatusCode.NoContent);
        Members((await bo.GetAsync(choir)).Json).Should().Equal("Anna*", "Bo");

        var (self, member) = ($"{choir}/members/{anna.Person.Id}", $"{choir}/members/{bo.Person.Id}");
        (await bo.PutAsync($"{member}/role", new { role = "organiser" })).Code.Should().Be("UnknownGroup", "it is for organisers");
        (await anna.PutAsync($"{member}/role", new { role = "dirigent" })).Errors.Should().Equal("role");
        (await anna.DeleteAsync(self)).Code.Should().Be("LastOrganiser");
        Members((await anna.PutAsync($"{member}/role", new { role = "organiser" })).Json).Should().Equal("Anna*", "Bo*");
        (await bo.PutAsync(choir, new { name = "Bandet" })).Code.Should().Be("UnknownGroup", "it is for the contact");
        (await anna.PutAsync($"{choir}/contact", new { })).Errors.Should().Equal("person");
        ((Guid?)(await anna.PutAsync($"{choir}/contact", new { person = bo.Person.Id })).Json["contact"]).Should().Be(bo.Person.Id);
        (await bo.PutAsync(choir, new { name = "" })).Errors.Should().Equal("name");
        (await bo.PutAsync(choir, new { name = "Koret i Gellerup", cvr = "55133018" })).Status.Should().Be(HttpStatusCode.OK);
        (await (await application.SignInAsync(anna.Person.Email)).GetAsync(choir.Replace("/api/v1", "", StringComparison.Ordinal))).Text
            .Should().ContainAll("Koret i Gellerup", "55133018", "Bo");

        (await anna.DeleteAsync(self)).Status.Should().Be(HttpStatusCode.NoContent);
        (await anna.GetAsync(choir)).Code.Should().Be("UnknownGroup");
        (await other.DeleteAsync(choir)).Code.Should().Be("UnknownGroup");
        (await bo.DeleteAsync(choir)).Status.Should().Be(HttpStatusCode.NoContent);
        (await bo.GetAsync(Groups)).Json.AsArray().Should().BeEmpty();
    }
}
