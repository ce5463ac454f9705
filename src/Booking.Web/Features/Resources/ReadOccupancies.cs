using Booking.Rules.Availability;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <summary>Which time of which units is taken, for any number of resources in one query.</summary>
public sealed class ReadOccupancies(NpgsqlDataSource database)
{
    // Rows of one unit never overlap, so the last one to start at or before the window is the first that can reach into it:
    // the walk along occupancy_unit_start begins there, and history before it costs nothing.
    public const string Sql = """
        select u.unit_id, o.period, o.booking_id
        from unnest(@Units) as u (unit_id)
        cross join lateral (
            select o.period, o.booking_id
            from occupancy o
            where o.unit_id = u.unit_id
              and lower(o.period) < @To
              and lower(o.period) >= coalesce(
                  (select lower(p.period) from occupancy p
                   where p.unit_id = u.unit_id and lower(p.period) <= @From
                   order by lower(p.period) desc limit 1),
                  '-infinity')
              and upper(o.period) > @From
        ) o
        order by u.unit_id, lower(o.period)
        """;

    /// <summary>A unit's taken time, with buffers; who took it is known by the booking alone.</summary>
    public sealed record Row(Guid UnitId, Interval Period, Guid? BookingId);

    public async Task<ILookup<Guid, Row>> OfAsync(IEnumerable<CatalogueResource> resources, Interval window, CancellationToken cancellation)
    {
        var units = resources.SelectMany(resource => resource.Units).Distinct().ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql, new { Units = units, From = window.Start, To = window.End }, cancellationToken: cancellation));
        return rows.ToLookup(row => row.UnitId);
    }

    private const string WindowsSql = """
        select distinct o.unit_id, o.period, o.booking_id
        from unnest(@Units) as u (unit_id)
        cross join unnest(@Froms, @Tos) as w (starts, ends)
        cross join lateral (
            select o.unit_id, o.period, o.booking_id
            from occupancy o
            where o.unit_id = u.unit_id
              and lower(o.period) < w.ends
              and lower(o.period) >= coalesce(
                  (select lower(p.period) from occupancy p
                   where p.unit_id = u.unit_id and lower(p.period) <= w.starts
                   order by lower(p.period) desc limit 1),
                  '-infinity')
              and upper(o.period) > w.starts
        ) o
        order by o.unit_id, o.period
        """;

    /// <summary>The same in many windows at once, as the dates of a series are; one query.</summary>
    public static async Task<ILookup<Guid, Row>> OfAsync(
        NpgsqlConnection connection, IEnumerable<CatalogueResource> resources, IReadOnlyList<Interval> windows, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            WindowsSql,
            new
            {
                Units = resources.SelectMany(resource => resource.Units).Distinct().ToArray(),
                Froms = windows.Select(window => window.Start).ToArray(),
                Tos = windows.Select(window => window.End).ToArray(),
            },
            cancellationToken: cancellation));
        return rows.ToLookup(row => row.UnitId);
    }

    /// <summary>One resource's, in the form the rules take.</summary>
    /// <param name="except">A booking whose own time does not count against it, when it is being moved.</param>
    public static Occupied Of(CatalogueResource resource, ILookup<Guid, Row> rows, Guid? except = null) =>
        new([.. resource.Units.Select(unit => (IReadOnlyList<Interval>)
            [.. rows[unit].Where(row => except is null || row.BookingId != except).Select(row => row.Period)])]);

    /// <summary>What is needed to judge every booking of one resource that starts in <paramref name="starts"/>.</summary>
    /// <param name="except">As above.</param>
    public async Task<Occupied> OfAsync(CatalogueResource resource, Interval starts, CancellationToken cancellation, Guid? except = null) =>
        Of(resource, await OfAsync([resource], resource.Terms.Reach(starts), cancellation), except);
}
