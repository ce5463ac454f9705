using Booking.Rules.Availability;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>
/// The one write by which a resource gets other units. What is booked keeps the units it has, and takes the new ones too where
/// they are free: a hall that is had until noon is had with both its halves.
/// </summary>
public static class ArrangeUnits
{
    // What an owner's things are made of is changed by one at a time: of two who do it at once, the second sees what the first did.
    private const string LockOwnerSql = "select id from owner where id = @ownerId for no key update";

    private const string UnitsSql = """
        select r.id as resource_id, u.unit_id
        from resource r join resource_unit u on u.resource_id = r.id
        where r.owner_id = @ownerId
        order by u.unit_id
        """;

    private const string PartsSql = """
        select p.whole_id, p.part_id from resource_part p join resource r on r.id = p.whole_id where r.owner_id = @ownerId
        """;

    private const string WriteSql = """
        delete from resource_unit where resource_id = @Id and unit_id <> all(@Units);

        insert into resource_unit (resource_id, unit_id) select @Id, unit_id from unnest(@Units) as u (unit_id) on conflict do nothing;
        """;

    private const string ComingSql = """
        select distinct o.period, o.kind, o.booking_id, o.own_time_id
        from occupancy o
        left join booking b on b.id = o.booking_id
        left join own_time t on t.id = o.own_time_id
        where (b.resource_id = @Id or t.resource_id = @Id) and upper(o.period) > @Now
        """;

    private const string ExtendSql = $"""
        with coming as (
            {ComingSql}
        ), taken as (
            insert into occupancy (unit_id, period, kind, booking_id, own_time_id)
            select u.unit_id, c.period, c.kind, c.booking_id, c.own_time_id
            from unnest(@Added) as u (unit_id) cross join coming c
            order by u.unit_id, lower(c.period)
            on conflict do nothing
            returning unit_id
        )
        update unit set revised_at = greatest(revised_at, @Now) where id in (select unit_id from taken)
        """;

    private const string ClashesSql = $"""
        with coming as (
            {ComingSql}
        ), clashes as (
            select c.booking_id as one, o.booking_id as other
            from coming c
            join occupancy o on o.unit_id = any(@Added) and o.period && c.period
            where o.booking_id is distinct from c.booking_id or o.own_time_id is distinct from c.own_time_id
        )
        select b.id, b.period, b.people, r.name_da, r.name_en
        from booking b join resource r on r.id = b.resource_id
        where b.id in (select one from clashes union select other from clashes)
        """;

    private const string LetGoSql = """
        select distinct b.id, b.period, b.people, r.name_da, r.name_en
        from booking b
        join resource r on r.id = b.resource_id
        join occupancy o on o.booking_id = b.id
        where b.resource_id = @Id and o.unit_id = any(@Dropped) and b.status in ('held', 'confirmed') and upper(b.period) > @Now
        """;

    private sealed record UnitRow(Guid ResourceId, Guid UnitId);

    private sealed record PartRow(Guid WholeId, Guid PartId);

    private sealed record TouchedRow(Guid Id, Interval Period, int People, string NameDa, string NameEn);

    /// <summary>The first lock of the transaction that changes what an owner's things are made of.</summary>
    public static Task LockOwnerAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid ownerId) =>
        connection.ExecuteAsync(LockOwnerSql, new { ownerId }, transaction);

    /// <summary>What all of an owner's things are made of.</summary>
    public static async Task<OwnersUnits> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid ownerId)
    {
        var units = (await connection.QueryAsync<UnitRow>(UnitsSql, new { ownerId }, transaction))
            .GroupBy(row => row.ResourceId)
            .ToDictionary(rows => rows.Key, rows => (IReadOnlyList<Guid>)[.. rows.Select(row => row.UnitId)]);
        var parts = (await connection.QueryAsync<PartRow>(PartsSql, new { ownerId }, transaction)).ToLookup(row => row.WholeId, row => row.PartId);
        return new OwnersUnits(units, new Composition(units, parts));
    }

    /// <summary>The bookings to come that meet others in the new units, and those that have one of the old.</summary>
    /// <param name="pool">The resource of which a booking takes one unit only; null where all of them take all.</param>
    public static async Task<IReadOnlyList<TouchedBooking>> TouchedAsync(
        NpgsqlConnection connection, OwnersUnits before, IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> after, Guid? pool, Instant now)
    {
        List<TouchedRow> touched = [];
        foreach (var (id, units) in after)
        {
            var (added, dropped) = before.Difference(id, units);
            if (added.Length > 0 && id != pool)
            {
                touched.AddRange(await connection.QueryAsync<TouchedRow>(ClashesSql, new { Id = id, Added = added, Now = now }));
            }

            if (dropped.Length > 0)
            {
                touched.AddRange(await connection.QueryAsync<TouchedRow>(LetGoSql, new { Id = id, Dropped = dropped, Now = now }));
            }
        }

        return [.. touched.DistinctBy(row => row.Id).Select(row =>
            new TouchedBooking(row.Id, row.Period, row.People) { Where = new LocalText(row.NameDa, row.NameEn) })];
    }

    /// <summary>
    /// Takes the lock of every unit concerned, so that nobody books half of what it was. Comes before anything of those units is
    /// written: who books holds the lock first, and writes the unit then.
    /// </summary>
    public static async Task LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OwnersUnits before, IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> after)
    {
        Guid[] concerned = [.. after.SelectMany(change => change.Value.Concat(before.Units.GetValueOrDefault(change.Key) ?? [])).Distinct().Order()];
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { TakeTime.LockOf(concerned) } };
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>The caller holds the locks, and has written the new units themselves.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OwnersUnits before, IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> after,
        Guid? pool, Instant now)
    {
        foreach (var (id, units) in after)
        {
            var (added, _) = before.Difference(id, units);
            await connection.ExecuteAsync(WriteSql, new { Id = id, Units = units.ToArray() }, transaction);
            if (added.Length > 0 && id != pool)
            {
                await connection.ExecuteAsync(ExtendSql, new { Id = id, Added = added, Now = now }, transaction);
            }
        }
    }
}

/// <summary>The units of all that one owner shares, and what that is made of.</summary>
public sealed record OwnersUnits(IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> Units, Composition Composition)
{
    /// <summary>What a resource has not had until now, and what it has no longer.</summary>
    public (Guid[] Added, Guid[] Dropped) Difference(Guid resource, IReadOnlyList<Guid> units)
    {
        var had = Units.GetValueOrDefault(resource) ?? [];
        return ([.. units.Except(had)], [.. had.Except(units)]);
    }
}
