using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that lets others have what a person does not need.</summary>
public sealed class GivingBackTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private ApiClient anna = null!;
    private string booking = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        anna = await ApiClient.ForNewPersonAsync(application);
        var placed = await anna.BookAsync(kitchen, "2026-11-30T17:00+01:00", "2026-11-30T21:00+01:00", 4, "Fest");
        booking = placed.Response.Headers.Location!.OriginalString;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<ApiAnswer> GiveAsync(string start, string end, int sequence, bool middle = false) =>
        anna.PostAsync($"{booking}/give-back", new { start, end, middle, sequence });

    [Fact]
    public async Task GiveBack_OfTheMiddle_LeavesTwo_AndAgainAnswersTheSame()
    {
        var given = await GiveAsync("2026-11-30T18:00+01:00", "2026-11-30T19:30+01:00", 0, middle: true);
        var again = await GiveAsync("2026-11-30T18:00+01:00", "2026-11-30T19:30+01:00", 0, middle: true);

        given.Status.Should().Be(HttpStatusCode.OK, given.Text);
        ((string?)given.Json["booking"]!["end"]).Should().Be("2026-11-30T18:00:00+01:00");
        ((int?)given.Json["booking"]!["sequence"]).Should().Be(1);
        ((string?)given.Json["second"]!["start"]).Should().Be("2026-11-30T19:30:00+01:00");
        ((string?)given.Json["second"]!["end"]).Should().Be("2026-11-30T21:00:00+01:00");
        again.Text.Should().Be(given.Text);
        (await GiveAsync("2026-11-30T17:00+01:00", "2026-11-30T17:30+01:00", 0)).Code.Should().Be("ChangedSince");
    }

    [Fact]
    public async Task GiveBack_OfWhatCannotBe_SaysWhy_AndChangesNothing()
    {
        (await GiveAsync("2026-11-30T16:00+01:00", "2026-11-30T20:00+01:00", 0)).Code.Should().Be("GiveBackNotTheirs");
        (await GiveAsync("2026-11-30T17:00+01:00", "2026-11-30T21:00+01:00", 0)).Code.Should().Be("GiveBackNothingGiven");
        (await GiveAsync("2026-11-30T17:00+01:00", "2026-11-30T21:00+01:00", 0, middle: true)).Code.Should().Be("GiveBackNothingKept");
        (await GiveAsync("2026-11-30T20:00+01:00", "2026-11-30T18:00+01:00", 0)).Errors.Should().Equal("end");
        (await anna.PostAsync($"{booking}/give-back", new { start = "2026-11-30T17:00+01:00", end = "2026-11-30T18:00+01:00" })).Errors.Should().Equal("sequence");
        (await anna.PostAsync($"{booking}/check-out")).Code.Should().Be("NotInUse");
        (await anna.PostAsync($"{booking}/transfer", new { person = anna.Person.Id })).Code.Should().Be("NotOfAGroup");
        var other = await ApiClient.ForNewPersonAsync(application);
        (await other.PostAsync($"{booking}/give-back", new { start = "2026-11-30T17:00+01:00", end = "2026-11-30T18:00+01:00", sequence = 0 }))
            .Code.Should().Be("UnknownBooking");

        var after = (await anna.GetAsync(booking)).Json;
        ((int?)after["sequence"]).Should().Be(0);
        ((string?)after["end"]).Should().Be("2026-11-30T21:00:00+01:00");
    }

    [Fact]
    public async Task CheckOut_OfWhatIsInUse_EndsItNow()
    {
        application.Clock.Reset(Instant.FromUtc(2026, 11, 30, 16, 0));
        (await anna.PostAsync($"{booking}/check-in")).Status.Should().Be(HttpStatusCode.OK);
        application.Clock.AdvanceMinutes(90);

        var left = await anna.PostAsync($"{booking}/check-out");

        left.Status.Should().Be(HttpStatusCode.OK, left.Text);
        ((string?)left.Json["end"]).Should().Be("2026-11-30T18:30:00+01:00");
    }
}
