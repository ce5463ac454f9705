using System.Diagnostics;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;

namespace Booking.Benchmarks.Load;

/// <summary>What it costs to find what to offer instead of a taken evening, alone on the machine.</summary>
/// <param name="Comparable">Places of the same sort in the city.</param>
/// <param name="Whole">Until they are found, without the page.</param>
/// <param name="Found">How many there are to offer.</param>
public sealed record WaysOnCost(int Comparable, int Bookings, TimeSpan Whole, int Found)
{
    private const int Times = 15;

    /// <param name="kind">Kitchens ask who comes, the others do not.</param>
    public static async Task<WaysOnCost> MeasureAsync(LoadDatabase database, string kind, Instant now)
    {
        using var catalogue = new Catalogue(database.Source, new Fixed(now));
        var places = (await catalogue.ReadAsync(default)).Published.Where(resource => resource.Kind == kind).ToList();
        var find = new FindAlternatives(database.Source, catalogue, new ReadOccupancies(database.Source), new Fixed(now));
        var person = await database.FindPersonAsync("person7@example.dk");
        var start = (now.InUtc().Date.PlusDays(9) + new LocalTime(17, 0)).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Copenhagen"]).ToInstant();

        List<TimeSpan> whole = [];
        var found = 0;
        for (var time = 0; time < Times; time++)
        {
            var began = Stopwatch.GetTimestamp();
            found = (await find.HandleAsync(places[time], new Interval(start, start + Duration.FromHours(4)), 4, new Booker(person), default)).Count;
            whole.Add(Stopwatch.GetElapsedTime(began));
        }

        return new(places.Count, database.Bookings, whole.Order().ElementAt(Times / 2), found);
    }
}
