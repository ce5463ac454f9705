using Booking.Rules.Admission;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.GivingBack;

/// <summary>Handing a group's booking to another of those who book for it.</summary>
[Authorize(Access.SignedIn)]
[Route("/bookings/{id:guid}/hand-over")]
public sealed class HandOverController(ReadBooking read, HandOver handOver, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        return HandOver.IsOpen(page.Booking, clock.GetCurrentInstant()) ? View("HandOver", page) : Redirect($"/bookings/{id}");
    }

    /// <param name="to">The id of the one who is to have it.</param>
    [HttpPost]
    public async Task<IActionResult> Hand(Guid id, string? to, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (!Guid.TryParse(to, out var whom))
        {
            return Again(page with { Problem = "ToMissing" }, StatusCodes.Status400BadRequest);
        }

        page = page with { To = whom };
        return await handOver.HandleAsync(id, whom, Person, cancellation) switch
        {
            HandOverOutcome.NotFound => NotFound(),
            HandOverOutcome.NotOfAGroup => Again(page, StatusCodes.Status422UnprocessableEntity),
            HandOverOutcome.NotInGroup => Again(page with { Problem = "ToNotInGroup" }, StatusCodes.Status409Conflict),
            HandOverOutcome.Refused refused => Again(page with { Refusals = refused.Reasons }, StatusCodes.Status422UnprocessableEntity),
            _ => Redirect($"/bookings/{id}"),
        };
    }

    private ViewResult Again(HandOverPage page, int status)
    {
        Response.StatusCode = status;
        return View("HandOver", page);
    }

    private async Task<HandOverPage?> PageOfAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { Own: true } found
            ? new HandOverPage(found.Booking, found.Resource, await handOver.OthersAsync(found.Booking, cancellation))
            : null;
}

/// <param name="Others">Those who could have it.</param>
public sealed record HandOverPage(BookingRecord Booking, CatalogueResource Resource, IReadOnlyList<GroupMember> Others)
{
    /// <summary>Who was chosen.</summary>
    public Guid? To { get; init; }

    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>What the rules say against them.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
}
