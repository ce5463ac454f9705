using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Taking something out of use, for a while or for good.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}/out-of-use")]
public sealed class OutOfUseController(FindSetup find, TakeOutOfUse takeOut, CancelForWithdrawal cancel, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> OutOfUse(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { IsDraft: false } resource
            ? View(new OutOfUsePage(
                resource, new OutOfUseForm { Key = Guid.CreateVersion7() }, await takeOut.ProgressAsync(resource, cancellation),
                await takeOut.SharingAsync(resource, cancellation)))
            : NotFound();

    [HttpPost]
    public async Task<IActionResult> OutOfUse(string slug, OutOfUseForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { IsDraft: false } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        var page = new OutOfUsePage(
            resource, form, await takeOut.ProgressAsync(resource, cancellation), await takeOut.SharingAsync(resource, cancellation));
        if (form.Parse(resource, page.Sharing, clock.GetCurrentInstant(), page.Problems) is not { } outOfUse)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View(page);
        }

        if (!form.Seen)
        {
            return View("ConfirmOutOfUse", page with { Touched = await takeOut.HitAsync(resource, outOfUse, cancellation), Understood = outOfUse });
        }

        foreach (var withdrawal in await takeOut.HandleAsync(resource, outOfUse, Person, cancellation))
        {
            await cancel.HandleAsync(withdrawal, CancelForWithdrawal.AtOnce, cancellation);
        }

        return Redirect($"/setup/{resource.Slug}?said=out");
    }
}

/// <param name="UnderWay">What is being carried out already.</param>
/// <param name="Sharing">What has something in common with it.</param>
public sealed record OutOfUsePage(SetupRecord Resource, OutOfUseForm Form, IReadOnlyList<WithdrawalProgress> UnderWay, IReadOnlyList<OtherResource> Sharing)
    : SetupPage("out-of-use", Resource)
{
    /// <summary>What is to be confirmed; null before that.</summary>
    public OutOfUse? Understood { get; init; }
}
