using Booking.Web.Features.Permissions;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class RemindOwnersJob(EachDue eachDue, RemindOwner remind)
{
    private const string DueSql = "select booking_id from permission where remind_at <= @now order by remind_at";

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("reminder of a request", DueSql, remind.HandleAsync, cancellation);
}
