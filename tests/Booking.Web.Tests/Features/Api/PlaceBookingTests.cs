using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

public sealed class PlaceBookingTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private TestResource kitchen = null!;
    private ApiClient anna = null!;

    public async Task InitializeAsync()
    {
        kitchen = await new TestResource { ReleaseAfterMinutes = 20 }.InsertAsync(application.Database.DataSource);
        anna = await ApiClient.ForNewPersonAsync(application);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task PlaceBooking_WhenFree_AnswersTheBookingAndWhereItIs()
    {
        var answer = await anna.BookAsync(kitchen, "2026-11-27T17:00+01:00", "2026-11-27T21:00+01:00", 12, "Fællesspisning");

        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        var booking = answer.Json;
        ((string?)booking["resource"]).Should().Be(kitchen.Slug);
        ((string?)booking["start"]).Should().Be("2026-11-27T17:00:00+01:00");
        ((string?)booking["end"]).Should().Be("2026-11-27T21:00:00+01:00");
        ((int)booking["people"]!).Should().Be(12);
        ((string?)booking["purpose"]).Should().Be("Fællesspisning");
        ((string?)booking["status"]).Should().Be("confirmed");
        ((string?)booking["checkInFrom"]).Should().Be("2026-11-27T16:30:00+01:00");
        ((string?)booking["checkInBy"]).Should().Be("2026-11-27T17:20:00+01:00");
        answer.Response.Headers.Location!.OriginalString.Should().Be($"/api/v1/bookings/{booking["id"]}");
        (await anna.GetAsync(answer.Response.Headers.Location.OriginalString)).Text.Should().Be(answer.Text);
    }
}
