using System.Diagnostics;
using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Waitlist;
using Dapper;

namespace Booking.Benchmarks.Load;

/// <summary>What it costs to settle whose an evening is that has come free, alone on the machine; the middle of several times.</summary>
/// <param name="Waiting">How many wished for that evening.</param>
/// <param name="Whole">Until the offers are made.</param>
/// <param name="Offers">How many there were.</param>
public sealed record WaitlistCost(int Waiting, TimeSpan Whole, int Offers)
{
    private const int Times = 5;

    // One wish each, of an hour or two, some of them satisfied with less.
    private const string WaitSql = """
        with wish as (
            select n, gen_random_uuid() as id, 60 + n % 2 * 60 as minutes from generate_series(1, @waiting) as n
        ), entry as (
            insert into waitlist_entry (id, person_id, people, purpose, minutes, least_minutes, joined_at, joined_on, idempotency_key)
            select id, md5('person' || n)::uuid, 4, 'Spil', minutes, case when n % 3 = 0 then 60 else minutes end,
                   @now - make_interval(mins => n), (@now - make_interval(mins => n))::date, id::text
            from wish
        )
        insert into waitlist_time (entry_id, resource_id, period, around)
        select id, @resource, @window, @window from wish
        """;

    public static async Task<WaitlistCost> MeasureAsync(LoadDatabase database, int waiting, Instant now)
    {
        using var catalogue = new Catalogue(database.Source, new Fixed(now));
        var snapshot = await catalogue.ReadAsync(default);
        var offer = new OfferFreedTime(database.Source, catalogue, new Fixed(now));
        var day = now.InUtc().Date.PlusDays(20);
        var window = new Interval((day + new LocalTime(18, 0)).InUtc().ToInstant(), (day + new LocalTime(22, 0)).InUtc().ToInstant());

        List<TimeSpan> whole = [];
        var offers = 0;
        for (var time = 0; time <= Times; time++)
        {
            var place = snapshot.Find($"api-{time}")!;
            await using var connection = await database.Source.OpenConnectionAsync();
            await connection.ExecuteAsync(WaitSql, new { waiting, now, resource = place.Id, window });
            await connection.ExecuteAsync("analyze waitlist_entry; analyze waitlist_time");
            var began = Stopwatch.GetTimestamp();
            offers = await offer.HandleAsync(place.Id, default);
            if (time > 0)
            {
                whole.Add(Stopwatch.GetElapsedTime(began));
            }

            await connection.ExecuteAsync("""
                delete from occupancy where booking_id in (select booking_id from offer); delete from waitlist_entry; delete from occupancy where kind = 'set_aside'
                """);
        }

        return new(waiting, whole.Order().ElementAt(Times / 2), offers);
    }
}
