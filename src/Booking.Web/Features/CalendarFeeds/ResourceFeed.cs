using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>When a resource is taken, for anybody: times and the word for it, and nothing else.</summary>
public sealed class ResourceFeed(NpgsqlDataSource database, Catalogue catalogue, WrittenFeeds written, IClock clock)
{
    // Some 0.3 kB each: Google drops events out of feeds of a megabyte and more.
    private const int MostEvents = 3000;

    private static readonly Duration Past = Duration.FromDays(30);

    private const string RevisedSql = "select max(revised_at) from unit where id = any(@Units)";

    // Without its buffers: the calendar says when somebody is there. Holds live for minutes and most readers fetch a few
    // times a day, so a hold would be shown for hours after it has gone. A whole hall is one event, not one for each half.
    // The names are keyed hashes, which nobody can match with those in a person's own calendar.
    private const string TakenSql = """
        with taken as (
            select o.id, o.unit_id, o.booking_id, coalesce(b.period, o.period) as period, coalesce(b.sequence, 0) as sequence
            from unnest(@Units) as u (unit_id)
            join occupancy o on o.unit_id = u.unit_id
            left join booking b on b.id = o.booking_id
            where o.kind not in ('hold', 'set_aside', 'renewal') and upper(coalesce(b.period, o.period)) > @Since
              -- Rows of one unit never overlap: the last to start before the window is the first that can reach into it.
              and lower(o.period) >= coalesce(
                  (select lower(p.period) from occupancy p
                   where p.unit_id = u.unit_id and lower(p.period) <= @Since
                   order by lower(p.period) desc limit 1),
                  '-infinity')
        ), events as (
            select coalesce(booking_id::text, min(id)::text) as name, period, sequence, count(*) as units
            from taken
            group by booking_id, period, sequence
        )
        select left(encode(sha256(k.secret || convert_to(@ResourceId::text || e.name, 'UTF8')), 'hex'), 32) as hidden_name,
               e.period, e.sequence, e.units
        from events e, public_feed_key k
        order by lower(e.period), hidden_name
        limit @MostEvents
        """;

    private sealed record Taken(string HiddenName, Interval Period, int Sequence, long Units);

    /// <summary>Null when no published resource has that name.</summary>
    public async Task<Feed?> ReadAsync(string slug, string language, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return null;
        }

        var since = clock.GetCurrentInstant() - Past;
        var units = resource.Units.ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // The revision before the events: one made between the two shows at the next fetch again, instead of never.
        var revisedAt = await connection.ExecuteScalarAsync<Instant>(
            new CommandDefinition(RevisedSql, new { Units = units }, cancellationToken: cancellation));
        var taken = await connection.QueryAsync<Taken>(new CommandDefinition(TakenSql, new
        {
            Units = units,
            ResourceId = resource.Id,
            Since = since,
            MostEvents,
        }, cancellationToken: cancellation));

        var texts = MailTexts.In(language);
        return new Feed(
            written.Write(
                $"resource {resource.Id} {language}",
                new CalendarHead(texts["ResourceCalendar", resource.Name.In(language)], resource.Terms.Zone.Id, "darkslateblue"),
                [.. taken.Select(one => new CalendarEntry(
                    BookingEntry.Uid(one.HiddenName), one.Sequence, revisedAt, one.Period, resource.Terms.Zone.Id,
                    Summary(resource, one, texts)))]),
            revisedAt);
    }

    // One workbench of six leaves five: "taken" alone would keep people away.
    private static string Summary(CatalogueResource resource, Taken taken, MailTexts texts) =>
        resource.Terms.Use == UnitUse.AnyOne && resource.Units.Count > 1
            ? texts["TakenOfPool", taken.Units, resource.Units.Count]
            : texts["Taken"];
}
