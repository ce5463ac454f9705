using Booking.Rules.Waitlist;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>One who waits at a place, with what they have been offered there before.</summary>
public sealed record Waiter(Guid Id, Guid ResourceId, Booker Booker, int People, string Purpose, Recipient Recipient, string GroupName, Wish Wish, IReadOnlyList<Interval> Offered)
{
    /// <summary>What has been offered to them once is not offered again.</summary>
    public bool HasBeenOffered(Interval period) => Offered.Any(earlier => earlier.Start < period.End && period.Start < earlier.End);
}

/// <summary>Whom mail about an offer goes to.</summary>
public sealed record Recipient(string Name, string Email, string Language);

/// <summary>Who waits at some places, in the order in which they come: by the day of joining, then who was refused last, then the moment.</summary>
public static class WaitLine
{
    /// <summary>The order of the line, for queries on waitlist_entry <c>e</c>.</summary>
    public const string OrderSql = "e.joined_on, e.refused_at desc nulls last, e.joined_at, e.id";

    /// <summary>Whether one still waits, for queries on waitlist_time <c>t</c> and its waitlist_entry <c>e</c>.</summary>
    // Who has an offer to answer, or waits for an owner's answer about one, has something already. Who has left a group waits for
    // nothing in its name.
    public const string WaitsSql = """
        t.open and upper(t.period) > @Now
          and not exists (
              select from offer f join booking b on b.id = f.booking_id
              where f.entry_id = e.id and (b.status = 'held' or b.confirmed_at is not null))
          and (e.community_id is null or exists (
              select from community_booker m where m.community_id = e.community_id and m.person_id = e.person_id))
        """;

    private const string Sql = $"""
        select e.id, t.resource_id, e.person_id, e.community_id as group_id, e.people, e.purpose, e.minutes, e.least_minutes,
               t.period, p.name, p.email, p.language, coalesce(c.name, '') as group_name
        from waitlist_time t
        join waitlist_entry e on e.id = t.entry_id
        join person p on p.id = e.person_id
        left join community c on c.id = e.community_id
        where t.resource_id = any(@Resources) and {WaitsSql}
        order by {OrderSql}, lower(t.period);

        select f.entry_id, b.resource_id, b.period
        from offer f
        join booking b on b.id = f.booking_id
        where b.resource_id = any(@Resources) and upper(b.period) > @Now;
        """;

    private sealed record Row(
        Guid Id, Guid ResourceId, Guid PersonId, Guid? GroupId, int People, string Purpose, int Minutes, int LeastMinutes, Interval Period,
        string Name, string Email, string Language, string GroupName);

    private sealed record OfferRow(Guid EntryId, Guid ResourceId, Interval Period);

    public static async Task<IReadOnlyList<Waiter>> ReadAsync(
        NpgsqlConnection connection, IEnumerable<Guid> resources, Instant now, CancellationToken cancellation)
    {
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, new { Resources = resources.ToArray(), Now = now }, cancellationToken: cancellation));
        var times = (await rows.ReadAsync<Row>()).AsList();
        var offered = (await rows.ReadAsync<OfferRow>()).ToLookup(row => (row.EntryId, row.ResourceId), row => row.Period);
        return
        [
            .. times.GroupBy(row => (row.Id, row.ResourceId)).Select(same => (Row: same.First(), Windows: same.Select(row => row.Period))).Select(one => new Waiter(
                one.Row.Id, one.Row.ResourceId, new Booker(one.Row.PersonId, one.Row.GroupId), one.Row.People, one.Row.Purpose,
                new Recipient(one.Row.Name, one.Row.Email, one.Row.Language), one.Row.GroupName,
                new Wish(one.Row.Id, [.. one.Windows], one.Row.Minutes, one.Row.LeastMinutes), [.. offered[(one.Row.Id, one.Row.ResourceId)]])),
        ];
    }
}
