using Booking.Rules;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>What goes on at an owner, and below it.</summary>
/// <param name="Days">The week that begins today, each day with how many bookings begin on it.</param>
/// <param name="Requests">Wishes that wait for a yes or a no.</param>
/// <param name="Challenges">Questions to its rules that wait for an answer.</param>
/// <param name="Clashes">Bookings that meet its own use, not yet decided on.</param>
/// <param name="Asked">Own use that goes to others unless somebody says that it is needed.</param>
/// <param name="Invitations">To do something for it, neither accepted nor declined.</param>
/// <param name="NoShows">Persons who say that they came to what was given on, and have no answer.</param>
/// <param name="Broken">What does not work, the oldest first.</param>
/// <param name="OwnTimes">Times of own use in the same week.</param>
public sealed record OwnerFront(
    IReadOnlyList<(LocalDate Day, int Bookings)> Days, int Requests, int Challenges, int Clashes, int Asked, int Invitations, int NoShows,
    IReadOnlyList<OwnerFront.BrokenThing> Broken, int OwnTimes)
{
    /// <param name="What">As whoever found it says it.</param>
    public sealed record BrokenThing(Guid Id, Guid ResourceId, string What)
    {
        public LocalText Place { get; init; } = new("", "");
    }
}

public sealed class ReadFront(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    public const int MostBroken = 5;

    private const int DaysShown = 7;

    private const string BelowSql = "select owner_id from owners_below(array[@Id])";

    private const string DaysSql = """
        select (lower(period) at time zone @Zone)::date as day, count(*)::int as bookings
        from booking
        where resource_id = any(@Resources) and status = 'confirmed' and lower(period) >= @From and lower(period) < @Until
        group by 1
        """;

    // A booking that meets two times of own use is one to decide on for each; the buffer of a booking disturbs nobody.
    private const string CountsSql = """
        select
            (select count(*)::int from permission m join booking b on b.id = m.booking_id
             where b.resource_id = any(@Resources) and m.answered_at is null and m.unanswered_at is null
               and b.status = 'held' and b.hold_expires_at > @Now) as requests,
            (select count(*)::int from challenge c join rule r on r.id = c.rule_id
             where c.answered_at is null and c.hidden_at is null
               and (r.owner_id = any(@Owners) or r.resource_id = any(@Resources))) as challenges,
            (select count(distinct (t.id, b.id))::int
             from own_time t
             join resource_unit u on u.resource_id = t.resource_id
             join occupancy o on o.unit_id = u.unit_id and o.period && t.period and o.booking_id is not null
             join booking b on b.id = o.booking_id and b.period && t.period and upper(b.period) > @Now
             where t.resource_id = any(@Resources) and t.ended_at is null and upper(t.period) > @Now
               and not exists (select from own_time_left l where l.own_time_id = t.id and l.booking_id = b.id)) as clashes,
            (select count(*)::int from own_time
             where resource_id = any(@Resources) and ended_at is null and asked_at is not null and release_at is not null
               and confirmed_at is null and lower(period) > @Now) as asked,
            (select count(*)::int from invitation where owner_id = @Id and ended_at is null and expires_at > @Now) as invitations,
            (select count(*)::int from no_show_contest x join booking b on b.id = x.booking_id
             where b.resource_id = any(@Resources) and x.answered_at is null) as no_shows,
            (select count(*)::int from own_time
             where resource_id = any(@Resources) and ended_at is null and upper(period) > @From and lower(period) < @Until) as own_times
        """;

    private const string BrokenSql = """
        select id, resource_id, what from broken_case
        where resource_id = any(@Resources) and closed_at is null
        order by opened_at
        limit @MostBroken
        """;

    private sealed record DayRow(LocalDate Day, int Bookings);

    private sealed record Counts(int Requests, int Challenges, int Clashes, int Asked, int Invitations, int NoShows, int OwnTimes);

    /// <summary>Whether what goes on there is for those with these rights; who only introduces has a page of their own.</summary>
    public static bool IsFor(IReadOnlyList<OwnerRight> rights) => rights.Any(right => right != OwnerRight.Introduce);

    public async Task<OwnerFront> HandleAsync(OwnerCard owner, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var today = WallClock.DateAt(now, HomeZone.Zone);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owners = (await connection.QueryAsync<Guid>(new CommandDefinition(BelowSql, new { owner.Id }, cancellationToken: cancellation))).ToHashSet();
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{DaysSql}; {CountsSql}; {BrokenSql}",
            new
            {
                owner.Id, Owners = owners.ToArray(), Now = now, Zone = HomeZone.Id, MostBroken,
                Resources = snapshot.All.Where(resource => owners.Contains(resource.Owner.Id)).Select(resource => resource.Id).ToArray(),
                From = HomeZone.Zone.AtStartOfDay(today).ToInstant(), Until = HomeZone.Zone.AtStartOfDay(today.PlusDays(DaysShown)).ToInstant(),
            },
            cancellationToken: cancellation));
        var days = (await rows.ReadAsync<DayRow>()).ToDictionary(row => row.Day, row => row.Bookings);
        var counts = await rows.ReadSingleAsync<Counts>();
        var broken = (await rows.ReadAsync<OwnerFront.BrokenThing>()).AsList();
        return new OwnerFront(
            [.. Enumerable.Range(0, DaysShown).Select(today.PlusDays).Select(day => (day, days.GetValueOrDefault(day)))],
            counts.Requests, counts.Challenges, counts.Clashes, counts.Asked, counts.Invitations, counts.NoShows,
            [.. broken.Select(one => one with { Place = snapshot.Get(one.ResourceId).Name })],
            counts.OwnTimes);
    }
}
