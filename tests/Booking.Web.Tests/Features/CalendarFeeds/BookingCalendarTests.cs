using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.CalendarFeeds;

public sealed class BookingCalendarTests : FeedTests
{
    [Fact]
    public async Task Download_ByItsPerson_IsAFileWithThatBooking()
    {
        var browser = await Application.SignInAsync(Anna.Email);
        var id = await BookAsync(FridayEvening);

        var answer = await browser.Http.GetAsync($"/bookings/{id}/calendar.ics");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/calendar; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.Should().MatchRegex("booking-.+\\.ics");
        var calendar = Ical.Net.Calendar.Load(await answer.Content.ReadAsStringAsync())!;
        calendar.Events.Should().ContainSingle().Which.Uid.Should().Be($"{id}@booking.aarhus.example");
        calendar.Method.Should().BeNull();
    }

    [Fact]
    public async Task Download_BySomebodyElse_IsNotFound()
    {
        var browser = await Application.SignInAsync("bo@example.dk");
        var id = await BookAsync(FridayEvening);

        (await browser.GetAsync($"/bookings/{id}/calendar.ics")).Status.Should().Be(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/bookings/{Guid.NewGuid()}/calendar.ics")).Status.Should().Be(HttpStatusCode.NotFound);
        (await browser.GetAsync("/bookings/x/calendar.ics")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Download_WithoutSigningIn_LeadsToSignIn()
    {
        var id = await BookAsync(FridayEvening);

        (await Application.NewBrowser().GetAsync($"/bookings/{id}/calendar.ics")).RedirectsTo.Should().Contain("/sign-in");
    }

    [Fact]
    public async Task Download_OfACancelledBooking_IsNotFound()
    {
        var browser = await Application.SignInAsync(Anna.Email);
        var id = await BookAsync(FridayEvening);
        await CancelAsync(id);

        (await browser.GetAsync($"/bookings/{id}/calendar.ics")).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
