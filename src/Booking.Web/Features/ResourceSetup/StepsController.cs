using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>The questions that are answered by typing. Each is saved by itself, and can be changed at any time.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}")]
public sealed class StepsController(
    FindSetup find, Catalogue catalogue, SaveWhat saveWhat, SaveWhere saveWhere, SaveUse saveUse, SaveThere saveThere) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(SetupStep.What)]
    public async Task<IActionResult> What(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource ? View(new WhatPage(resource, WhatForm.Of(resource), [])) : NotFound();

    [HttpPost(SetupStep.What)]
    public async Task<IActionResult> What(string slug, WhatForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        var page = new WhatPage(resource, form, []);
        return form.Parse(page.Problems) is { } answer
            ? After(resource, SetupStep.What, await saveWhat.HandleAsync(resource, answer, Person, cancellation))
            : Again("What", page);
    }

    [HttpGet(SetupStep.Where)]
    public async Task<IActionResult> Where(string slug, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        return await find.HandleAsync(User, slug, cancellation) is { } resource
            ? View(new WherePage(resource, WhereForm.Of(resource, snapshot), snapshot.Districts))
            : NotFound();
    }

    [HttpPost(SetupStep.Where)]
    public async Task<IActionResult> Where(string slug, WhereForm form, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        var page = new WherePage(resource, form, snapshot.Districts);
        if (form.Parse(snapshot, page.Problems) is not { } answer)
        {
            return Again("Where", page);
        }

        await saveWhere.HandleAsync(resource, answer, Person, cancellation);
        return After(resource, SetupStep.Where);
    }

    [HttpGet(SetupStep.Use)]
    public async Task<IActionResult> Use(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource
            ? View(new UsePage(resource, UseForm.Of(resource), await saveUse.OthersAsync(resource, cancellation)))
            : NotFound();

    [HttpPost(SetupStep.Use)]
    public async Task<IActionResult> Use(string slug, UseForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        var page = new UsePage(resource, form, await saveUse.OthersAsync(resource, cancellation));
        if (form.Parse(resource, page.Others, page.Problems) is not { } answer)
        {
            return Again("Use", page);
        }

        if (!form.Seen && await saveUse.TouchedAsync(resource, answer, cancellation) is { Count: > 0 } touched)
        {
            ModelState.Clear();
            return View("Use", page with { Touched = touched });
        }

        await saveUse.HandleAsync(resource, answer, Person, cancellation);
        return After(resource, SetupStep.Use);
    }

    [HttpGet(SetupStep.There)]
    public async Task<IActionResult> There(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource ? View(new TherePage(resource, ThereForm.Of(resource))) : NotFound();

    [HttpPost(SetupStep.There)]
    public async Task<IActionResult> There(string slug, ThereForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        var page = new TherePage(resource, form);
        if (form.Parse(page.Problems) is not { } answer)
        {
            return Again("There", page);
        }

        await saveThere.HandleAsync(resource, answer, Person, cancellation);
        return After(resource, SetupStep.There);
    }

    // Who comes to mend one thing goes back to the whole; who makes something new goes on.
    private RedirectResult After(SetupRecord resource, string step, string? slug = null) => Redirect(
        resource.Missing.Any(missing => missing != step)
            ? $"/setup/{slug ?? resource.Slug}/{SetupStep.After(step)}"
            : $"/setup/{slug ?? resource.Slug}?said=saved");

    private ViewResult Again(string view, SetupPage page)
    {
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, page);
    }
}
