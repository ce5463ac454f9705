using Booking.Web.Features.FreeNow;
using Booking.Web.Features.Shared;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class SendFreeNowJob(EachDue eachDue, SendDigest send)
{
    private const string DueSql = $"""
        select id from free_now_digest
        where looked_on is null or looked_on < (@now at time zone '{HomeZone.Id}')::date
        order by since
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("send-free-now", DueSql, send.HandleAsync, cancellation);
}
