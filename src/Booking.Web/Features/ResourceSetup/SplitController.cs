using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Making parts of something whole.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}/split")]
public sealed class SplitController(FindSetup find, SplitResource split) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Split(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { IsPool: false, Missing: [] } resource
            ? View(new SplitPage(resource, new SplitForm()))
            : NotFound();

    [HttpPost]
    public async Task<IActionResult> Split(string slug, SplitForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { IsPool: false, Missing: [] } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        var page = new SplitPage(resource, form);
        if (form.Parse(page.Problems) is not { } names)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View(page);
        }

        await split.HandleAsync(resource, names, SignedInPerson.From(User)!, cancellation);
        return Redirect($"/setup/{slug}?said=split");
    }
}
