using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

public enum CancelSeriesOutcome
{
    Cancelled,
    /// <summary>There is no such series, or it is not this person's to cancel.</summary>
    NotFound,
    /// <summary>A caretaker who cancels for someone else says why.</summary>
    ReasonMissing,
    /// <summary>None of the dates was still to come.</summary>
    NothingComing,
}

/// <summary>Calls off the dates of a series that are still to come, all of them or from one on; what has begun stays as it was.</summary>
public sealed class CancelSeries(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string LockSql = """
        select pg_advisory_xact_lock(hashtextextended(unit_id::text, 0))
        from (
            select distinct o.unit_id
            from booking b
            join occupancy o on o.booking_id = b.id
            where b.series_id = @Id and b.occurrence >= @From and lower(b.period) > @Now
            order by o.unit_id) as units
        """;

    private const string EndSql = """
        with ended as (
            update booking
            set status = 'cancelled', ended_at = @Now, end_reason = @Reason, cancelled_late = id = any(@Late), sequence = sequence + 1,
                hold_expires_at = null, remind_at = null, release_at = null, reconfirm_at = null
            where id = any(@Ids) and status in ('held', 'confirmed') and checked_in_at is null and lower(period) > @Now
            returning id, person_id, community_id
        ), freed as (
            delete from occupancy where booking_id in (select id from ended) returning unit_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id = any(array(select unit_id from freed))
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from ended)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from ended)
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail)
            select @Now, @ActorId, 'booking.cancelled', id, jsonb_build_object('series', @Id) from ended
        )
        select id from ended
        """;

    /// <param name="from">The first date to call off, as it is named in the series; null for all that are to come.</param>
    public async Task<CancelSeriesOutcome> HandleAsync(
        Guid id, LocalDateTime? from, SignedInPerson actor, string? reason, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await SeriesRecord.FindAsync(connection, id, cancellation) is not { } series)
        {
            return CancelSeriesOutcome.NotFound;
        }

        var places = await catalogue.ReadAsync(connection, cancellation);
        var own = await series.IsTheirsAsync(connection, actor.Id, cancellation);
        if (!own && !await OwnerAccess.HasAsync(connection, actor, OwnerRight.LookAfter, places.Get(series.ResourceId).Owner.Id, cancellation))
        {
            return CancelSeriesOutcome.NotFound;
        }

        if (!own && string.IsNullOrWhiteSpace(reason))
        {
            return CancelSeriesOutcome.ReasonMissing;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await SeriesRecord.LockedAsync(connection, id, cancellation);
        var first = from ?? LocalDateTime.FromDateTime(DateTime.MinValue.AddYears(1));
        await connection.ExecuteAsync(new CommandDefinition(LockSql, new { Id = id, From = first, Now = now }, commandTimeout: 0));
        // A caretaker answers what waits for the owner instead, and has no say over what lies with others.
        var coming = (await SeriesRecord.BookingsAsync(connection, id, cancellation))
            .Where(booking => booking.Occurrence >= first
                && (own || (booking.Status == BookingStatus.Confirmed && places.Get(booking.ResourceId).Owner.Id == places.Get(series.ResourceId).Owner.Id)))
            .ToList();
        var ended = (await connection.QueryAsync<Guid>(new CommandDefinition(
            EndSql,
            new
            {
                Id = id,
                Ids = coming.Select(booking => booking.Id).ToArray(),
                Late = coming.Where(booking => own && CancelBooking.IsLate(booking, places.Get(booking.ResourceId), now)).Select(booking => booking.Id).ToArray(),
                Reason = reason,
                ActorId = actor.Id,
                Now = now,
            },
            commandTimeout: 0))).AsList();
        if (ended.Count == 0)
        {
            return CancelSeriesOutcome.NothingComing;
        }

        // What only waited was in nobody's calendar, but the person reads that it is off.
        await SeriesMails.WriteAsync(connection, places, id, MailKind.SeriesCancelled, now, ended, reason);
        await transaction.CommitAsync(CancellationToken.None);
        return CancelSeriesOutcome.Cancelled;
    }
}
