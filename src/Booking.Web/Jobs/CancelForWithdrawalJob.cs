using Booking.Web.Features.ResourceSetup;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class CancelForWithdrawalJob(EachDue eachDue, CancelForWithdrawal cancel)
{
    private const string DueSql = "select id from withdrawal where finished_at is null and made_at <= @now order by made_at";

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("cancellation of what is out of use", DueSql, cancel.HandleAsync, cancellation);
}
