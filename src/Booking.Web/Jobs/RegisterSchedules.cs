using Hangfire;
using Hangfire.PostgreSql;

namespace Booking.Web.Jobs;

/// <summary>
/// Registers the schedules once the application serves. A server that was killed may have left a lock behind that stands in
/// the way until it runs out: that delays the schedules, not the start.
/// </summary>
public sealed partial class RegisterSchedules(JobStorage storage, ILogger<RegisterSchedules> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Registering waits for locks without giving up its thread; the start must not wait with it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                RecurringJobs.Register(storage);
                return;
            }
            catch (PostgreSqlDistributedLockException)
            {
                LogLocked(log);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another server, or one that was killed, holds the lock on the schedules; trying again.")]
    private static partial void LogLocked(ILogger log);
}
