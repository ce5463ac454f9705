using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

/// <summary>What a program does for its person alone: who they are, and of what they are told.</summary>
public sealed class ProfileTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private readonly BookingApplication application = fixture.Application;
    private ApiClient anna = null!;

    public async Task InitializeAsync()
    {
        // The district is there with it.
        await new TestResource().InsertAsync(application.Database.DataSource);
        anna = await ApiClient.ForNewPersonAsync(application);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Profile_IsChangedWhole_AndReadAsItIs()
    {
        var before = (await anna.GetAsync("/api/v1/profile")).Json;
        ((string)before["name"]!, (string)before["email"]!, (string)before["language"]!).Should().Be(("Anna", anna.Person.Email, "da"));
        (await anna.PutAsync("/api/v1/profile", new { name = "Anna A", language = "fr", reminders = true })).Errors.Should().Equal("language");
        (await anna.PutAsync("/api/v1/profile", new { name = new string('x', 101), language = "en", reminders = true })).Errors.Should().Equal("name");
        (await anna.PutAsync("/api/v1/profile", new { })).Errors.Should().BeEquivalentTo("name", "language", "reminders");
        (await anna.GetAsync("/api/v1/profile")).Text.Should().Be(before.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

        var changed = await anna.PutAsync("/api/v1/profile", new { name = " Anna A ", language = "en", reminders = false });
        ((string)changed.Json["name"]!, (string)changed.Json["language"]!, (bool)changed.Json["reminders"]!).Should().Be(("Anna A", "en", false));
        (await anna.GetAsync("/api/v1/profile")).Text.Should().Be(changed.Text);
        (await anna.GetAsync("/api/v1/profile")).Text.Should().NotContain((await ApiClient.ForNewPersonAsync(application)).Person.Email);
    }

    [Fact]
    public async Task WhatPlacesAsk_IsSaid_AndTakenBack()
    {
        (await anna.PutAsync("/api/v1/profile/about", new { birthYear = 1899 })).Errors.Should().Equal("birthYear");
        (await anna.PutAsync("/api/v1/profile/about", new { birthYear = "1980" })).Errors.Should().Equal("birthYear");
        (await anna.PutAsync("/api/v1/profile/about", new { district = "riget" })).Errors.Should().Equal("district");

        var said = (await anna.PutAsync("/api/v1/profile/about", new { birthYear = 1980, isResident = false, district = "gellerup" })).Json;
        ((int)said["birthYear"]!, (bool)said["isResident"]!, (string)said["district"]!).Should().Be((1980, false, "gellerup"));
        var back = (await anna.PutAsync("/api/v1/profile/about", new { isResident = true })).Json;
        (back["birthYear"], (bool)back["isResident"]!, back["district"]).Should().Be((null, true, null));
    }

    [Fact]
    public async Task MorningMail_IsChosen_Changed_AndStopped()
    {
        ((bool)(await anna.GetAsync("/api/v1/free-now/mail")).Json["isOn"]!).Should().BeFalse();
        (await anna.PutAsync("/api/v1/free-now/mail", new { resourceKinds = new[] { "kitchen", "slot" } })).Errors.Should().Equal("resourceKinds");
        (await anna.PutAsync("/api/v1/free-now/mail", new { districts = new[] { "riget" } })).Errors.Should().Equal("districts");
        ((bool)(await anna.GetAsync("/api/v1/free-now/mail")).Json["isOn"]!).Should().BeFalse();

        var chosen = (await anna.PutAsync("/api/v1/free-now/mail", new { resourceKinds = new[] { "kitchen" }, districts = new[] { "gellerup" } })).Json;
        ((bool)chosen["isOn"]!, (string)chosen["resourceKinds"]![0]!, (string)chosen["districts"]![0]!).Should().Be((true, "kitchen", "gellerup"));
        (await anna.PutAsync("/api/v1/free-now/mail", new { })).Json["districts"]!.AsArray().Should().BeEmpty();
        (await anna.DeleteAsync("/api/v1/free-now/mail")).Status.Should().Be(HttpStatusCode.NoContent);
        (await anna.DeleteAsync("/api/v1/free-now/mail")).Status.Should().Be(HttpStatusCode.NoContent);
        ((bool)(await anna.GetAsync("/api/v1/free-now/mail")).Json["isOn"]!).Should().BeFalse();
    }

    [Fact]
    public async Task Thanks_ReachWhoWasThereBefore_Once_AndOnlyInTime()
    {
        var source = application.Database.DataSource;
        var kitchen = await new TestResource().InsertAsync(source);
        var bo = await ApiClient.ForNewPersonAsync(application);
        application.Clock.Reset(BookingApplication.Start);
        await bo.BookAsync(kitchen, "2026-11-26T10:00+01:00", "2026-11-26T12:00+01:00");
        var mine = (string)(await anna.BookAsync(kitchen, "2026-11-26T13:00+01:00", "2026-11-26T15:00+01:00")).Json["id"]!;
        var address = $"/api/v1/bookings/{mine}/thanks";

        (await anna.PutAsync($"{address}/before")).Code.Should().Be("HandoverClosed");
        application.Clock.Reset(Instant.FromUtc(2026, 11, 26, 13, 0));
        (await anna.PutAsync($"{address}/alle")).Errors.Should().Equal("towards");
        (await bo.PutAsync($"{address}/before")).Code.Should().Be("UnknownBooking");
        ((bool)(await anna.GetAsync($"/api/v1/bookings/{mine}/handover")).Json["hasBefore"]!).Should().BeTrue();
        (await anna.PutAsync($"{address}/before")).Status.Should().Be(HttpStatusCode.NoContent);
        (await anna.PutAsync($"{address}/before")).Status.Should().Be(HttpStatusCode.NoContent);

        (await anna.GetAsync($"/api/v1/bookings/{mine}/handover")).Json["thanked"]!.AsArray().Select(one => (string)one!).Should().Equal("before");
        await using var connection = await source.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<long>("select count(*) from outbox where kind = 'thanks' and recipient = @Email", new { bo.Person.Email })).Should().Be(1);
        application.Clock.Reset(BookingApplication.Start);
    }
}
