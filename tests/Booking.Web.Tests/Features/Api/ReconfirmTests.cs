using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Jobs;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that says for a person that they still come.</summary>
public sealed class ReconfirmTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private ApiClient anna = null!;
    private string booking = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        var kitchen = await new TestResource { Rules = [new Reconfirmation(2880, 1440)] }.InsertAsync(application.Database.DataSource);
        anna = await ApiClient.ForNewPersonAsync(application);
        var placed = await anna.BookAsync(kitchen, "2026-12-04T17:00+01:00", "2026-12-04T21:00+01:00", 4, "Fest");
        ((string?)placed.Json["reconfirmBy"]).Should().Be("2026-12-03T17:00:00+01:00", "the answer to the booking says so already");
        placed.Json["reconfirmedAt"].Should().BeNull();
        booking = placed.Response.Headers.Location!.OriginalString;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task RunAtAsync(int day, int hour)
    {
        application.Clock.Reset(Instant.FromUtc(2026, 12, day, hour - 1, 0));
        await application.Services.GetRequiredService<AskToReconfirmJob>().RunAsync(default);
        await application.Services.GetRequiredService<ReleaseUnansweredJob>().RunAsync(default);
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update outbox set sent_at = @now, due_at = null where due_at is not null", new { now = application.Clock.GetCurrentInstant() });
    }

    [Fact]
    public async Task Reconfirm_WhenAsked_KeepsTheBooking_AndAgainAnswersTheSame()
    {
        (await anna.PostAsync($"{booking}/reconfirmation")).Code.Should().Be("NotAsked");
        await RunAtAsync(2, 17);

        var said = await anna.PostAsync($"{booking}/reconfirmation");
        application.Clock.AdvanceMinutes(10);
        var again = await anna.PostAsync($"{booking}/reconfirmation");
        await RunAtAsync(3, 17);

        said.Status.Should().Be(HttpStatusCode.OK, said.Text);
        ((string?)said.Json["reconfirmedAt"]).Should().Be("2026-12-02T17:00:00+01:00");
        again.Text.Should().Be(said.Text);
        ((string?)(await anna.GetAsync(booking)).Json["status"]).Should().Be("confirmed");
    }

    [Fact]
    public async Task Reconfirm_OfWhatHasGoneOn_SaysSo_AndTheBookingSaysWhy()
    {
        await RunAtAsync(2, 17);
        await RunAtAsync(2, 21);
        await RunAtAsync(3, 17);

        var late = await anna.PostAsync($"{booking}/reconfirmation");

        late.Status.Should().Be(HttpStatusCode.Conflict);
        late.Code.Should().Be("GivenOn");
        var after = (await anna.GetAsync(booking)).Json;
        ((string?)after["status"]).Should().Be("released");
        ((string?)after["endReason"]).Should().Be("Vi fik ikke svar på, om du stadig kom.");
    }

    [Fact]
    public async Task Reconfirm_OfOthers_IsUnknown_AndOfWhatIsCancelled_NotConfirmed()
    {
        await RunAtAsync(2, 17);
        var other = await ApiClient.ForNewPersonAsync(application);

        (await other.PostAsync($"{booking}/reconfirmation")).Status.Should().Be(HttpStatusCode.NotFound);
        await anna.DeleteAsync(booking);
        (await anna.PostAsync($"{booking}/reconfirmation")).Code.Should().Be("NotConfirmed");
    }
}
