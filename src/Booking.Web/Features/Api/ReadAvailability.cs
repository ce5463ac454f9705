using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>What could be booked of one resource, as things stand now.</summary>
public sealed class ReadAvailability(ReadOccupancies occupancies, IClock clock)
{
    public const int MostDays = 62;

    /// <summary>So many days of one zone, an hour more when the clock is put back among them.</summary>
    public static readonly Duration LongestWindow = Duration.FromDays(MostDays) + Duration.FromHours(1);

    public async Task<IReadOnlyList<Interval>> HandleAsync(
        CatalogueResource resource, Interval window, CancellationToken cancellation) =>
        BookableTime.Within(
            resource.Terms, await occupancies.OfAsync(resource, window, cancellation), window, clock.GetCurrentInstant());
}
