using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>One who waits, without a name.</summary>
public sealed record LineWaiter(Guid Id, Instant JoinedAt, Instant? RefusedAt, int People, int Minutes, int LeastMinutes, Interval Period, long Times);

/// <summary>Who waits at a place, and what came of what was offered: for those who look after it.</summary>
public sealed record PlaceLine(IReadOnlyList<LineWaiter> Waiting, IReadOnlyList<OfferRecord> Offers);

public sealed class ReadLine(NpgsqlDataSource database, IClock clock)
{
    private static readonly Duration Remembered = Duration.FromDays(60);

    private const string Sql = $"""
        select e.id, e.joined_at, e.refused_at, e.people, e.minutes, e.least_minutes, t.period, t.times
        from (
            select entry_id, (array_agg(period order by lower(period)))[1] as period, count(*) as times
            from waitlist_time
            where open and resource_id = @resourceId and upper(period) > @now
            group by entry_id) t
        join waitlist_entry e on e.id = t.entry_id
        order by {WaitLine.OrderSql}
        limit 200;

        {OfferRecord.SelectSql}
        where b.resource_id = @resourceId and f.made_at > @since
        order by f.made_at desc
        limit 100;
        """;

    /// <summary>Those that wait in the order of the line; offers of the last sixty days, the latest first.</summary>
    public async Task<PlaceLine> HandleAsync(Guid resourceId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, new { resourceId, now, since = now - Remembered }, cancellationToken: cancellation));
        return new([.. await rows.ReadAsync<LineWaiter>()], [.. await rows.ReadAsync<OfferRecord>()]);
    }
}
