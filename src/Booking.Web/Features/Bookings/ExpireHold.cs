using Booking.Rules.Lifecycle;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>Frees the time of a hold that was not confirmed before it ran out.</summary>
public sealed class ExpireHold(NpgsqlDataSource database, IClock clock)
{
    /// <summary>True when this call ended it. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await EndBooking.TryAsync(
            connection, id, EndBooking.MayExpire, BookingStatus.Expired, reason: null, actorId: null, mail: null,
            clock.GetCurrentInstant(), sequence: null);
    }
}
