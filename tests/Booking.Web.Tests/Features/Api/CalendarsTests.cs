using System.Net;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Tests.Features.CalendarImports;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that keeps the calendars of a place, and decides where they meet bookings.</summary>
public sealed class CalendarsTests : IAsyncLifetime
{
    private CalendarServer server = null!;
    private BookingApplication application = null!;
    private TestResource hall = null!;
    private ApiClient caretaker = null!;
    private ApiClient other = null!;

    private string Place => $"/api/v1/own-use/{hall.Slug}";

    private string Calendars => $"{Place}/calendars";

    public async Task InitializeAsync()
    {
        server = await CalendarServer.StartAsync();
        application = await BookingApplication.CreateAsync(addServices: services => services.AddSingleton(server.Limits));
        var source = application.Database.DataSource;
        hall = await new TestResource { Slug = "hallen", Name = "Hallen" }.InsertAsync(source);
        await new TestResource { Owner = "anden" }.InsertAsync(source);
        caretaker = await ApiClient.ForNewAsync(application, "Pedel", hall.Owner, OwnerRole.Caretaker);
        other = await ApiClient.ForNewAsync(application, "Anden", "anden", OwnerRole.Caretaker);
    }

    public async Task DisposeAsync()
    {
        await application.DisposeAsync();
        await server.DisposeAsync();
    }

    private static string CalendarWith(string times) =>
        $"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Dans\r\n{times}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    [Fact]
    public async Task Calendar_IsAddedOnce_ReadNow_AndTakenOut_AsThePageShows()
    {
        server.Serve(CalendarWith("DTSTART:20261127T160000Z\r\nDTEND:20261127T180000Z"), "1");
        var (body, key) = (new { name = "Skolens kalender", url = server.Address.AbsoluteUri }, Guid.NewGuid().ToString());

        (await caretaker.MakeAsync(Calendars, new { name = " ", url = body.url })).Errors.Should().Equal("name");
        var wrong = await caretaker.MakeAsync(Calendars, body with { url = "ftp://example.dk/x.ics" });
        wrong.Errors.Should().Equal("url");
        wrong.Json["errors"]!["url"]![0]!.ToString().Should().StartWith("Skriv hele adressen. Den begynder med https", "as the page says it");
        (await caretaker.MakeAsync(Calendars, new { body.name, body.url, ownerEmail = "skolen" })).Errors.Should().Equal("ownerEmail");
        var added = await caretaker.MakeAsync(Calendars, body, key);
        added.Status.Should().Be(HttpStatusCode.Created, added.Text);
        added.Text.Should().NotContain("private-0123456789", "whoever has the address can read the calendar");
        ((int)added.Json["times"]!, (string?)added.Json["host"]).Should().Be((1, "127.0.0.1"));
        ((string?)(await caretaker.MakeAsync(Calendars, body, key)).Json["id"]).Should().Be((string?)added.Json["id"]);
        (await caretaker.MakeAsync(Calendars, body with { name = "En anden" }, key)).Code.Should().Be("KeyUsed");
        (await caretaker.MakeAsync(Calendars, body)).Code.Should().Be("CalendarKnown");

        var address = $"{Calendars}/{added.Json["id"]}";
        server.Serve(CalendarWith("DTSTART:i morgen"), "2");
        ((int)(await caretaker.PostAsync($"{address}/reading")).Json["times"]!).Should().Be(1, "it has just been read");
        application.Clock.Advance(Duration.FromMinutes(2));
        var read = (await caretaker.PostAsync($"{address}/reading")).Json;
        ((int)read["problems"]![0]!["line"]!, (int)read["times"]!).Should().Be((5, 1), "what was known still holds");
        var page = await (await application.SignInAsync(caretaker.Person.Email)).GetAsync("/own-use/hallen/calendars");
        page.Text.Should().ContainAll("Skolens kalender", (string)read["problems"]![0]!["message"]!);

        (await other.GetAsync(Calendars)).Code.Should().Be("UnknownOwnPlace");
        (await other.MakeAsync(Calendars, body)).Code.Should().Be("UnknownOwnPlace");
        (await other.DeleteAsync(address)).Code.Should().Be("UnknownOwnPlace");
        (await caretaker.DeleteAsync(address)).Status.Should().Be(HttpStatusCode.NoContent);
        (await caretaker.DeleteAsync(address)).Code.Should().Be("UnknownCalendar");
        (await caretaker.PostAsync($"{address}/reading")).Code.Should().Be("UnknownCalendar");
        (await caretaker.GetAsync(Calendars)).Json.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Clash_IsLeftAlone_OrTheBookingIsCancelledForAReason()
    {
        var anna = await ApiClient.ForNewPersonAsync(application);
        List<string> bookings = [];
        foreach (var day in (int[])[27, 28])
        {
            bookings.Add((string)(await anna.BookAsync(hall, $"2026-11-{day}T17:00+01:00", $"2026-11-{day}T21:00+01:00")).Json["id"]!);
        }

        server.Serve(CalendarWith("DTSTART:20261127T160000Z\r\nDTEND:20261127T180000Z\r\nRRULE:FREQ=DAILY;COUNT=2"), "1");
        await caretaker.MakeAsync(Calendars, new { name = "Skolen", url = server.Address.AbsoluteUri });
        var clashes = (await caretaker.GetAsync(Place)).Json["clashes"]!.AsArray();
        clashes.Select(clash => (string)clash!["booking"]!).Should().Equal(bookings);
        var (first, second) = (Decision(0), Decision(1));

        (await caretaker.PostAsync(first, new { })).Errors.Should().Equal("decision");
        (await caretaker.PostAsync(first, new { decision = "keep" })).Errors.Should().Equal("decision");
        (await caretaker.PostAsync(second, new { decision = "cancel" })).Errors.Should().Equal("reason");
        (await caretaker.PostAsync(second, new { decision = "cancel", reason = new string('x', 501) })).Errors.Should().Equal("reason");
        (await other.PostAsync(second, new { decision = "cancel", reason = "Dans" })).Code.Should().Be("UnknownOwnPlace");
        (await caretaker.PostAsync(first, new { decision = "leave" })).Status.Should().Be(HttpStatusCode.NoContent);
        (await caretaker.PostAsync(second, new { decision = "cancel", reason = "Skolen danser." })).Status.Should().Be(HttpStatusCode.NoContent);

        (await caretaker.GetAsync(Place)).Json["clashes"]!.AsArray().Should().BeEmpty();
        ((string?)(await anna.GetAsync($"/api/v1/bookings/{bookings[0]}")).Json["status"]).Should().Be("confirmed");
        ((string?)(await anna.GetAsync($"/api/v1/bookings/{bookings[1]}")).Json["endReason"]).Should().Be("Skolen danser.");
        (await (await application.SignInAsync(caretaker.Person.Email)).GetAsync("/today?date=2026-11-28")).Text.Should().Contain("Dans").And.NotContain("Anna");

        string Decision(int number) => $"{Place}/times/{clashes[number]!["time"]}/bookings/{bookings[number]}/decision";
    }
}
