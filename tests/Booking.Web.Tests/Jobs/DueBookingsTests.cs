using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Jobs;

/// <summary>What the clock does to bookings nobody came to and holds nobody finished.</summary>
public sealed class DueBookingsTests : BookingHandlers
{
    private EachDue Each => new(Source, Clock, NullLogger<EachDue>.Instance);

    [Theory]
    [InlineData(-1, BookingStatus.Confirmed)]
    [InlineData(0, BookingStatus.Released)]
    public async Task ReleaseJob_AroundTheEndOfItsGrace_ReleasesFromThen(int secondsAfter, BookingStatus status)
    {
        var resource = await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 });
        var id = await PlacedAsync(resource, FridayEvening, await PersonAsync());
        Clock.Reset(FridayEvening.Start + Duration.FromMinutes(20) + Duration.FromSeconds(secondsAfter));

        await new ReleaseJob(Each, Release).RunAsync(default);
        await new ReleaseJob(Each, Release).RunAsync(default);

        (await ReadAsync(id)).Status.Should().Be(status);
        (await MailsAsync(MailKind.BookingReleased)).Should().Be(status == BookingStatus.Released ? 1 : 0);
    }

    [Fact]
    public async Task ExpireHoldsJob_WhenAHoldHasRunOut_FreesItsTime()
    {
        var resource = await ResourceAsync();
        var id = await HeldAsync(resource, FridayEvening, await PersonAsync());
        Clock.AdvanceHours(1);

        await new ExpireHoldsJob(Each, Expire, Leave, ExpireOffer).RunAsync(default);

        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Expired);
        (await CountAsync("occupancy")).Should().Be(0);
    }
}
