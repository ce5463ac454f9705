using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Booking.Web.Jobs;

/// <summary>Forgets a finished run after an hour: at one every five seconds a day's worth would be some seventeen thousand.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortMemoryAttribute : JobFilterAttribute, IApplyStateFilter
{
    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) =>
        context.JobExpirationTimeout = TimeSpan.FromHours(1);

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }
}
