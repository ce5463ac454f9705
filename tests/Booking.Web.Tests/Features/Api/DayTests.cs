using System.Net;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program at the door: who comes, who did not, and who says they did.</summary>
public sealed class DayTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private readonly string owner = $"huset-{Guid.NewGuid():N}";
    private TestResource kitchen = null!;
    private ApiClient caretaker = null!;
    private ApiClient other = null!;
    private ApiClient bente = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        var source = application.Database.DataSource;
        kitchen = await new TestResource { Owner = owner, ReleaseAfterMinutes = 20 }.InsertAsync(source);
        await new TestResource { Owner = $"{owner}-andet" }.InsertAsync(source);
        caretaker = await ApiClient.ForNewAsync(application, "Pedel", owner, OwnerRole.Caretaker);
        other = await ApiClient.ForNewAsync(application, "Anden", $"{owner}-andet", OwnerRole.Caretaker);
        bente = await ApiClient.ForAsync(application, await TestPerson.InsertAsync(source, "Bente"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string> BookAsync() => (string)(await bente.BookAsync(kitchen, "2026-11-27T17:00+01:00", "2026-11-27T21:00+01:00")).Json["id"]!;

    [Fact]
    public async Task Day_TellsWhoComes_AndTheCaretakerChecksThemIn_AsThePageShows()
    {
        var booking = await BookAsync();

        var place = (await caretaker.GetAsync("/api/v1/today?day=2026-11-27")).Json["places"]!.AsArray().Should().ContainSingle().Subject!;
        ((string?)place["resource"], (string?)place["bookings"]![0]!["name"], (string?)place["bookings"]![0]!["booking"]!["id"])
            .Should().Be((kitchen.Slug, "Bente", booking));
        (await other.GetAsync("/api/v1/today?day=2026-11-27")).Json["places"]!.AsArray().Should().BeEmpty();
        (await bente.GetAsync("/api/v1/today")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await caretaker.GetAsync("/api/v1/today?day=fredag")).Errors.Should().Equal("day");

        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 16, 5));
        ((string?)(await caretaker.GetAsync("/api/v1/today")).Json["day"]).Should().Be("2026-11-27");
        (await other.PostAsync($"/api/v1/bookings/{booking}/check-in")).Code.Should().Be("UnknownBooking");
        ((string?)(await caretaker.PostAsync($"/api/v1/bookings/{booking}/check-in")).Json["checkedInAt"]).Should().Be("2026-11-27T17:05:00+01:00");
        (await (await application.SignInAsync(caretaker.Person.Email)).GetAsync("/today")).Text.Should().ContainAll("Bente", "Tjekket ind");
    }

    [Fact]
    public async Task NoShow_IsContestedByItsPerson_AndAnsweredOnce_AsThePageShows()
    {
        var booking = await BookAsync();
        var address = $"/api/v1/bookings/{booking}/no-show";
        (await bente.GetAsync(address)).Code.Should().Be("UnknownNoShow", "they may still come");
        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 16, 20));
        (await application.Services.GetRequiredService<ReleaseBooking>().HandleAsync(Guid.Parse(booking), default)).Should().BeTrue();

        var noted = (await bente.GetAsync("/api/v1/no-shows/own")).Json.AsArray().Should().ContainSingle().Subject!;
        ((string?)noted["booking"], (bool)noted["counts"]!).Should().Be((booking, true));
        (await caretaker.GetAsync("/api/v1/no-shows")).Json.AsArray().Should().BeEmpty();
        (await caretaker.PostAsync($"{address}/answer", new { yes = true, reason = "Ja" })).Code.Should().Be("UnknownNoShow", "nothing has been said");
        (await caretaker.PostAsync($"{address}/contest", new { })).Code.Should().Be("UnknownNoShow", "it is not theirs to say");
        (await bente.PostAsync($"{address}/contest", new { words = new string('x', 1001) })).Errors.Should().Equal("words");
        var said = (await bente.PostAsync($"{address}/contest", new { words = "Koden virkede ikke." })).Json;
        ((string?)said["words"], (bool)said["counts"]!, (bool?)said["upheld"]).Should().Be(("Koden virkede ikke.", false, null));

        (await other.GetAsync(address)).Code.Should().Be("UnknownNoShow");
        (await other.GetAsync("/api/v1/no-shows")).Json.AsArray().Should().BeEmpty();
        (await bente.GetAsync("/api/v1/no-shows")).Status.Should().Be(HttpStatusCode.Forbidden);
        ((string?)(await caretaker.GetAsync("/api/v1/no-shows")).Json[0]!["booking"]).Should().Be(booking);
        (await caretaker.PostAsync($"{address}/answer", new { reason = "Ja" })).Errors.Should().Equal("yes");
        (await caretaker.PostAsync($"{address}/answer", new { yes = true, reason = " " })).Errors.Should().Equal("reason");
        (await bente.PostAsync($"{address}/answer", new { yes = true, reason = "Ja" })).Code.Should().Be("UnknownNoShow", "nobody answers what is their own");
        var answered = (await caretaker.PostAsync($"{address}/answer", new { yes = true, reason = "Låsen var i stykker." })).Json;
        ((bool?)answered["upheld"], (string?)answered["answer"]).Should().Be((true, "Låsen var i stykker."));
        (await caretaker.PostAsync($"{address}/answer", new { yes = false, reason = "Nej" })).Code.Should().Be("ContestOver");
        (await (await application.SignInAsync(bente.Person.Email)).GetAsync($"/bookings/{booking}/was-there")).Text
            .Should().ContainAll("Svaret er: ja, de var der", "Låsen var i stykker.");
    }
}
