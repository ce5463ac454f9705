using Booking.Web.Features.DoorCodes;
using Hangfire;

namespace Booking.Web.Jobs;

/// <summary>One run at a time on each server: locks that keep us waiting take one worker, never all of them.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class AskLockJob(EachDue eachDue, AskLock ask) : IDisposable
{
    // What holds now beside what the lock was told. Nothing that began longer ago than a year goes on: older history is not walked.
    private const string DueSql = """
        select b.id
        from resource_access a
        join booking b on b.resource_id = a.resource_id
        left join lock_code c on c.booking_id = b.id
        where a.source = 'lock' and a.lock_address is not null
          and b.status = 'confirmed' and lower(b.period) > @now - interval '1 year' and upper(b.period) > @now
          and c.period is distinct from b.period and (c.due_at is null or c.due_at <= @now)
        union
        select c.booking_id
        from lock_code c
        join booking b on b.id = c.booking_id
        join resource_access a on a.resource_id = c.resource_id
        where c.code is not null and c.withdrawn_at is null and upper(c.period) > @now and c.due_at <= @now
          and (b.status <> 'confirmed' or a.source <> 'lock')
        """;

    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellation))
        {
            return;
        }

        try
        {
            await eachDue.RunAsync("code of a lock", DueSql, ask.HandleAsync, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
