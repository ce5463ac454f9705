using Booking.Rules;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using NodaTime;

namespace Booking.Web.Features.Resources;

/// <summary>One resource among the results.</summary>
/// <param name="Offer">The period asked for when it can be had; else the nearest that can; null when there is none in sight.</param>
/// <param name="IsFree">Whether what was asked for can be had; null when no time was asked for.</param>
/// <param name="Kilometres">From the middle of the district asked for; null when none was.</param>
public sealed record SearchHit(CatalogueResource Resource, bool? IsFree, Interval? Offer, double? Kilometres);

/// <param name="Free">How many of <paramref name="Total"/> are free at the time asked for; null when none was.</param>
public sealed record SearchResult(IReadOnlyList<SearchHit> Hits, int Total, int? Free, int Page, int Pages);

/// <summary>Finds what can be shared: free ones first, the nearest first among them.</summary>
public sealed class SearchResources(ReadOccupancies occupancies, IClock clock)
{
    public const int PageSize = 20;

    /// <summary>How far ahead a card looks for the next free time.</summary>
    private static readonly Duration Sight = Duration.FromDays(21);

    public async Task<SearchResult> HandleAsync(SearchRequest request, CatalogueSnapshot catalogue, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var words = SearchText.WordsOf(request.What);
        var candidates = catalogue.Published.Where(resource => Matches(resource, request, words)).ToList();

        var ranked = request.Date is null
            ? candidates.Select(resource => (Resource: resource, Free: (Interval?)null))
            : await FindFreeAsync(candidates, request, now, cancellation);
        var ordered = ranked
            .Select(hit => (hit.Resource, hit.Free, Kilometres: DistanceTo(hit.Resource, request.Near)))
            .OrderBy(hit => request.Date is not null && hit.Free is null)
            .ThenBy(hit => hit.Kilometres ?? 0)
            .ToList();

        var pages = Math.Max(1, (ordered.Count + PageSize - 1) / PageSize);
        var page = Math.Min(request.Page, pages);
        var shown = ordered.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var next = await FindNextAsync(
            [.. shown.Where(hit => hit.Free is null).Select(hit => hit.Resource)], request, now, cancellation);

        return new SearchResult(
            [.. shown.Select(hit => new SearchHit(
                hit.Resource,
                request.Date is null ? null : hit.Free is not null,
                hit.Free ?? next.GetValueOrDefault(hit.Resource.Id),
                hit.Kilometres))],
            ordered.Count,
            request.Date is null ? null : ordered.Count(hit => hit.Free is not null),
            page, pages);
    }

    private static bool Matches(CatalogueResource resource, SearchRequest request, IReadOnlyList<string> words) =>
        (request.Kind is null || resource.Kind == request.Kind)
        && (request.People is null || resource.Terms.Capacity >= request.People)
        && request.Features.All(resource.Features.Contains)
        && SearchText.Of(resource).ContainsAll(words);

    private static double? DistanceTo(CatalogueResource resource, District? near) =>
        near is null ? null : resource.KilometresFrom(near.Latitude, near.Longitude);

    private async Task<List<(CatalogueResource Resource, Interval? Free)>> FindFreeAsync(
        List<CatalogueResource> candidates, SearchRequest request, Instant now, CancellationToken cancellation)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var asked = candidates.ConvertAll(resource => (Resource: resource, Window: WindowOf(resource, request)));
        var windows = asked.Where(one => one.Window is not null).Select(one => one.Resource.Terms.Buffer.Around(one.Window!.Value)).ToList();
        if (windows.Count == 0)
        {
            return asked.ConvertAll(one => (one.Resource, (Interval?)null));
        }

        var rows = await occupancies.OfAsync(
            candidates, new Interval(windows.Min(window => window.Start), windows.Max(window => window.End)), cancellation);
        return asked.ConvertAll(one => (one.Resource, FreeIn(one.Resource, one.Window, request, ReadOccupancies.Of(one.Resource, rows), now)));
    }

    // A day alone asks for any time that day; with a start it asks for just that period.
    private static Interval? FreeIn(CatalogueResource resource, Interval? window, SearchRequest request, Occupied occupied, Instant now)
    {
        if (window is not { } period)
        {
            return null;
        }

        if (request.From is null)
        {
            return NearestFree.Next(resource.Terms, occupied, now, period);
        }

        var wish = new BookingRequest(period, request.People ?? 1);
        return Admission.Decide(wish, occupied, resource.Terms, now) is Accepted ? period : null;
    }

    /// <summary>Null when the clocks skip the time asked for on that day.</summary>
    private static Interval? WindowOf(CatalogueResource resource, SearchRequest request)
    {
        var (date, zone) = (request.Date!.Value, resource.Terms.Zone);
        if (request.From is not { } from)
        {
            return new Interval(zone.AtStartOfDay(date).ToInstant(), zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
        }

        var start = date + from;
        var end = request.To is { } to
            ? (to > from ? date : date.PlusDays(1)) + to
            : start.PlusMinutes(Math.Max(resource.Terms.MinimumMinutes, 60));
        return WallClock.ToInstant(start, zone) is { } starts && WallClock.ToInstant(end, zone) is { } ends && ends > starts
            ? new Interval(starts, ends)
            : null;
    }

    private async Task<Dictionary<Guid, Interval?>> FindNextAsync(
        List<CatalogueResource> resources, SearchRequest request, Instant now, CancellationToken cancellation)
    {
        if (resources.Count == 0)
        {
            return [];
        }

        var from = request.Date is { } date ? Instant.Max(now, resources[0].Terms.Zone.AtStartOfDay(date).ToInstant()) : now;
        var rows = await occupancies.OfAsync(
            resources, new Interval(from - Duration.FromDays(1), from + Sight + Duration.FromDays(1)), cancellation);
        return resources.ToDictionary(
            resource => resource.Id,
            resource => NearestFree.Next(
                resource.Terms, ReadOccupancies.Of(resource, rows), now, new Interval(from, from + Sight), LengthOf(request, resource)));
    }

    // As long as was asked for, where the resource is lent that long; else the shortest it is lent.
    private static int? LengthOf(SearchRequest request, CatalogueResource resource)
    {
        if (request is not { From: not null, To: not null } || WindowOf(resource, request) is not { } window)
        {
            return null;
        }

        var minutes = WallClock.MinutesBetween(window, resource.Terms.Zone);
        return minutes >= resource.Terms.MinimumMinutes && minutes <= resource.Terms.MaximumMinutes && minutes % resource.Terms.StepMinutes == 0
            ? minutes
            : null;
    }
}
