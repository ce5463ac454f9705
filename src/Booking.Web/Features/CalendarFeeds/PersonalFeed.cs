using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.Shared;
using Booking.Web.Http;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>A person's bookings and those of their groups, for the calendar that holds the secret address.</summary>
public sealed class PersonalFeed(NpgsqlDataSource database, Catalogue catalogue, PublicUrl site, WrittenFeeds written, IClock clock)
{
    // Some 1.5 kB each at the most: Google drops events out of feeds of a megabyte and more.
    private const int MostEvents = 600;

    private static readonly Duration Past = Duration.FromDays(90);
    private static readonly Duration FetchesNotedEvery = Duration.FromHours(1);

    private const string OwnerSql = """
        select t.id, t.person_id, t.fetched_at, p.language,
               greatest(p.revised_at, (
                   select max(c.revised_at) from community c join community_booker m on m.community_id = c.id where m.person_id = p.id)) as revised_at
        from feed_token t
        join person p on p.id = t.person_id
        where t.token_hash = @hash
        """;

    // A cancelled or released booking is left out, and so disappears from the calendar at its next fetch: many clients show
    // STATUS:CANCELLED as if it were on. The invitation by mail is what says that it was cancelled.
    private const string BookingsSql = BookingRecord.SelectSql + " where " + GroupMembers.TheirsSql + """

          and b.status = 'confirmed' and upper(b.period) > @Since
        order by lower(b.period), b.id
        limit @MostEvents
        """;

    private const string FetchedSql = "update feed_token set fetched_at = @Now where id = @Id";

    private sealed record Owner(Guid Id, Guid PersonId, Instant? FetchedAt, string Language, Instant RevisedAt);

    /// <summary>Null when there is no such address, or no longer.</summary>
    public async Task<Feed?> ReadAsync(string token, CancellationToken cancellation)
    {
        if (!FeedToken.IsPlausible(token))
        {
            return null;
        }

        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // The revision before the bookings: one made between the two shows at the next fetch again, instead of never.
        var owner = await connection.QuerySingleOrDefaultAsync<Owner>(
            new CommandDefinition(OwnerSql, new { hash = FeedToken.Hash(token) }, cancellationToken: cancellation));
        if (owner is null)
        {
            return null;
        }

        var bookings = await connection.QueryAsync<BookingRecord>(new CommandDefinition(
            BookingsSql, new { owner.PersonId, Since = now - Past, MostEvents }, cancellationToken: cancellation));
        var resources = await catalogue.ReadAsync(connection, cancellation);
        var (alone, repeating) = await ApartAsync(connection, bookings.AsList(), resources, owner.Language, cancellation);
        if (owner.FetchedAt is not { } fetchedAt || now - fetchedAt >= FetchesNotedEvery)
        {
            await connection.ExecuteAsync(new CommandDefinition(FetchedSql, new { owner.Id, Now = now }, cancellationToken: cancellation));
        }

        return new Feed(
            written.Write(
                $"person {owner.PersonId}",
                new CalendarHead(MailTexts.In(owner.Language)["MyCalendar"], HomeZone.Id, "steelblue"),
                [.. alone.Select(booking => Entry(booking, resources.Get(booking.ResourceId), owner.Language)), .. repeating]),
            owner.RevisedAt);
    }

    // A series is one event with its exceptions, so that a calendar shows it as one: the dates of those that are seen at all, past
    // ones among them, since what comes again has one beginning.
    private async Task<(IReadOnlyList<BookingRecord> Alone, IReadOnlyList<CalendarEntry> Repeating)> ApartAsync(
        NpgsqlConnection connection, List<BookingRecord> bookings, CatalogueSnapshot resources, string language, CancellationToken cancellation)
    {
        Guid[] ids = [.. bookings.Select(booking => booking.SeriesId).OfType<Guid>().Distinct()];
        if (ids.Length == 0)
        {
            return (bookings, []);
        }

        List<CalendarEntry> entries = [];
        var dates = (await connection.QueryAsync<BookingRecord>(new CommandDefinition(
            BookingRecord.SelectSql + " where b.series_id = any(@ids) order by b.occurrence, b.created_at, b.id", new { ids }, cancellationToken: cancellation)))
            .ToLookup(booking => booking.SeriesId);
        foreach (var series in (await SeriesRecord.OfAsync(connection, ids, cancellation)).OrderBy(series => series.Id))
        {
            var content = SeriesMails.Content(
                series, [.. dates[series.Id]], await SkippedDate.OfAsync(connection, series.Id, cancellation), resources, language, "", null, []);
            entries.AddRange(SeriesEntries.Of(content, InvitationMethod.Request, series.CreatedAt, site.Of($"/series/{series.Id}"), language));
        }

        return ([.. bookings.Where(booking => booking.SeriesId is null)], entries);
    }

    private CalendarEntry Entry(BookingRecord booking, CatalogueResource resource, string language) => BookingEntry.Of(
        BookingMails.Of(resource, booking, language, reason: null),
        booking.ConfirmedAt ?? booking.CreatedAt, site.Of($"/bookings/{booking.Id}"), language);
}
