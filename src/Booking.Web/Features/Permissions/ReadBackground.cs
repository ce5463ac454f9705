using Booking.Web.Features.Bookings;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>What the system knows that bears on an answer: counts and times, and never whose or where else.</summary>
/// <param name="Rivals">Others who wait for the same time.</param>
/// <param name="Day">What else takes the place on the days that are asked for, the earliest first.</param>
/// <param name="IsFree">Whether a yes would get the time; of what is held it always would.</param>
public sealed record RequestBackground(PersonHistory History, IReadOnlyList<Rival> Rivals, IReadOnlyList<TimeThatDay> Day, bool IsFree)
{
    public static RequestBackground None { get; } = new(new PersonHistory(0, 0, 0), [], [], IsFree: true);
}

/// <summary>How the person's bookings at this owner's places have gone, in the last year.</summary>
/// <param name="Used">Over, and not given back.</param>
/// <param name="CancelledLate">So late that others could hardly use the time.</param>
/// <param name="NotShownUp">Given on after the start, because nobody came: of those that still count.</param>
public sealed record PersonHistory(int Used, int CancelledLate, int NotShownUp)
{
    public bool IsNone => Used + CancelledLate + NotShownUp == 0;
}

/// <param name="Id">Of the other question.</param>
public sealed record Rival(Guid Id, Interval Period);

/// <param name="Kind">As an occupancy has it: "booking", "hold", "blackout", "own_use" or "imported".</param>
/// <param name="Period">Without buffers.</param>
/// <param name="Meets">Whether it takes something of what is asked for, buffers included.</param>
public sealed record TimeThatDay(string Kind, Interval Period, bool Meets);

/// <summary>The background of any number of questions, in one round trip.</summary>
public static class ReadBackground
{
    private static readonly Duration Memory = Duration.FromDays(366);

    private const string HistorySql = $"""
        select a.id,
               count(*) filter (where b.status = 'confirmed' and upper(b.period) <= @Now)::int as used,
               count(*) filter (where b.cancelled_late)::int as cancelled_late,
               count(*) filter (where lower(b.period) >= @NotComeSince and {NoShowSql.Counts})::int as not_shown_up
        from booking a
        join resource ar on ar.id = a.resource_id
        join booking b on b.person_id = a.person_id and lower(b.period) >= @Since and b.id <> a.id
        join resource r on r.id = b.resource_id and r.owner_id = ar.owner_id
        where a.id = any(@Ids)
        group by a.id
        """;

    private const string RivalsSql = """
        select distinct a.id as asked, m.id, b.period
        from booking a
        join resource ar on ar.id = a.resource_id
        join resource_unit u on u.resource_id = a.resource_id
        join resource_unit v on v.unit_id = u.unit_id
        join resource r on r.id = v.resource_id and r.owner_id = ar.owner_id
        join booking b on b.resource_id = r.id and b.id <> a.id and b.period && a.period and b.status = 'held' and b.hold_expires_at > @Now
        join permission m on m.booking_id = b.id and m.answered_at is null
        where a.id = any(@Ids)
        order by b.period, m.id
        """;

    // The owner's own use is told also where a hold was there first and the time of it could not be taken.
    private const string DaySql = """
        with asked as (
            select w.id, u.unit_id, tstzrange(w.day_from, w.day_to) as days, tstzrange(w.taken_from, w.taken_to) as taken
            from unnest(@Ids, @DayFrom, @DayTo, @TakenFrom, @TakenTo) as w (id, day_from, day_to, taken_from, taken_to)
            join booking b on b.id = w.id
            join resource_unit u on u.resource_id = b.resource_id
        )
        select asked.id as asked, o.kind, coalesce(b.period, t.period, o.period) as period, o.period && asked.taken as meets
        from asked
        join occupancy o on o.unit_id = asked.unit_id and o.period && asked.days and o.booking_id is distinct from asked.id
        left join booking b on b.id = o.booking_id
        left join own_time t on t.id = o.own_time_id
        union
        select asked.id, case when t.import_id is null then 'own_use' else 'imported' end, t.period, t.period && asked.taken
        from asked
        join resource_unit v on v.unit_id = asked.unit_id
        join own_time t on t.resource_id = v.resource_id and t.ended_at is null and t.period && asked.days
        order by period
        """;

