using Booking.Web.Features.Waitlist;
using Hangfire;

namespace Booking.Web.Jobs;

/// <summary>Offers what has come free to those who wait for it.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class OfferFreedTimeJob(EachDue eachDue, OfferFreedTime offer, CloseWishes close)
{
    // One place for each unit whose time was set aside: its handler sees to all that share units with it.
    private const string SetAsideSql = """
        select distinct u.resource_id
        from (select unit_id, (min(resource_id::text))::uuid as resource_id from resource_unit
              where unit_id in (select unit_id from occupancy where kind = 'set_aside') group by unit_id) u
        """;

    // Time also comes within reach where nobody gave any up: a rule was changed, a closure lifted, a horizon has moved on.
    private const string LookAgainSql = $"""
        select distinct t.resource_id
        from waitlist_time t
        join waitlist_entry e on e.id = t.entry_id
        where t.looked_at <= @now - interval '5 minutes' and {WaitLine.WaitsSql}
        """;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await close.HandleAsync(cancellation);
        await eachDue.RunAsync("offer of freed time", SetAsideSql, offer.HandleAsync, cancellation);
        await eachDue.RunAsync("offer of bookable time", LookAgainSql, offer.HandleAsync, cancellation);
    }
}
