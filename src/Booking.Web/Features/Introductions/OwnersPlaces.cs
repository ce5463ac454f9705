using Booking.Web.Features.Resources;

namespace Booking.Web.Features.Introductions;

/// <summary>What of an owner's an introduction or a membership is for.</summary>
public static class OwnersPlaces
{
    public static IReadOnlyList<CatalogueResource> Of(CatalogueSnapshot catalogue, Guid ownerId) =>
        [.. catalogue.All.Where(resource => resource.Owner.Id == ownerId)];

    /// <param name="resourceId">Null for all the owner has.</param>
    public static IReadOnlyList<CatalogueResource> Of(CatalogueSnapshot catalogue, Guid ownerId, Guid? resourceId) =>
        resourceId is { } one ? [catalogue.Get(one)] : Of(catalogue, ownerId);

    public static bool AsksIntroduction(CatalogueResource resource) => resource.Terms.Person.Introduction is not null;

    public static bool IsForMembers(CatalogueResource resource) => resource.Terms.Person.Audience is { Condition.Members: true };
}
