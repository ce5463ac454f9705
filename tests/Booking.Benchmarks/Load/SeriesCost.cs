using System.Diagnostics;
using Booking.Rules.Recurrence;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Booking.Benchmarks.Load;

/// <summary>What a year of one evening a week costs, alone on the machine; the middle of several times.</summary>
/// <param name="Dates">Of which all are booked.</param>
/// <param name="Preview">Until it is known of each date whether it can be had.</param>
/// <param name="Place">Until they are all booked.</param>
/// <param name="Raw">The rows of as many bookings, a prepared statement for each, in one transaction.</param>
public sealed record SeriesCost(int Dates, TimeSpan Preview, TimeSpan Place, TimeSpan Raw)
{
    private const int Weeks = 52;
    private const int Times = 9;

    private const string RawSql = """
        with placed as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status,
                                 idempotency_key, request_hash, created_at, confirmed_at, remind_at, release_at)
            values (@id, substr(md5(@id::text), 1, 12), md5('race resource ' || @n)::uuid, md5('person1')::uuid, tstzrange(@starts, @starts + interval '2 hours'),
                    4, 'Korsang', 'confirmed', @id::text, sha256(@id::text::bytea), @now, @now, @starts - interval '1 day', @starts + interval '20 minutes')
        ), taken as (
            insert into occupancy (unit_id, period, kind, booking_id)
            values (md5('race unit ' || @n)::uuid, tstzrange(@starts, @starts + interval '2 hours'), 'booking', @id)
        )
        insert into audit (at, actor_id, action, subject, detail) values (@now, md5('person1')::uuid, 'booking.placed', @id, '{}')
        """;

    public static async Task<SeriesCost> MeasureAsync(LoadDatabase database, Instant now)
    {
        using var catalogue = new Catalogue(database.Source, new Fixed(now));
        var person = new SignedInPerson(await database.FindPersonAsync("person1@example.dk"), "person1@example.dk", "Person 1", "da", false, "");
        await using var services = new ServiceCollection().AddLogging(logging => logging.ClearProviders()).AddLocalization()
            .AddSingleton<IClock>(new Fixed(now)).AddTransient<RefusalSentences>().BuildServiceProvider();
        var preview = new PreviewSeries(database.Source, catalogue, new Fixed(now));
        var place = new PlaceSeries(database.Source, catalogue, services.GetRequiredService<RefusalSentences>(), new Fixed(now));
        // A series reaches a year ahead unless a rule says otherwise.
        var first = now.InUtc().Date.PlusDays(2);

        List<TimeSpan> previews = [], places = [], raws = [];
        for (var time = 0; time <= Times; time++)
        {
            var resource = (await catalogue.ReadAsync(default)).Find($"race-{time}")!;
            var wish = new SeriesWish(
                resource, SeriesRule.Weekly([], 1, first, null, Weeks), new LocalTime(19, 0), 120, 4, "Korsang", person.Name, null, $"choir-{time}");
            var began = Stopwatch.GetTimestamp();
            var shown = await preview.HandleAsync(wish, person.Id, default);
            var previewed = Stopwatch.GetElapsedTime(began);

            var take = shown.Dates.Where(date => date.Judged.MayBeHad).Select(date => new TakenDate(date.Start)).ToList();
            began = Stopwatch.GetTimestamp();
            var outcome = await place.HandleAsync(new PlaceSeriesRequest(wish, take, person), default);
            var placed = Stopwatch.GetElapsedTime(began);
            if (take.Count != Weeks || outcome is not PlaceSeriesOutcome.Placed)
            {
                throw new InvalidOperationException($"{take.Count} of {Weeks} dates are free: {string.Join(", ", shown.Against)} {outcome}");
            }

            var raw = await RawAsync(database, time + Times + 1, first, now);
            // The first time compiles.
            if (time > 0)
            {
                previews.Add(previewed);
                places.Add(placed);
                raws.Add(raw);
            }
        }

        return new(Weeks, Middle(previews), Middle(places), Middle(raws));
    }

    private static async Task<TimeSpan> RawAsync(LoadDatabase database, int n, LocalDate first, Instant now)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        var began = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync();
        for (var week = 0; week < Weeks; week++)
        {
            await connection.ExecuteAsync(
                RawSql, new { id = Guid.CreateVersion7(), n, now, starts = (first.PlusWeeks(week) + new LocalTime(19, 0)).InUtc().ToInstant() });
        }

        await transaction.CommitAsync();
        return Stopwatch.GetElapsedTime(began);
    }

    private static TimeSpan Middle(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
