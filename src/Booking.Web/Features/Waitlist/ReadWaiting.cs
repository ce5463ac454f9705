using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>A place in a line.</summary>
/// <param name="ClosedWhy">left, had or passed; null while they wait.</param>
/// <param name="SeriesId">The series that it is a missing date of; null for a wish of its own.</param>
public sealed record WaitingEntry(
    Guid Id, Guid PersonId, string GroupName, int People, string Purpose, int Minutes, int LeastMinutes, Instant JoinedAt, Instant? RefusedAt, Instant? ClosedAt, string? ClosedWhy, Guid? SeriesId)
{
    /// <summary>What would do, by start.</summary>
    public IReadOnlyList<WaitingTime> Times { get; init; } = [];

    /// <summary>What has been offered of that time since they joined, to them and to others; the latest first.</summary>
    public IReadOnlyList<OfferRecord> Offers { get; init; } = [];

    /// <summary>What waits for their answer; null when nothing does.</summary>
    public OfferRecord? Open => Offers.FirstOrDefault(offer => offer.EntryId == Id && offer.Answer == OfferAnswer.Open);
}

/// <summary>Time at a place that would do.</summary>
/// <param name="Ahead">How many come before them of those who wait for some of the same.</param>
/// <param name="Others">How many others wait for some of the same.</param>
public sealed record WaitingTime(Guid EntryId, Guid ResourceId, Interval Period, long Ahead, long Others);

/// <summary>What somebody waits for, where they stand, and what was offered meanwhile.</summary>
public sealed class ReadWaiting(NpgsqlDataSource database, IClock clock)
{
    // What is over is shown for as long as one may wonder about it.
    private static readonly Duration Remembered = Duration.FromDays(60);

    private const string EntrySql = """
        select e.id, e.person_id, coalesce(c.name, '') as group_name, e.people, e.purpose, e.minutes, e.least_minutes, e.joined_at, e.refused_at,
               e.closed_at, e.closed_why, e.series_id
        from waitlist_entry e
        left join community c on c.id = e.community_id
        """;

    // The order of the line as values that can be compared; as WaitLine.OrderSql.
    private const string IsBeforeSql = """
        (x.joined_on, coalesce(-extract(epoch from x.refused_at)::float8, 'infinity'), x.joined_at, x.id)
        < (e.joined_on, coalesce(-extract(epoch from e.refused_at)::float8, 'infinity'), e.joined_at, e.id)
        """;

    private const string TimesSql = $"""
        select t.entry_id, t.resource_id, t.period,
               count(distinct x.id) filter (where {IsBeforeSql}) as ahead,
               count(distinct x.id) as others
        from waitlist_time t
        join waitlist_entry e on e.id = t.entry_id
        left join waitlist_time o on o.open and o.resource_id = t.resource_id and o.around && t.around and o.period && t.period and o.entry_id <> t.entry_id
        left join waitlist_entry x on x.id = o.entry_id
        where t.entry_id = any(@Ids)
        group by t.entry_id, t.resource_id, t.period
        order by lower(t.period), t.resource_id
        """;

    private const string OffersSql = OfferRecord.SelectSql + """

        where e.id = @Id or (f.made_at >= @JoinedAt and f.made_at <= @Until and exists (
            select from waitlist_time t where t.entry_id = @Id and t.resource_id = b.resource_id and t.period && b.period))
        order by f.made_at desc, f.id desc
        limit 50
        """;

    private const string OwnOpenSql = OfferRecord.SelectSql + """

        where e.id = any(@Ids) and b.status = 'held'
        """;

    /// <summary>Those that wait first, by when they joined; then those that are over.</summary>
    public async Task<IReadOnlyList<WaitingEntry>> OfPersonAsync(Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var entries = (await connection.QueryAsync<WaitingEntry>(new CommandDefinition(
            EntrySql + " where e.person_id = @personId and (e.closed_at is null or e.closed_at > @since) order by e.closed_at desc nulls first, e.joined_at",
            new { personId, since = clock.GetCurrentInstant() - Remembered }, cancellationToken: cancellation))).AsList();
        var ids = new { Ids = entries.Select(entry => entry.Id).ToArray() };
        var times = (await connection.QueryAsync<WaitingTime>(new CommandDefinition(TimesSql, ids, cancellationToken: cancellation))).ToLookup(time => time.EntryId);
        var open = (await connection.QueryAsync<OfferRecord>(new CommandDefinition(OwnOpenSql, ids, cancellationToken: cancellation))).ToLookup(offer => offer.EntryId);
        return [.. entries.Select(entry => entry with { Times = [.. times[entry.Id]], Offers = [.. open[entry.Id]] })];
    }

    /// <summary>Null when there is none of theirs.</summary>
    public async Task<WaitingEntry?> FindAsync(Guid id, Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<WaitingEntry>(new CommandDefinition(
            EntrySql + " where e.id = @id and e.person_id = @personId", new { id, personId }, cancellationToken: cancellation)) is not { } entry)
        {
            return null;
        }

        var times = await connection.QueryAsync<WaitingTime>(new CommandDefinition(TimesSql, new { Ids = new[] { id } }, cancellationToken: cancellation));
        var offers = await connection.QueryAsync<OfferRecord>(new CommandDefinition(
            OffersSql, new { Id = id, entry.JoinedAt, Until = entry.ClosedAt ?? clock.GetCurrentInstant() }, cancellationToken: cancellation));
        return entry with { Times = [.. times], Offers = [.. offers] };
    }
}
