using Booking.Web.Features.OwnUse;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ReleaseOwnTimeJob(EachDue eachDue, ReleaseOwnTime release)
{
    private const string DueSql = """
        select id from own_time
        where release_at <= @now and asked_at is not null and confirmed_at is null and ended_at is null and lower(period) > @now
        order by release_at
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("release of own use", DueSql, release.HandleAsync, cancellation);
}
