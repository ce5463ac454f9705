using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>
/// Ends the waiting of those who have got what they waited for, and of those whose time has passed; and remembers who was told no to
/// what they had been offered and wanted.
/// </summary>
public sealed class CloseWishes(NpgsqlDataSource database, IClock clock)
{
    private const string Sql = """
        with done as (
            select e.id, case when had.id is null then 'passed' else 'had' end as why
            from waitlist_entry e
            left join lateral (
                select f.id from offer f join booking b on b.id = f.booking_id where f.entry_id = e.id and b.confirmed_at is not null limit 1) had on true
            where e.closed_at is null
              and (had.id is not null
                   or (not exists (select from waitlist_time t where t.entry_id = e.id and upper(t.period) > @Now)
                       and not exists (select from offer f join booking b on b.id = f.booking_id where f.entry_id = e.id and b.status = 'held')))
        ), closed as (
            update waitlist_entry e set closed_at = @Now, closed_why = done.why from done where e.id = done.id and e.closed_at is null returning e.id
        )
        update waitlist_time set open = false where entry_id in (select id from closed)
        """;

    // Asking for a time over and over is no such no, or it would be a way past those who wait.
    private const string RefusedSql = """
        update waitlist_entry e set refused_at = refused.at
        from (
            select f.entry_id, max(b.ended_at) as at
            from offer f
            join booking b on b.id = f.booking_id
            where b.confirmed_at is null and b.ended_at is not null
              and (b.end_reason is not null or exists (select from permission q where q.booking_id = b.id))
            group by f.entry_id) refused
        where e.id = refused.entry_id and e.closed_at is null and e.refused_at is distinct from refused.at
        """;

    /// <summary>Safe to repeat.</summary>
    public async Task HandleAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(RefusedSql, cancellationToken: cancellation));
        await connection.ExecuteAsync(new CommandDefinition(Sql, new { Now = clock.GetCurrentInstant() }, cancellationToken: cancellation));
    }
}
