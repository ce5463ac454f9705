using Booking.Testing;

namespace Booking.Web.Tests;

/// <summary>One application for all the tests of a class: IClassFixture&lt;ApplicationFixture&gt;.</summary>
public sealed class ApplicationFixture : IAsyncLifetime
{
    public BookingApplication Application { get; private set; } = null!;

    public async Task InitializeAsync() => Application = await BookingApplication.CreateAsync();

    public async Task DisposeAsync() => await Application.DisposeAsync();
}
