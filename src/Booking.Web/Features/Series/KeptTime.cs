using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>
/// The time after a series that is kept for those who have it: occupancies like any other, so that nobody else gets it, whichever way
/// they come. Written anew, it changes nothing or follows what has changed.
/// </summary>
public static class KeptTime
{
    private const string OfSql = "select unit_id, period from occupancy where series_id = @id";

    private const string LetGoSql = "delete from occupancy where series_id = @id";

    private const string UnitsSql = "select unit_id from occupancy where booking_id = @bookingId";

    private const string GoneSql = """
        delete from occupancy o
        where o.series_id = @Id and not exists (
            select from unnest(@Units, @Starts, @Ends) as w (unit_id, starts, ends)
            where w.unit_id = o.unit_id and tstzrange(w.starts, w.ends) = o.period)
        """;

    private const string KeepSql = """
        insert into occupancy (unit_id, period, kind, series_id)
        select unit_id, tstzrange(starts, ends), 'renewal', @Id from unnest(@Units, @Starts, @Ends) as w (unit_id, starts, ends)
        order by unit_id, starts
        on conflict do nothing
        """;

    // A hall of which one half has gone to somebody cannot be gone on with: the other half is free for all.
    private const string PartsSql = """
        delete from occupancy
        where series_id = @Id and period in (select period from occupancy where series_id = @Id group by period having count(*) < @Each)
        """;

    private const string IsKeptSql = """
        select coalesce(bool_and(kind = 'renewal'), false) from occupancy where unit_id = any(@Units) and period && @Around
        """;

    private sealed record Row(Guid UnitId, Interval Period);

    /// <summary>Keeps what the rules of the place keep by now, of what nobody else has. The caller holds the lock on the series.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, Guid id, CatalogueSnapshot places, Instant now)
    {
        var series = (await SeriesRecord.FindAsync(connection, id, CancellationToken.None))!;
        var bookings = await SeriesRecord.BookingsAsync(connection, id, CancellationToken.None);
        var renewal = Renewal.Of(
            series, await SeriesPart.OfAsync(connection, series, CancellationToken.None), bookings,
            await SkippedDate.OfAsync(connection, id, CancellationToken.None), places, now);
        if (renewal is not { KeepsTime: true, Resource: var resource, Part: var part })
        {
            await LetGoAsync(connection, id);
            return;
        }

        var terms = resource.Terms;
        var furthest = LocalDate.Max(renewal.Furthest, now.InZone(terms.Zone).Date.PlusDays(terms.HorizonDays));
        var units = await UnitsAsync(connection, resource, bookings, now);
        var kept = SeriesDate.At(renewal.Kept(furthest), part.Starts, part.Minutes, terms.Zone)
            .Where(date => date.Period is not null)
            .SelectMany(date => units.Select(unit => (Unit: unit, Period: terms.Buffer.Around(date.Period!.Value))))
            .ToList();
        var parameters = new
        {
            Id = id,
            Units = kept.Select(one => one.Unit).ToArray(),
            Starts = kept.Select(one => one.Period.Start).ToArray(),
            Ends = kept.Select(one => one.Period.End).ToArray(),
            Each = units.Count,
        };
        await TakeDates.LockAsync(connection, units);
        await connection.ExecuteAsync(GoneSql, parameters);
        await connection.ExecuteAsync(KeepSql, parameters);
        await connection.ExecuteAsync(PartsSql, parameters);
    }

    /// <summary>Gives it back, for all or for the series itself to take in the same transaction.</summary>
    public static Task LetGoAsync(NpgsqlConnection connection, Guid id) => connection.ExecuteAsync(LetGoSql, new { id });

    /// <summary>Why time that could not be had is not free: somebody has it, or it is kept, by that rule, for those who had it before.</summary>
    public static async Task<SlotTaken> WhyTakenAsync(NpgsqlConnection connection, CatalogueResource resource, Interval period) =>
        resource.Terms.Renewal is { } rule && await connection.ExecuteScalarAsync<bool>(
            IsKeptSql, new { Units = resource.Units.ToArray(), Around = resource.Terms.Buffer.Around(period) })
            ? new SlotTaken { Rule = rule.Rule }
            : new SlotTaken();

    /// <summary>What is taken, without what is kept for this series.</summary>
    public static async Task<ILookup<Guid, ReadOccupancies.Row>> WithoutAsync(
        NpgsqlConnection connection, Guid id, ILookup<Guid, ReadOccupancies.Row> taken, CancellationToken cancellation)
    {
        var kept = (await connection.QueryAsync<Row>(new CommandDefinition(OfSql, new { id }, cancellationToken: cancellation))).ToHashSet();
        return taken.SelectMany(rows => rows).Where(row => !kept.Contains(new Row(row.UnitId, row.Period))).ToLookup(row => row.UnitId);
    }

    // Of several alike they go on with the one that they have.
    private static async Task<IReadOnlyList<Guid>> UnitsAsync(
        NpgsqlConnection connection, CatalogueResource resource, IReadOnlyList<BookingRecord> bookings, Instant now) =>
        resource.Terms.Use == UnitUse.All ? resource.Units
        : bookings.LastOrDefault(booking => booking.ResourceId == resource.Id && booking.Status == BookingStatus.Confirmed && booking.Period.Start > now) is { } last
            ? [.. await connection.QueryAsync<Guid>(UnitsSql, new { bookingId = last.Id })]
            : [];
}
