using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.DoorCodes;

/// <summary>How one gets in, for those who look after a place: whoever changes the lock changes the code.</summary>
[MaySomewhere(OwnerRight.LookAfter)]
[Route("/access")]
public sealed class DoorCodesController(
    OwnPlaces places, ReadAccess read, SaveAccess save, SaveFixedCode saveFixed, AddCodes codes, SetLock setLock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await read.ListAsync(Person, cancellation));

    [HttpGet("{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource ? View("Show", await PageAsync(resource, cancellation)) : NotFound();

    [HttpPost("{slug}")]
    public async Task<IActionResult> Save(string slug, AccessForm form, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        return await save.HandleAsync(resource, form, Person, cancellation) is { } problem
            ? Again(await PageAsync(resource, cancellation) with { Form = form, Problem = problem })
            : Redirect($"/access/{slug}#code");
    }

    [HttpPost("{slug}/code")]
    public async Task<IActionResult> SaveCode(string slug, string? code, string? until, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource
            ? await AfterAsync(resource, await saveFixed.HandleAsync(resource, code, until, Person, cancellation), cancellation)
            : NotFound();

    [HttpPost("{slug}/codes")]
    public async Task<IActionResult> Add(string slug, string? list, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource
            ? await AfterAsync(resource, await codes.HandleAsync(resource, list, Person, cancellation), cancellation, list)
            : NotFound();

    [HttpPost("{slug}/codes/remove")]
    public async Task<IActionResult> Remove(string slug, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        await codes.RemoveUnusedAsync(resource, Person, cancellation);
        return Redirect($"/access/{slug}#code");
    }

    [HttpPost("{slug}/lock")]
    public Task<IActionResult> SetLock(string slug, string? address, CancellationToken cancellation) =>
        SetLockAsync(slug, address ?? "", newKey: false, cancellation);

    [HttpPost("{slug}/lock/key")]
    public Task<IActionResult> NewKey(string slug, CancellationToken cancellation) => SetLockAsync(slug, null, newKey: true, cancellation);

    private async Task<IActionResult> SetLockAsync(string slug, string? address, bool newKey, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        return await setLock.HandleAsync(resource, address, newKey, Person, cancellation) switch
        {
            // Shown this once: no address leads to it.
            SetLockOutcome.Set { Key: { } key } => View("Show", await PageAsync(resource, cancellation) with { Key = key }),
            SetLockOutcome.Set => Redirect($"/access/{slug}#code"),
            SetLockOutcome.AddressWrong => Again(await PageAsync(resource, cancellation) with { Problem = "AddressWrong", Address = address }),
            _ => Again(await PageAsync(resource, cancellation) with { Problem = "SourceMissing" }),
        };
    }

    private async Task<IActionResult> AfterAsync(
        CatalogueResource resource, string? problem, CancellationToken cancellation, string? list = null) => problem is null
        ? Redirect($"/access/{resource.Slug}#code")
        : Again(await PageAsync(resource, cancellation) with { Problem = problem, List = list });

    private ViewResult Again(AccessPage page)
    {
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", page);
    }

    private async Task<AccessPage> PageAsync(CatalogueResource resource, CancellationToken cancellation)
    {
        var overview = await read.HandleAsync(resource, cancellation);
        return new AccessPage(resource, overview, AccessForm.Of(overview.Terms));
    }
}

public sealed record AccessPage(CatalogueResource Resource, AccessOverview Access, AccessForm Form)
{
    /// <summary>Key of the text that says what is wrong; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What the lock system's questions are signed with, this once; null at all other times.</summary>
    public string? Key { get; init; }

    /// <summary>As typed.</summary>
    public string? Address { get; init; }

    /// <summary>Codes as typed.</summary>
    public string? List { get; init; }
}
