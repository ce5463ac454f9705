using Booking.Web.Features.Bookings;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ReleaseUnansweredJob(EachDue eachDue, ReleaseUnanswered release)
{
    private const string DueSql = """
        select id from booking where reconfirm_at <= @now and status = 'confirmed' and reconfirm_at >= reconfirm_by order by reconfirm_at
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("release of what was not answered", DueSql, release.HandleAsync, cancellation);
}
