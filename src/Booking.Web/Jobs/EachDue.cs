using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Jobs;

/// <summary>
/// Finds what is due and hands it over, one at a time. It takes no lock: each handler names the state it leaves, so that
/// two servers at the same work do it once. What fails stops no other and is tried again at the next run.
/// </summary>
public sealed partial class EachDue(NpgsqlDataSource database, IClock clock, ILogger<EachDue> log)
{
    /// <param name="sql">Selects ids; gets <c>@now</c>.</param>
    public async Task RunAsync(string job, string sql, Func<Guid, CancellationToken, Task> handle, CancellationToken cancellation)
    {
        foreach (var id in await DueAsync(sql, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await handle(id, cancellation);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // Not the message: it may repeat a value out of the database.
                LogFault(fault.GetType().Name, (fault as PostgresException)?.SqlState, job, id);
            }
        }
    }

    // All of them before the first is handled: pages would move under the handlers' own writes.
    private async Task<List<Guid>> DueAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var ids = await connection.QueryAsync<Guid>(
            new CommandDefinition(sql, new { now = clock.GetCurrentInstant() }, cancellationToken: cancellation));
        return ids.AsList();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault} {SqlState} in {Job} of {Id}")]
    private partial void LogFault(string fault, string? sqlState, string job, Guid id);
}
