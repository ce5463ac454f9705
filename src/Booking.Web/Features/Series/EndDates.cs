using Booking.Rules.Lifecycle;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>The one write by which several dates of a series that are still to come end at once, in the transaction that is open.</summary>
public static class EndDates
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
            set status = @Status, ended_at = @Now, end_reason = @Reason, cancelled_late = id = any(@Late), sequence = sequence + 1,
                hold_expires_at = null, remind_at = null, release_at = null, reconfirm_at = null
            where id = any(@Ids) and status in ('held', 'confirmed') and checked_in_at is null and lower(period) > @Now
            returning id, person_id, community_id, resource_id
        ), freed as (
            delete from occupancy where booking_id in (select id from ended) returning unit_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id = any(array(select unit_id from freed))
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from ended)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from ended)
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, 'booking.' || @Status, id, (select owner_id from resource where id = ended.resource_id), jsonb_build_object('series', @Id)
            from ended
        )
        select id from ended
        """;

    /// <summary>Locks what the dates that are to come take, for the rest of the transaction; then they are read, and ended.</summary>
    /// <param name="from">The first of them, as it is named in the series.</param>
    public static Task LockAsync(NpgsqlConnection connection, Guid id, LocalDateTime from, Instant now) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, new { Id = id, From = from, Now = now }, commandTimeout: 0));

    /// <summary>Those that ended: what has begun meanwhile stays as it is.</summary>
    /// <param name="late">Those of them that a quota counts all the same.</param>
    /// <param name="actorId">Null for a job.</param>
    public static async Task<IReadOnlyList<Guid>> HandleAsync(
        NpgsqlConnection connection, Guid id, IEnumerable<Guid> bookings, IEnumerable<Guid> late, BookingStatus status, string? reason, Guid? actorId,
        Instant now) =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(
            EndSql,
            new
            {
                Id = id, Ids = bookings.ToArray(), Late = late.ToArray(), Status = status.ToString().ToLowerInvariant(), Reason = reason, ActorId = actorId,
                Now = now,
            },
            commandTimeout: 0))).AsList();
}
