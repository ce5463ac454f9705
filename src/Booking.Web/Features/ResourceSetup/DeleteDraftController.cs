using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>A draft is deleted, after a question.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}/delete")]
public sealed class DeleteDraftController(FindSetup find, DeleteDraft delete) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Delete(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { IsDraft: true } resource ? View(resource) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Deleted(string slug, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { IsDraft: true } resource)
        {
            return NotFound();
        }

        if (await delete.HandleAsync(resource, SignedInPerson.From(User)!, cancellation))
        {
            return Redirect("/setup");
        }

        ViewData["Refused"] = true;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Delete", resource);
    }
}