    private const string FreeSql = """
        select w.id as asked, count(*) filter (where not exists (
                   select from occupancy o
                   where o.unit_id = u.unit_id and o.period && tstzrange(w.taken_from, w.taken_to) and o.booking_id is distinct from w.id))
               >= case r.unit_use when 'all' then count(*) else 1 end as is_free
        from unnest(@Ids, @TakenFrom, @TakenTo) as w (id, taken_from, taken_to)
        join booking b on b.id = w.id
        join resource r on r.id = b.resource_id
        join resource_unit u on u.resource_id = r.id and (b.unit_id is null or u.unit_id = b.unit_id)
        group by w.id, r.unit_use
        """;

    private sealed record HistoryRow(Guid Id, int Used, int CancelledLate, int NotShownUp);

    private sealed record RivalRow(Guid Asked, Guid Id, Interval Period);

    private sealed record DayRow(Guid Asked, string Kind, Interval Period, bool Meets);

    private sealed record FreeRow(Guid Asked, bool IsFree);

    /// <summary>Of each booking that waits.</summary>
    public static async Task<IReadOnlyDictionary<Guid, RequestBackground>> HandleAsync(
        NpgsqlConnection connection, IReadOnlyList<(BookingRecord Booking, CatalogueResource Resource)> asked, Instant now,
        CancellationToken cancellation)
    {
        if (asked.Count == 0)
        {
            return new Dictionary<Guid, RequestBackground>();
        }

        var days = asked.Select(one => DaysOf(one.Booking.Period, one.Resource.Terms.Zone)).ToList();
        var taken = asked.Select(one => one.Resource.Terms.Buffer.Around(one.Booking.Period)).ToList();
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{HistorySql}; {RivalsSql}; {DaySql}; {FreeSql}",
            new
            {
                Ids = asked.Select(one => one.Booking.Id).ToArray(),
                DayFrom = days.Select(day => day.Start).ToArray(),
                DayTo = days.Select(day => day.End).ToArray(),
                TakenFrom = taken.Select(period => period.Start).ToArray(),
                TakenTo = taken.Select(period => period.End).ToArray(),
                Now = now,
                Since = now - Memory,
                NotComeSince = NoShowSql.Since(now),
            },
            cancellationToken: cancellation));
        var histories = (await rows.ReadAsync<HistoryRow>()).ToDictionary(row => row.Id, row => new PersonHistory(row.Used, row.CancelledLate, row.NotShownUp));
        var rivals = (await rows.ReadAsync<RivalRow>()).ToLookup(row => row.Asked, row => new Rival(row.Id, row.Period));
        // The halves of a hall are taken by the same; the first of them to meet says so for both.
        var times = (await rows.ReadAsync<DayRow>()).ToLookup(row => row.Asked);
        var free = (await rows.ReadAsync<FreeRow>()).ToDictionary(row => row.Asked, row => row.IsFree);
        return asked.Select(one => one.Booking.Id).Distinct().ToDictionary(id => id, id => new RequestBackground(
            histories.GetValueOrDefault(id, RequestBackground.None.History),
            [.. rivals[id]],
            [.. times[id].GroupBy(row => (row.Kind, row.Period)).Select(same => new TimeThatDay(same.Key.Kind, same.Key.Period, same.Any(row => row.Meets)))],
            free.GetValueOrDefault(id, defaultValue: true)));
    }

    /// <summary>From the midnight before its start to the one after its end.</summary>
    private static Interval DaysOf(Interval period, DateTimeZone zone) => new(
        zone.AtStartOfDay(period.Start.InZone(zone).Date).ToInstant(),
        zone.AtStartOfDay((period.End - Duration.Epsilon).InZone(zone).Date.PlusDays(1)).ToInstant());
}
