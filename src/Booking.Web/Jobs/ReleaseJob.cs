using Booking.Web.Features.Bookings;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ReleaseJob(EachDue eachDue, ReleaseBooking release)
{
    private const string DueSql = "select id from booking where release_at <= @now and status = 'confirmed' order by release_at";

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("release", DueSql, release.HandleAsync, cancellation);
}
