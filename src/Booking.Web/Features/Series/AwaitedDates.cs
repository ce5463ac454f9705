using Booking.Rules.Admission;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>A date of a series that waits in line.</summary>
/// <param name="EntryId">Its place in the line.</param>
/// <param name="OfferId">What has come free for it and is to be answered; null while nothing has.</param>
public sealed record AwaitedDate(LocalDateTime Occurrence, Guid EntryId, Guid PersonId, Guid? OfferId)
{
    private const string Sql = """
        select e.occurrence, e.id as entry_id, e.person_id,
               (select f.id from offer f join booking b on b.id = f.booking_id where f.entry_id = e.id and b.status = 'held' limit 1) as offer_id
        from waitlist_entry e
        where e.series_id = @seriesId and e.closed_at is null
        """;

    public static Task<IEnumerable<AwaitedDate>> OfAsync(NpgsqlConnection connection, Guid seriesId, CancellationToken cancellation) =>
        connection.QueryAsync<AwaitedDate>(new CommandDefinition(Sql, new { seriesId }, cancellationToken: cancellation));
}

/// <summary>
/// The dates of a series that others have: they wait in line as any wish does, and what is offered to them and taken becomes the date of
/// the series that it was.
/// </summary>
public static class AwaitedDates
{
    // One that waits already keeps its place in the line.
    private const string JoinSql = """
        with wanted as (
            select * from unnest(@Ids, @Occurrences, @Periods, @Arounds, @JoinedOns) as w (id, occurrence, period, around, joined_on)
        ), joined as (
            insert into waitlist_entry (id, person_id, community_id, people, purpose, minutes, least_minutes, joined_at, joined_on, idempotency_key,
                                        series_id, occurrence)
            select id, @PersonId, @GroupId, @People, @Purpose, @Minutes, @Minutes, @Now, joined_on, 'series ' || id, @SeriesId, occurrence from wanted
            on conflict do nothing
            returning id
        )
        insert into waitlist_time (entry_id, resource_id, period, around)
        select id, @ResourceId, period, around from wanted where id in (select id from joined)
        """;

    private const string LeaveSql = """
        with left_line as (
            update waitlist_entry set closed_at = @Now, closed_why = 'left'
            where series_id = @SeriesId and closed_at is null and occurrence >= @From and occurrence <= @Until
            returning id
        )
        update waitlist_time set open = false where entry_id in (select id from left_line)
        """;

    private const string OfferedSql = """
        select e.series_id, e.occurrence
        from offer f
        join waitlist_entry e on e.id = f.entry_id
        where f.booking_id = @BookingId and e.series_id is not null
        """;

    private const string HasOfferSql = """
        select exists (
            select from waitlist_entry e
            join offer f on f.entry_id = e.id
            join booking b on b.id = f.booking_id
            where e.series_id = @SeriesId and e.occurrence = @Occurrence and b.status = 'held')
        """;

    // A date that has been booked some other way meanwhile is that booking's.
    private const string TakenSql = """
        with joined as (
            update booking set series_id = @SeriesId, occurrence = @Occurrence
            where id = @BookingId and not exists (
                select from booking o where o.series_id = @SeriesId and o.occurrence = @Occurrence and o.status in ('held', 'confirmed'))
            returning id
        ), found as (
            delete from series_skip where series_id = @SeriesId and occurrence = @Occurrence and exists (select from joined)
        )
        update series set sequence = sequence + 1 where id = @SeriesId and exists (select from joined)
        """;

    private sealed record OfSeries(Guid SeriesId, LocalDateTime Occurrence);

    /// <summary>Puts those that are to come and could be had if the time were free in line. Safe to repeat.</summary>
    /// <param name="part">How the dates are meant to be.</param>
    public static Task JoinAsync(
        NpgsqlConnection connection, Guid seriesId, Booker booker, CatalogueResource resource, SeriesPart part, IEnumerable<SkippedDate> skipped, Instant now)
    {
        var terms = resource.Terms;
        var dates = skipped
            .Where(date => date.Reasons.Any(reason => reason.Code is nameof(SlotTaken) or nameof(ClosedThatDay) or nameof(NotSharedThen)))
            .Select(date => (date.Occurrence, SeriesDate.At(date.Occurrence.Date + part.Starts, part.Minutes, terms.Zone).Period))
            .Where(date => date.Period is { } period && period.Start > now)
            .ToList();
        return dates.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(JoinSql, new
        {
            SeriesId = seriesId,
            booker.PersonId,
            booker.GroupId,
            ResourceId = resource.Id,
            part.People,
            part.Purpose,
            part.Minutes,
            Now = now,
            Ids = dates.Select(_ => Guid.CreateVersion7()).ToArray(),
            Occurrences = dates.Select(date => date.Occurrence).ToArray(),
            Periods = dates.Select(date => date.Period!.Value).ToArray(),
            Arounds = dates.Select(date => terms.Buffer.Around(date.Period!.Value)).ToArray(),
            JoinedOns = dates.Select(_ => now.InZone(terms.Zone).Date).ToArray(),
        });
    }

    /// <summary>Takes the dates between two out of the line, both included. What they have been offered is theirs to answer all the same.</summary>
    public static Task LeaveAsync(NpgsqlConnection connection, Guid seriesId, LocalDateTime from, LocalDateTime? until, Instant now) =>
        connection.ExecuteAsync(LeaveSql, new
        {
            SeriesId = seriesId, From = from, Until = until ?? LocalDateTime.FromDateTime(DateTime.MaxValue.AddYears(-1)), Now = now,
        });

    /// <summary>Whether its person has an offer of that date to answer.</summary>
    public static Task<bool> HasOfferAsync(NpgsqlConnection connection, Guid seriesId, LocalDateTime occurrence) =>
        connection.ExecuteScalarAsync<bool>(HasOfferSql, new { SeriesId = seriesId, Occurrence = occurrence });

    /// <summary>
    /// Makes a booking that was offered to such a date the date of its series, before it is confirmed; the series is locked for the
    /// transaction. False for any other booking.
    /// </summary>
    public static async Task<bool> TakeAsync(NpgsqlConnection connection, Guid bookingId, CancellationToken cancellation)
    {
        if (await connection.QuerySingleOrDefaultAsync<OfSeries?>(new CommandDefinition(OfferedSql, new { bookingId }, cancellationToken: cancellation)) is not { } of)
        {
            return false;
        }

        await SeriesRecord.LockedAsync(connection, of.SeriesId, cancellation);
        return await connection.ExecuteAsync(TakenSql, new { bookingId, of.SeriesId, of.Occurrence }) == 1;
    }
}
