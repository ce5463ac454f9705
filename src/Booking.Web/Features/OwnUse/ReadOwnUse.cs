using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>One time of own use.</summary>
/// <param name="OwnUseId">Its series; null for a time out of a calendar.</param>
/// <param name="EndReason">"removed" or "released"; null while it stands.</param>
/// <param name="ReleaseAt">When it goes to others; null for never.</param>
public sealed record OwnTimeRow(
    Guid Id, Guid ResourceId, Guid? OwnUseId, string Title, Interval Period, string? EndReason, Instant? ReleaseAt, Instant? AskedAt,
    Instant? ConfirmedAt)
{
    public const string SelectSql = """
        select id, resource_id, own_use_id, title, period, end_reason, release_at, asked_at, confirmed_at from own_time
        """;
}

/// <summary>A booking that has what own use wants.</summary>
/// <param name="Number">Of all there are.</param>
public sealed record Clash(
    Guid TimeId, string Title, Interval Wanted, Guid BookingId, string Reference, Interval Period, Guid ResourceId, BookingStatus Status,
    int Number);

/// <summary>A resource's own use, for those who look after it.</summary>
/// <param name="Coming">The next dates, the nearest first.</param>
/// <param name="Asked">Those that go to others unless somebody says that they are needed.</param>
/// <param name="ClashCount">Of all, also those that are not shown.</param>
public sealed record OwnUseOverview(
    IReadOnlyList<OwnUseRow> Series, IReadOnlyList<OwnTimeRow> Coming, IReadOnlyList<OwnTimeRow> Asked, IReadOnlyList<Clash> Clashes,
    int ClashCount);

public sealed class ReadOwnUse(NpgsqlDataSource database, IClock clock)
{
    public const int MostShown = 50;

    private const string SeriesSql = OwnUseRow.SelectSql + """
         where resource_id = @Id and ended_at is null and (last_date is null or last_date >= @Yesterday)
        order by first_date = last_date, weekdays, from_minute, id
        """;

    private const string ComingSql = OwnTimeRow.SelectSql + """
         where resource_id = @Id and upper(period) > @Now order by lower(period), id limit @Most
        """;

    private const string AskedSql = OwnTimeRow.SelectSql + """
         where resource_id = @Id and ended_at is null and asked_at is not null and release_at is not null and confirmed_at is null
          and lower(period) > @Now
        order by lower(period)
        """;

    // The buffer of a booking takes time, but disturbs nobody.
    private const string ClashSql = """
        with met as (
            select distinct t.id as time_id, t.title, t.period as wanted, b.id as booking_id, b.reference, b.period, b.resource_id, b.status
            from own_time t
            join occupancy o on o.unit_id = any(@Units) and o.period && t.period and o.booking_id is not null
            join booking b on b.id = o.booking_id and b.period && t.period and upper(b.period) > @Now
            where t.resource_id = @Id and t.ended_at is null and upper(t.period) > @Now
              and not exists (select from own_time_left l where l.own_time_id = t.id and l.booking_id = b.id)
        )
        select *, count(*) over ()::int as number from met order by lower(wanted), lower(period) limit @Most
        """;

    private const string OnDaySql = OwnTimeRow.SelectSql + """
         where resource_id = any(@Resources) and ended_at is null and period && tstzrange(@From, @To) order by lower(period)
        """;

    private const string OneSql = OwnUseRow.SelectSql + " where id = @id and resource_id = @resourceId and ended_at is null";

    public async Task<OwnUseOverview> HandleAsync(CatalogueResource resource, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{SeriesSql}; {ComingSql}; {AskedSql}; {ClashSql}",
            new
            {
                resource.Id, Now = now, Most = MostShown, Units = resource.Units.ToArray(),
                Yesterday = now.InZone(resource.Terms.Zone).Date.PlusDays(-1),
            },
            cancellationToken: cancellation));
        var series = (await rows.ReadAsync<OwnUseRow>()).AsList();
        var coming = (await rows.ReadAsync<OwnTimeRow>()).AsList();
        var asked = (await rows.ReadAsync<OwnTimeRow>()).AsList();
        var clashes = (await rows.ReadAsync<Clash>()).AsList();
        return new OwnUseOverview(series, coming, asked, clashes, clashes.Count > 0 ? clashes[0].Number : 0);
    }

    /// <summary>One series; null when there is none, or no longer.</summary>
    public async Task<OwnUseRow?> FindAsync(CatalogueResource resource, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<OwnUseRow>(
            new CommandDefinition(OneSql, new { id, resourceId = resource.Id }, cancellationToken: cancellation));
    }

    /// <summary>What stands of it in a week.</summary>
    public async Task<IReadOnlyList<OwnTimeRow>> InWeekAsync(CatalogueResource resource, LocalDate monday, CancellationToken cancellation)
    {
        var zone = resource.Terms.Zone;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var week = new Interval(zone.AtStartOfDay(monday).ToInstant(), zone.AtStartOfDay(monday.PlusDays(7)).ToInstant());
        return [.. (await InAsync(connection, [resource.Id], week, cancellation))[resource.Id]];
    }

    /// <summary>What stands of own use in a window, by resource.</summary>
    public static async Task<ILookup<Guid, OwnTimeRow>> InAsync(
        NpgsqlConnection connection, IEnumerable<Guid> resources, Interval window, CancellationToken cancellation) =>
        (await connection.QueryAsync<OwnTimeRow>(new CommandDefinition(
            OnDaySql, new { Resources = resources.ToArray(), From = window.Start, To = window.End }, cancellationToken: cancellation)))
        .ToLookup(time => time.ResourceId);
}
