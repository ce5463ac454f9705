using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Today;

/// <summary>The sign at the door, and what whoever scans it meets.</summary>
[Route("/resources/{slug}")]
public sealed class DoorController(
    Catalogue catalogue, IAuthorizationService authorization, FindAtDoor find, CheckInBooking checkIn, PublicUrl site) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <summary>A page to print. The code holds an address and no secret: who checks in is known by signing in.</summary>
    [HttpGet("door")]
    [Authorize(Access.SignedIn)]
    public async Task<IActionResult> Door(string slug, CancellationToken cancellation)
    {
        var resource = (await catalogue.ReadAsync(cancellation)).Find(slug);
        return resource is not null && await authorization.MayAsync(User, OwnerRight.LookAfter, resource.Owner.Id)
            ? View(new DoorSign(resource, site.Of($"/resources/{slug}/check-in").AbsoluteUri))
            : NotFound();
    }

    [HttpGet("check-in")]
    [Authorize(Access.SignedIn)]
    public async Task<IActionResult> CheckIn(string slug, CancellationToken cancellation)
    {
        var resource = (await catalogue.ReadAsync(cancellation)).Find(slug);
        return resource is null ? NotFound() : View("CheckIn", new AtDoor(resource, await find.HandleAsync(Person, resource, cancellation)));
    }

    [HttpPost("check-in")]
    [Authorize(Access.SignedIn)]
    public async Task<IActionResult> CheckedIn(string slug, CancellationToken cancellation)
    {
        var resource = (await catalogue.ReadAsync(cancellation)).Find(slug);
        if (resource is null)
        {
            return NotFound();
        }

        if (await find.HandleAsync(Person, resource, cancellation) is { } booking)
        {
            await checkIn.HandleAsync(booking.Id, Person, cancellation);
        }

        return Redirect($"/resources/{slug}/check-in");
    }
}

/// <param name="Address">What the code says.</param>
public sealed record DoorSign(CatalogueResource Resource, string Address);

/// <param name="Booking">Null when there is none to check in to.</param>
public sealed record AtDoor(CatalogueResource Resource, BookingRecord? Booking);
