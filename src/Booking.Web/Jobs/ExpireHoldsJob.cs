using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Waitlist;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ExpireHoldsJob(EachDue eachDue, ExpireHold expire, LeaveUnanswered leave, ExpireOffer expireOffer)
{
    private const string DueSql = """
        select id from booking b
        where hold_expires_at <= @now and status = 'held' and not exists (select from permission m where m.booking_id = b.id)
          and not exists (select from offer f where f.booking_id = b.id)
        order by hold_expires_at
        """;

    private const string OfferedSql = """
        select b.id from booking b
        join offer f on f.booking_id = b.id
        where b.hold_expires_at <= @now and b.status = 'held' and not exists (select from permission m where m.booking_id = b.id)
        order by b.hold_expires_at
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
        await eachDue.RunAsync("expiry of an offer", OfferedSql, expireOffer.HandleAsync, cancellation);
        await eachDue.RunAsync("expiry of a request", UnansweredSql, leave.HandleAsync, cancellation);
    }
}
