using Booking.Web.Features.Resources;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>
/// Sets aside what nobody has of the time that is waited for, before a rule is changed that may be all that keeps people from it: whoever
/// waits is asked before anybody else gets there. What still cannot be had, or what nobody wants, the job gives back within a minute.
/// </summary>
public static class SetAside
{
    // In the order in which all occupancies are written.
    private const string Sql = """
        with awaited as (
            select u.unit_id, range_agg(w.around) as times
            from waitlist_time w
            join resource_unit u on u.resource_id = w.resource_id
            where w.open and w.resource_id = any(@Resources)
            group by u.unit_id
        )
        insert into occupancy (unit_id, period, kind)
        select a.unit_id, piece, 'set_aside'
        from awaited a
        cross join lateral unnest(
            a.times - coalesce(
                (select range_agg(o.period) from occupancy o where o.unit_id = a.unit_id and o.period && range_merge(a.times)), '{}'::tstzmultirange)) as piece
        order by a.unit_id, lower(piece)
        on conflict do nothing
        """;

    /// <summary>In a statement of its own: the lock of whoever changes rules is not held while others' bookings are waited for.</summary>
    public static Task BeforeRulesChangeAsync(NpgsqlConnection connection, IEnumerable<CatalogueResource> reached) =>
        connection.ExecuteAsync(Sql, new { Resources = reached.Select(resource => resource.Id).ToArray() });
}
