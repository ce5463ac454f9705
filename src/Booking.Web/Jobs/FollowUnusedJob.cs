using Booking.Web.Features.Series;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class FollowUnusedJob(EachDue eachDue, FollowUnused follow)
{
    // A date that nobody came to is given on by a job that missed as long as this one: two months are more than both can miss.
    private const string DueSql = """
        select b.series_id
        from booking b
        left join series_unused u on u.series_id = b.series_id
        where b.series_id is not null and b.status = 'released' and b.ended_at > @now - interval '60 days' and b.ended_at >= lower(b.period)
        group by b.series_id, u.seen_until
        having u.seen_until is null or max(b.occurrence) > u.seen_until
        union
        select series_id from series_unused where release_at <= @now
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("follow-unused", DueSql, follow.HandleAsync, cancellation);
}
