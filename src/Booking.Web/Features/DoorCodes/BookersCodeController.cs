using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.DoorCodes;

/// <summary>How to get in, for whoever has booked. Looking is an act: it is written down.</summary>
[Authorize(Access.SignedIn)]
[Route("/bookings/{id:guid}/access")]
public sealed class BookersCodeController(LookAtCode look, ReadBooking bookings) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <summary>Where a reload or a change of language leads; the code is behind the button again.</summary>
    [HttpGet]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await bookings.HandleAsync(id, Person, cancellation) is { Own: true } ? Redirect($"/bookings/{id}#access") : NotFound();

    [HttpPost]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await look.HandleAsync(id, Person, cancellation) switch
        {
            LookOutcome.NotFound => NotFound(),
            LookOutcome.Seen seen => View("Code", seen),
            // The booking's page says from when, and what has become of it.
            _ => Redirect($"/bookings/{id}#access"),
        };
}
