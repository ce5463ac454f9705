using Booking.Web.Features.DoorCodes;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class RemindOfEndingCodesJob(EachDue eachDue, RemindOfEndingCode remind)
{
    private const string DueSql = """
        select resource_id from resource_access
        where source = 'fixed' and fixed_code is not null and ending_told_at is null and fixed_until <= (@now at time zone 'utc')::date + 7
        """;

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("code that ends", DueSql, remind.HandleAsync, cancellation);
}
