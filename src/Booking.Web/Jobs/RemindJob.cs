using Booking.Web.Features.Bookings;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class RemindJob(EachDue eachDue, SendReminder remind)
{
    private const string DueSql = "select id from booking where remind_at <= @now and status = 'confirmed' order by remind_at";

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("reminder", DueSql, remind.HandleAsync, cancellation);
}
