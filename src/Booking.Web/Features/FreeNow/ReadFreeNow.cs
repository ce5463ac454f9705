using Booking.Rules;
using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.FreeNow;

/// <summary>Time that somebody gave up and that anybody can have.</summary>
/// <param name="Period">The longest that can be booked from the first moment of it.</param>
public sealed record FreedTime(CatalogueResource Resource, Interval Period, Instant FreedAt);

/// <summary>Finds what has come free during the last day and is for today, or for the next morning once the evening has come.</summary>
public sealed class ReadFreeNow(NpgsqlDataSource database, ReadOccupancies occupancies, IClock clock)
{
    private const int MostRows = 200;
    private const int Evening = 20;
    private const int Noon = 12;

    private const string Sql = $"""
        select unit_id, period, freed_at from freed_time
        where {FreedLately.IsSql} and lower(period) < @Until
        order by freed_at desc
        limit @MostRows
        """;

    private sealed record Row(Guid UnitId, Interval Period, Instant FreedAt);

    /// <summary>What came free last comes first; one time a place.</summary>
    /// <param name="kind">Null for any.</param>
    /// <param name="district">Null for all the city.</param>
    public async Task<IReadOnlyList<FreedTime>> HandleAsync(
        CatalogueSnapshot catalogue, string? kind, District? district, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var until = Until(now);
        var rows = await ReadAsync(now, until, cancellation);
        var units = rows.ToLookup(row => row.UnitId);
        var places = catalogue.Published
            .Where(place => (kind is null || place.Kind == kind) && (district is null || place.District.Slug == district.Slug) && place.Units.Any(units.Contains))
            .ToList();
        if (places.Count == 0)
        {
            return [];
        }

        var taken = await occupancies.OfAsync(places, new Interval(now - Duration.FromDays(1), until + Duration.FromDays(1)), cancellation);
        return
        [
            .. places.Select(place => FirstOf(place, units, ReadOccupancies.Of(place, taken), now, until)).OfType<FreedTime>()
                .OrderByDescending(freed => freed.FreedAt).ThenBy(freed => freed.Period.Start),
        ];
    }

    private async Task<List<Row>> ReadAsync(Instant now, Instant until, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql, new { FreedSince = FreedLately.Since(now), Now = now, Until = until, MostRows }, cancellationToken: cancellation))).AsList();
    }

    private static Instant Until(Instant now)
    {
        var local = now.InZone(HomeZone.Zone);
        var tomorrow = local.Date.PlusDays(1);
        return local.Hour < Evening
            ? HomeZone.Zone.AtStartOfDay(tomorrow).ToInstant()
            : HomeZone.Zone.AtLeniently(tomorrow.At(new LocalTime(Noon, 0))).ToInstant();
    }

    private static FreedTime? FirstOf(CatalogueResource place, ILookup<Guid, Row> units, Occupied occupied, Instant now, Instant until)
    {
        foreach (var row in place.Units.SelectMany(unit => units[unit]).OrderByDescending(row => row.FreedAt))
        {
            var window = new Interval(Instant.Max(now, row.Period.Start), Instant.Min(until, row.Period.End));
            if (NearestFree.Next(place.Terms, occupied, now, window) is { } shortest)
            {
                return new FreedTime(place, Longest(place.Terms, occupied, now, new Interval(shortest.Start, window.End)) ?? shortest, row.FreedAt);
            }
        }

        return null;
    }

    // Where the length that is left is not one that is lent, the shortest is what is offered.
    private static Interval? Longest(Terms terms, Occupied occupied, Instant now, Interval window)
    {
        var free = FreeTime.Within(terms, occupied, window).FirstOrDefault(stretch => stretch.Start == window.Start);
        var step = terms.LengthStepMinutes ?? terms.StepMinutes;
        var minutes = free == default ? 0 : Math.Min(terms.MaximumMinutes, WallClock.MinutesBetween(free, terms.Zone)) / step * step;
        return minutes < terms.MinimumMinutes || minutes % terms.StepMinutes > 0 ? null : NearestFree.Next(terms, occupied, now, window, minutes);
    }
}
