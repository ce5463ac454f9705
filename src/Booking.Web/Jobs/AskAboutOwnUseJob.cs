using Booking.Web.Features.OwnUse;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class AskAboutOwnUseJob(EachDue eachDue, AskAboutOwnUse ask)
{
    private const string DueSql = """
        select distinct resource_id from own_time
        where release_at <= @now + interval '7 days' and asked_at is null and confirmed_at is null and ended_at is null and lower(period) > @now
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("question about own use", DueSql, ask.HandleAsync, cancellation);
}
