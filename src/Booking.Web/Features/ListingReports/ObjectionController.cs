using Booking.Web.Features.Owners;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ListingReports;

/// <summary>Whoever shares something reads why it was taken off the list, and answers back once.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}/taken-off")]
public sealed class ObjectionController(FindSetup find, ReadListingCase read, ObjectToAnswer objectTo) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource && await read.KeepingOffAsync(resource.Id, cancellation) is { } found
            ? View("TakenOff", new TakenOffPage(resource, found))
            : NotFound();

    [HttpPost]
    public async Task<IActionResult> Objected(string slug, string? words, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        var outcome = await objectTo.HandleAsync(resource.Id, TypedText.Read(words), SignedInPerson.From(User)!, cancellation);
        if (outcome is ObjectOutcome.Missing or ObjectOutcome.TooLong && await read.KeepingOffAsync(resource.Id, cancellation) is { } found)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("TakenOff", new TakenOffPage(resource, found) { Words = words, Problem = outcome });
        }

        return outcome == ObjectOutcome.Sent ? Redirect($"/setup/{resource.Slug}/taken-off") : Redirect($"/setup/{resource.Slug}");
    }
}

public sealed record TakenOffPage(SetupRecord Resource, ListingCase Case)
{
    /// <summary>As typed.</summary>
    public string? Words { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public ObjectOutcome? Problem { get; init; }
}
