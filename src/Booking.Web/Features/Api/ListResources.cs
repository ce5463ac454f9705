using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Booking.Web.Features.Resources;

namespace Booking.Web.Features.Api;

/// <param name="Kind">Null for all kinds.</param>
/// <param name="Near">Nearest to its middle first; null for by name.</param>
/// <param name="Words">All of which must be found.</param>
/// <param name="People">How many must have room.</param>
public sealed record ResourceFilter(string? Kind, District? Near, IReadOnlyList<string> Words, int? People);

/// <summary>The last resource of a page: the next page goes on behind it, whatever comes to the catalogue meanwhile.</summary>
public sealed record ResourceCursor(double Kilometres, string Slug)
{
    private const int LongestText = 200;

    public bool IsBehind(ResourceCursor other) =>
        Kilometres > other.Kilometres || (Kilometres == other.Kilometres && string.CompareOrdinal(Slug, other.Slug) > 0);

    public override string ToString() => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Kilometres:R} {Slug}")));

    /// <summary>Null for anything that is not the text of a cursor.</summary>
    public static ResourceCursor? Parse(string text)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ');
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var kilometres)
            ? new ResourceCursor(kilometres, parts[1])
            : null;
    }
}

/// <summary>Published resources, a page at a time: nearest first, or by slug.</summary>
public static class ListResources
{
    /// <param name="after">Null for the first page.</param>
    public static (IReadOnlyList<CatalogueResource> Page, ResourceCursor? Next) Page(
        CatalogueSnapshot catalogue, ResourceFilter filter, ResourceCursor? after, int limit)
    {
        var found = catalogue.Published
            .Where(resource => Matches(resource, filter))
            .Select(resource => (Resource: resource, Place: PlaceOf(resource, filter.Near)))
            .Where(hit => after is null || hit.Place.IsBehind(after))
            .OrderBy(hit => hit.Place.Kilometres)
            .ThenBy(hit => hit.Place.Slug, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return (
            [.. found.Take(limit).Select(hit => hit.Resource)],
            found.Count > limit ? found[limit - 1].Place : null);
    }

    private static bool Matches(CatalogueResource resource, ResourceFilter filter) =>
        (filter.Kind is null || resource.Kind == filter.Kind)
        && (filter.People is null || resource.Terms.Capacity >= filter.People)
        && SearchText.Of(resource).ContainsAll(filter.Words);

    private static ResourceCursor PlaceOf(CatalogueResource resource, District? near) =>
        new(near is null ? 0 : resource.KilometresFrom(near.Latitude, near.Longitude), resource.Slug);
}
