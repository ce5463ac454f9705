using Booking.Rules;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Features.NoShows;

/// <summary>
/// Which bookings are those that nobody came to, for queries on booking <c>b</c>. Nothing is kept of it beside the bookings and what
/// their persons have said: so it can never be out of step with them.
/// </summary>
public static class NoShowSql
{
    /// <summary>Given on after its start, because nobody had checked in.</summary>
    public const string Is = "(b.status = 'released' and b.ended_at >= lower(b.period))";

    /// <summary>And its person has not said that they were there; or has, and the owner has said that they were not.</summary>
    public const string Counts = $"""
        ({Is} and not exists (select from no_show_contest x where x.booking_id = b.id and x.upheld is distinct from false))
        """;

    /// <summary>The start of the earliest day of which it still counts.</summary>
    public static Instant Since(Instant now) =>
        HomeZone.Zone.AtStartOfDay(NoShowAge.FirstThatCounts(WallClock.DateAt(now, HomeZone.Zone))).ToInstant();
}
