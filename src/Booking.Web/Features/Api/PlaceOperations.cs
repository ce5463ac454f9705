using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Api;

/// <summary>What a program does with one of the places that its person looks after.</summary>
[ApiController, MaySomewhere(OwnerRight.LookAfter), IgnoreAntiforgeryToken]
public abstract class PlaceOperations(OwnPlaces places, Problems problems) : ControllerBase
{
    protected SignedInPerson Person => SignedInPerson.From(User)!;

    protected Problems Problems => problems;

    /// <summary>To others there is no such place, and nothing is done.</summary>
    protected Task<IActionResult> WithAsync(string slug, Func<CatalogueResource, Task<IActionResult>> act, CancellationToken cancellation) =>
        problems.WithAsync(places.FindAsync(User, slug, cancellation), "UnknownOwnPlace", act);
}
