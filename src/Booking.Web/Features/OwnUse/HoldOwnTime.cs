using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>
/// The one write by which own use takes time and gives it back. It takes what is free of the time that it wants, and leaves the rest
/// to whoever has it: a booking is never touched. Writing it again changes nothing, or takes what has become free meanwhile.
/// </summary>
public static class HoldOwnTime
{
    // Own use takes every unit, also of a pool: a school that has a lesson has all the workbenches. Times that meet each other take
    // turns, one statement after the other, until nothing is left to take.
    private const string TakeSql = """
        with taken as (
            insert into occupancy (unit_id, period, kind, own_time_id)
            select u.unit_id, piece, case when t.own_use_id is null then 'imported' else 'own_use' end, t.id
            from own_time t
            cross join unnest(@Units) as u (unit_id)
            cross join lateral unnest(
                tstzmultirange(t.period * tstzrange(date_trunc('minute', @Now), null))
                - coalesce(
                    (select range_agg(o.period) from occupancy o where o.unit_id = u.unit_id and o.period && t.period),
                    '{}'::tstzmultirange)) as piece
            where t.resource_id = @ResourceId and t.ended_at is null and upper(t.period) > @Now
            order by u.unit_id, lower(t.period)
            on conflict do nothing
            returning unit_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id in (select unit_id from taken)
        )
        select count(*) from taken
        """;

    // What an institution needs itself is kept for nobody.
    private const string LetGoSql = """
        delete from occupancy o
        using own_time t
        where o.unit_id = any(@Units) and o.kind = 'renewal' and t.resource_id = @ResourceId and t.ended_at is null and upper(t.period) > @Now
          and o.period && t.period
        """;

    private const string FreeSql = """
        with freed as (
            delete from occupancy where own_time_id = any(@Times) returning unit_id
        )
        update unit set revised_at = greatest(revised_at, @Now) where id in (select unit_id from freed)
        """;

    /// <summary>Locks the resource's units, in the order in which everyone does, for the rest of the transaction.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CatalogueResource resource)
    {
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { TakeTime.LockOf(resource.Units) } };
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>All that is free of what the resource's own use wants. The caller holds the lock.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, CatalogueResource resource, Instant now)
    {
        var parameters = new { Units = resource.Units.ToArray(), ResourceId = resource.Id, Now = now };
        await connection.ExecuteAsync(LetGoSql, parameters);
        while (await connection.ExecuteScalarAsync<long>(TakeSql, parameters) > 0)
        {
        }
    }

    /// <summary>Gives back all that these times have taken. The caller holds the lock.</summary>
    public static Task FreeAsync(NpgsqlConnection connection, IEnumerable<Guid> times, Instant now) =>
        connection.ExecuteAsync(FreeSql, new { Times = times.ToArray(), Now = now });
}
