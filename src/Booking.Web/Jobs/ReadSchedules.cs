using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Jobs;

/// <param name="LastRun">When it was last started; null before its first run.</param>
/// <param name="Took">How long its last run took; null while it runs, when it failed, and before its first run.</param>
/// <param name="Failed">Whether its last run ended by a fault of the whole job.</param>
/// <param name="Due">When it is to run next; in the past while it waits for its turn.</param>
/// <param name="Overdue">Whether it should have run <see cref="ReadSchedules.Patience"/> ago.</param>
public sealed record ScheduleState(string Name, string Cron, Instant? LastRun, Duration? Took, bool Failed, Instant? Due, bool Overdue);

/// <summary>
/// How each schedule goes, whichever server runs it. Read from Hangfire's own tables in one query, where its API would ask some
/// fifty times; and by the database's clock, as Hangfire goes by the true time and never by one that is offset for a trial.
/// </summary>
public sealed class ReadSchedules(NpgsqlDataSource database)
{
    /// <summary>A busy minute or a restart delays a run; after this long nothing is running them.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(5);

    private const string KnownSql = "select to_regclass('hangfire.hash') is not null";

    private const string Sql = """
        with schedule as (
            select substring(key from 15) as name,
                   max(value) filter (where field = 'Cron') as cron,
                   max(value) filter (where field = 'LastExecution') as last_run,
                   max(value) filter (where field = 'NextExecution') as due,
                   max(value) filter (where field = 'LastJobId') as job
            from hangfire.hash where key like 'recurring-job:%' group by key)
        select e.name, e.cron,
               to_timestamp(e.last_run::bigint / 1000.0) as last_run,
               (s.data ->> 'PerformanceDuration')::bigint as milliseconds,
               coalesce(j.statename in ('Failed', 'Deleted'), false) as failed,
               to_timestamp(e.due::bigint / 1000.0) as due,
               coalesce(to_timestamp(e.due::bigint / 1000.0) < now() - make_interval(secs => @Patience), false) as overdue
        from schedule e
        left join hangfire.job j on j.id = e.job::bigint
        left join hangfire.state s on s.id = j.stateid
        order by e.name
        """;

    private sealed record Row(string Name, string Cron, Instant? LastRun, long? Milliseconds, bool Failed, Instant? Due, bool Overdue);

    /// <summary>None where no server has ever run jobs on this database.</summary>
    public async Task<IReadOnlyList<ScheduleState>> HandleAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(KnownSql, cancellationToken: cancellation)))
        {
            return [];
        }

        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(Sql, new { Patience = Patience.TotalSeconds }, cancellationToken: cancellation));
        return [.. rows.Select(row => new ScheduleState(
            row.Name, row.Cron, row.LastRun, row.Milliseconds is { } took ? Duration.FromMilliseconds(took) : null, row.Failed, row.Due, row.Overdue))];
    }
}
