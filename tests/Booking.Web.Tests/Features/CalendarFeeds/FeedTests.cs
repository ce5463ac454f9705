using System.Globalization;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.CalendarFeeds;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.CalendarFeeds;

/// <summary>An application with a resource, its bookings and the calendars that fetch them.</summary>
public abstract class FeedTests : IAsyncLifetime
{
    /// <summary>Friday evening from five to nine in Aarhus, two days ahead.</summary>
    protected static readonly Interval FridayEvening = new(Instant.FromUtc(2026, 11, 27, 16, 0), Instant.FromUtc(2026, 11, 27, 20, 0));

    protected BookingApplication Application { get; private set; } = null!;

    protected HttpClient Calendar { get; private set; } = null!;

    protected SignedInPerson Anna { get; private set; } = null!;

    protected CatalogueResource Kitchen { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Application = await BookingApplication.CreateAsync();
        Calendar = Application.CreateClient();
        Anna = await TestPerson.InsertAsync(Application.Database.DataSource, "Anna");
        Kitchen = await ResourceAsync(new TestResource());
    }

    public async Task DisposeAsync() => await Application.DisposeAsync();

    protected T Service<T>() where T : notnull => Application.Services.GetRequiredService<T>();

    protected async Task<CatalogueResource> ResourceAsync(TestResource resource)
    {
        await resource.InsertAsync(Application.Database.DataSource);
        return (await Service<Catalogue>().ReadAsync(default)).Get(resource.Id);
    }

    protected async Task<Guid> BookAsync(
        Interval period, CatalogueResource? resource = null, SignedInPerson? person = null, string purpose = "Fællesspisning") =>
        (await Service<PlaceBooking>().HandleAsync(
            new PlaceBookingRequest(resource ?? Kitchen, period, 4, purpose, person ?? Anna, Guid.NewGuid().ToString()), default))
        .Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id;

    protected async Task CancelAsync(Guid id) =>
        (await Service<CancelBooking>().HandleAsync(id, Anna, null, default)).Should().Be(CancelOutcome.Cancelled);

    protected async Task<string> PersonalAddressAsync(SignedInPerson? person = null) =>
        $"/calendar/{await Service<CreateFeedAddress>().HandleAsync((person ?? Anna).Id, default)}.ics";

    protected async Task<HttpResponseMessage> FetchAsync(
        string address, string? tag = null, string? since = null, HttpMethod? method = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (since is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", since);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await Calendar.SendAsync(request);
    }

    protected async Task<Ical.Net.Calendar> ReadAsync(string address) =>
        Ical.Net.Calendar.Load(await (await FetchAsync(address)).Content.ReadAsStringAsync())!;

    protected static string Date(HttpResponseMessage response) =>
        response.Content.Headers.LastModified!.Value.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>Until the last change can be told from any other by its date.</summary>
    protected void LetSettle() => Application.Clock.AdvanceMinutes(1);

    protected async Task<T> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }
}
