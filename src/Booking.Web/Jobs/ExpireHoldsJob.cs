using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ExpireHoldsJob(EachDue eachDue, ExpireHold expire, LeaveUnanswered leave)
{
    private const string DueSql = """
        select id from booking b
        where hold_expires_at <= @now and status = 'held' and not exists (select from permission m where m.booking_id = b.id)
        order by hold_expires_at
        """;

    // Of these a person is told: they were waiting for an answer.
    private const string UnansweredSql = """
        select id from booking b
        where hold_expires_at <= @now and status = 'held' and exists (select from permission m where m.booking_id = b.id)
        order by hold_expires_at
        """;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await eachDue.RunAsync("expiry", DueSql, expire.HandleAsync, cancellation);
        await eachDue.RunAsync("expiry of a request", UnansweredSql, leave.HandleAsync, cancellation);
    }
}
