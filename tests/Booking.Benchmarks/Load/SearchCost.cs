using System.Diagnostics;
using System.Text.Json;
using Booking.Web.Features.Resources;
using Dapper;

namespace Booking.Benchmarks.Load;

/// <summary>What it costs to find the resources that are free one evening, alone on the machine.</summary>
/// <param name="Database">As the server itself counts it, planning included.</param>
/// <param name="Whole">Until the results of the first page are there, without the page.</param>
public sealed record SearchCost(int Resources, int Bookings, TimeSpan Database, TimeSpan Whole)
{
    private const int Times = 15;

    /// <param name="kind">Null for all.</param>
    public static async Task<SearchCost> MeasureAsync(LoadDatabase database, string? kind, Instant now)
    {
        using var catalogue = new Catalogue(database.Source, new Fixed(now));
        var snapshot = await catalogue.ReadAsync(default);
        var candidates = snapshot.Published.Where(resource => kind is null || resource.Kind == kind).ToList();
        var search = new SearchResources(new ReadOccupancies(database.Source), new Fixed(now));
        var request = new SearchRequest(
            "", kind, snapshot.Districts[0], now.InUtc().Date.PlusDays(9), new LocalTime(17, 0), new LocalTime(21, 0), 4, [], 1);

        List<TimeSpan> whole = [], inDatabase = [];
        for (var time = 0; time < Times; time++)
        {
            var began = Stopwatch.GetTimestamp();
            await search.HandleAsync(request, snapshot, default);
            whole.Add(Stopwatch.GetElapsedTime(began));
            inDatabase.Add(await ExplainAsync(database, candidates, request, now));
        }
        return new(candidates.Count, database.Bookings, Middle(inDatabase), Middle(whole));
    }

    private static async Task<TimeSpan> ExplainAsync(
        LoadDatabase database, IEnumerable<CatalogueResource> candidates, SearchRequest request, Instant now)
    {
        var evening = (request.Date!.Value + request.From!.Value).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Copenhagen"]).ToInstant();
        await using var connection = await database.Source.OpenConnectionAsync();
        var plan = await connection.ExecuteScalarAsync<string>(
            "explain (analyze, timing off, format json) " + ReadOccupancies.Sql,
            new { Units = candidates.SelectMany(resource => resource.Units).ToArray(), From = evening, To = evening + Duration.FromHours(5) });
        using var parsed = JsonDocument.Parse(plan!);
        var root = parsed.RootElement[0];
        return TimeSpan.FromMilliseconds(root.GetProperty("Planning Time").GetDouble() + root.GetProperty("Execution Time").GetDouble());
    }

    private static TimeSpan Middle(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
