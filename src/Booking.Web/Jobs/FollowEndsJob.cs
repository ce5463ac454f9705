using Booking.Web.Features.Series;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class FollowEndsJob(EachDue eachDue, FollowEnd follow)
{
    // Where no place keeps time for anybody, only those that are about to end; and always those that time is kept for by now.
    private const string DueSql = """
        select b.series_id
        from booking b
        join series s on s.id = b.series_id
        where b.series_id is not null and b.status in ('held', 'confirmed') and lower(b.period) > @now
        group by b.series_id, s.told_of_end
        having exists (select from rule where kind = 'RenewalPriority' and valid_from <= @now and (valid_until is null or valid_until > @now))
            or (max(b.occurrence)::date is distinct from s.told_of_end and max(lower(b.period)) < @now + interval '29 days')
        union
        select series_id from occupancy where series_id is not null
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("end of a series", DueSql, follow.HandleAsync, cancellation);
}
