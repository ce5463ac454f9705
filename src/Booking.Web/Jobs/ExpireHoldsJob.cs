using Booking.Web.Features.Bookings;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ExpireHoldsJob(EachDue eachDue, ExpireHold expire)
{
    private const string DueSql = "select id from booking where hold_expires_at <= @now and status = 'held' order by hold_expires_at";

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("expiry", DueSql, expire.HandleAsync, cancellation);
}
