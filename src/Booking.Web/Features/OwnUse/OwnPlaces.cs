using System.Security.Claims;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Authorization;

namespace Booking.Web.Features.OwnUse;

/// <summary>The places whose own use somebody may enter: those they look after, published or not.</summary>
public sealed class OwnPlaces(Catalogue catalogue, IAuthorizationService authorization)
{
    /// <summary>Null when there is none of that name, or it is not theirs to look after: the two look the same.</summary>
    public async Task<CatalogueResource?> FindAsync(ClaimsPrincipal user, string slug, CancellationToken cancellation)
    {
        var resource = (await catalogue.ReadAsync(cancellation)).All.FirstOrDefault(one => one.Slug == slug);
        return resource is not null && await authorization.MayAsync(user, OwnerRight.LookAfter, resource.Owner.Id) ? resource : null;
    }
}
