using Booking.Web.Features.CalendarImports;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ReadCalendarsJob(EachDue eachDue, ReadCalendarImport read)
{
    private const string DueSql = "select id from calendar_import where due_at <= @now order by due_at";

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("calendar", DueSql, read.HandleAsync, cancellation);
}
