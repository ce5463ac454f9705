using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>What one shares, something new, and each thing by itself.</summary>
[Authorize(Access.SignedIn)]
[Route("/setup")]
public sealed class SetupController(FindSetup find, ListSetup list, StartDraft start, CopyResource copy, PublishResource publish, TakeOutOfUse takeOut, IClock clock) : Controller
{
    private static readonly string[] Said = ["saved", "published", "copied", "paused", "out", "split"];

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(new SetupListPage(
        await list.HandleAsync(Person, cancellation), (await list.OwnersAsync(Person, cancellation)).Count > 0, clock.GetCurrentInstant()));

    [HttpGet("new")]
    [MaySomewhere(OwnerRight.SetUp)]
    public async Task<IActionResult> New(CancellationToken cancellation) =>
        View("What", new WhatPage(null, new WhatForm(), await list.OwnersAsync(Person, cancellation)));

    [HttpPost("new")]
    [MaySomewhere(OwnerRight.SetUp)]
    public async Task<IActionResult> New(WhatForm form, CancellationToken cancellation)
    {
        ModelState.Clear();
        var page = new WhatPage(null, form, await list.OwnersAsync(Person, cancellation));
        var owner = page.Owners is [var only] ? only : page.Owners.FirstOrDefault(one => one.Slug == form.Owner);
        if (owner is null)
        {
            page.Problems.Add("owner", "OwnerMissing");
        }

        if (form.Parse(page.Problems) is not { } answer || owner is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("What", page);
        }

        return Redirect($"/setup/{await start.HandleAsync(owner, answer, Person, cancellation)}/{SetupStep.Where}");
    }

    /// <param name="said">What has just been done.</param>
    [HttpGet("{slug}")]
    [MaySomewhere(OwnerRight.SetUp)]
    public async Task<IActionResult> Show(string slug, string? said, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource
            ? View(new OverviewPage(
                resource, clock.GetCurrentInstant(), Said.Contains(said) ? $"Said_{said}" : null, await takeOut.ProgressAsync(resource, cancellation)))
            : NotFound();

    [HttpPost("{slug}/copy")]
    [MaySomewhere(OwnerRight.SetUp)]
    public async Task<IActionResult> Copy(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { TakenOff: false } resource
            ? Redirect($"/setup/{await copy.HandleAsync(resource, Person, cancellation)}?said=copied")
            : NotFound();

    [HttpPost("{slug}/pause")]
    [MaySomewhere(OwnerRight.SetUp)]
    public async Task<IActionResult> Pause(string slug, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        await publish.PauseAsync(resource, Person, cancellation);
        return Redirect($"/setup/{resource.Slug}?said=paused");
    }
}
