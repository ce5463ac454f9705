using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Waitlist;

public sealed record LinePage(CatalogueResource Resource, PlaceLine Line);

/// <summary>The line at one place, for those who look after it.</summary>
[MaySomewhere(OwnerRight.LookAfter)]
[Route("/waitlist")]
public sealed class LineController(OwnPlaces places, ReadLine read) : Controller
{
    [HttpGet("{slug}")]
    public async Task<IActionResult> Index(string slug, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource
            ? View("Line", new LinePage(resource, await read.HandleAsync(resource.Id, cancellation)))
            : NotFound();
}
