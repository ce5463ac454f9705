using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>What happens where own use meets a booking: the booking stays, or it is cancelled for a reason and the time taken.</summary>
public sealed class DecideClash(NpgsqlDataSource database, CancelBooking cancel, ExtendOwnUse extend, IClock clock)
{
    private const string LeaveSql = """
        with left_alone as (
            insert into own_time_left (own_time_id, booking_id)
            select t.id, b.id
            from own_time t
            join booking b on b.id = @BookingId and b.period && t.period
            where t.id = @TimeId and t.resource_id = @ResourceId
            on conflict do nothing
            returning booking_id
        )
        insert into audit (at, actor_id, owner_id, action, subject, detail)
        select @Now, @By, @OwnerId, 'own-use.booking-left', booking_id, jsonb_build_object('ownTime', @TimeId) from left_alone
        """;

    private const string MeetsSql = """
        select exists (
            select from own_time t
            join booking b on b.id = @BookingId and b.period && t.period
            join occupancy o on o.booking_id = b.id and o.unit_id = any(@Units)
            where t.id = @TimeId and t.resource_id = @ResourceId and t.ended_at is null)
        """;

    /// <summary>Safe to repeat.</summary>
    public async Task LeaveAsync(CatalogueResource resource, Guid timeId, Guid bookingId, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            LeaveSql,
            new
            {
                TimeId = timeId, BookingId = bookingId, ResourceId = resource.Id, OwnerId = resource.Owner.Id, By = actor.Id,
                Now = clock.GetCurrentInstant(),
            },
            cancellationToken: cancellation));
    }

    /// <summary>Cancels as every cancellation by an owner does: with a reason, and with a mail. Then takes what has become free.</summary>
    public async Task<CancelOutcome> CancelAsync(
        CatalogueResource resource, Guid timeId, Guid bookingId, string? reason, SignedInPerson actor, CancellationToken cancellation)
    {
        if (!await MeetsAsync(resource, timeId, bookingId, cancellation))
        {
            return CancelOutcome.AlreadyEnded;
        }

        // Said here too: who cancels a booking of their own need not say why, who does it for a place must.
        if (string.IsNullOrWhiteSpace(reason))
        {
            return CancelOutcome.ReasonMissing;
        }

        var outcome = await cancel.HandleAsync(bookingId, actor, reason, cancellation);
        await extend.HandleAsync(resource.Id, CancellationToken.None);
        return outcome;
    }

    private async Task<bool> MeetsAsync(CatalogueResource resource, Guid timeId, Guid bookingId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            MeetsSql,
            new { TimeId = timeId, BookingId = bookingId, ResourceId = resource.Id, Units = resource.Units.ToArray() },
            cancellationToken: cancellation));
    }
}
