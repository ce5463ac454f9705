using Booking.Web.Features.OwnUse;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ExtendOwnUseJob(EachDue eachDue, ExtendOwnUse extend)
{
    private const string DueSql = """
        select resource_id from own_use where ended_at is null
        union
        select resource_id from own_time where upper(period) > @now
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("own use", DueSql, extend.HandleAsync, cancellation);
}
