using System.Net;
using Booking.Testing;
using Booking.Web.Tests.Features.ResourceSetup;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A neighbour, the municipality and an owner talk through their programs about what should not be on the list.</summary>
public sealed class ReportsTests : IAsyncLifetime
{
    private SetupRoom room = null!;
    private ApiClient owner = null!;
    private string slug = null!;

    public async Task InitializeAsync()
    {
        room = await SetupRoom.OpenAsync();
        slug = await room.PublishedAsync();
        owner = await ApiClient.ForAsync(room.Application, "sekretaer@example.dk");
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Report_IsAnswered_AndAnsweredBackToOnce()
    {
        var neighbour = await ApiClient.ForNewPersonAsync(room.Application);
        var person = await TestPerson.InsertAsync(room.Application.Database.DataSource, "Rådhuset");
        await room.ExecuteAsync("update person set is_administrator = true where id = @Id", new { person.Id });
        var moderator = await ApiClient.ForAsync(room.Application, person);

        (await neighbour.PostAsync("/api/v1/reports", new { resource = slug, words = "Hm" })).Errors.Should().Equal("reason");
        (await neighbour.PostAsync("/api/v1/reports", new { resource = slug, reason = "other" })).Errors.Should().Equal("words");
        (await neighbour.PostAsync("/api/v1/reports", new { resource = "ingen", reason = "unsafe" })).Code.Should().Be("UnknownResource");
        var report = new { resource = slug, reason = "unsafe", words = "Gassen lugter." };
        (await neighbour.PostAsync("/api/v1/reports", report)).Status.Should().Be(HttpStatusCode.NoContent);
        (await neighbour.PostAsync("/api/v1/reports", report)).Status.Should().Be(HttpStatusCode.NoContent, "again changes nothing");
        (await neighbour.GetAsync("/api/v1/reports")).Status.Should().Be(HttpStatusCode.Forbidden);

        var listed = (await moderator.GetAsync("/api/v1/reports")).Json.AsArray().Single()!;
        ((string)listed["resource"]!, (string)listed["status"]!, (int)listed["reports"]!).Should().Be((slug, "open", 1));
        var address = $"/api/v1/reports/{listed["id"]}";
        var read = await moderator.GetAsync(address);
        ((string)read.Json["said"]![0]!["words"]!).Should().Be("Gassen lugter.");
        read.Text.Should().NotContain(neighbour.Person.Email).And.NotContain(neighbour.Person.Id.ToString());
        (await owner.GetAsync($"/api/v1/setup/{slug}/taken-off")).Code.Should().Be("NotTakenOff");
        (await moderator.PostAsync($"{address}/answer", new { status = "open", act = "uphold", reason = "Nej." })).Errors.Should().Equal("act");
        (await moderator.PostAsync($"{address}/answer", new { status = "open", act = "take-off", reason = " " })).Errors.Should().Equal("reason");
        var answered = await moderator.PostAsync($"{address}/answer", new { status = "open", act = "take-off", reason = "Komfuret skal efterses." });
        ((string)answered.Json["case"]!["status"]!).Should().Be("off", answered.Text);
        (await moderator.PostAsync($"{address}/answer", new { status = "open", act = "keep", reason = "Det er fint." })).Code.Should().Be("ReportChanged");
        (await owner.GetAsync($"/api/v1/resources/{slug}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await room.Secretary.GetAsync($"/setup/{slug}/taken-off")).Text.Should().Contain("Komfuret skal efterses.");

        var why = (await owner.GetAsync($"/api/v1/setup/{slug}/taken-off")).Json;
        ((string)why["answer"]!, (bool)why["mayObject"]!).Should().Be(("Komfuret skal efterses.", true));
        (await owner.MakeAsync($"/api/v1/setup/{slug}/copies")).Code.Should().Be("TakenOff");
        (await neighbour.PostAsync($"/api/v1/setup/{slug}/objection", new { words = "Hov." })).Status.Should().Be(HttpStatusCode.Forbidden);
        (await owner.PostAsync($"/api/v1/setup/{slug}/objection", new { words = " " })).Errors.Should().Equal("words");
        ((string)(await owner.PostAsync($"/api/v1/setup/{slug}/objection", new { words = "Det er efterset i dag." })).Json["status"]!).Should().Be("objected");
        (await owner.PostAsync($"/api/v1/setup/{slug}/objection", new { words = "Og igen." })).Code.Should().Be("NothingToObjectTo");
        (await owner.PostAsync("/api/v1/setup/elsewhere/objection", new { words = "Hov." })).Code.Should().Be("UnknownSetup");
        var restored = await moderator.PostAsync($"{address}/answer", new { status = "objected", act = "restore", reason = "Tak." });
        ((string)restored.Json["objection"]!, (string)restored.Json["case"]!["status"]!).Should().Be(("Det er efterset i dag.", "restored"));
        (await owner.PutAsync($"/api/v1/setup/{slug}/publication", new { })).Status.Should().Be(HttpStatusCode.OK);
    }
}
