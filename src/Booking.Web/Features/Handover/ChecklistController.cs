using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Handover;

/// <summary>A place's list for those who leave it, for those who look after it.</summary>
[MaySomewhere(OwnerRight.LookAfter)]
[Route("/handover/{slug}")]
public sealed class ChecklistController(OwnPlaces places, EditChecklist edit) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(string slug, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource
            ? View("Checklist", new ChecklistPage(resource, await edit.ReadAsync(resource, cancellation)))
            : NotFound();

    [HttpPost]
    public async Task<IActionResult> Add(string slug, string? kind, string? textDa, string? textEn, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        if (await edit.AddAsync(resource, kind, textDa, textEn, Person, cancellation) is not { } problem)
        {
            return Redirect($"/handover/{slug}#add");
        }

        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Checklist", new ChecklistPage(resource, await edit.ReadAsync(resource, cancellation))
        {
            Problem = problem, Kind = kind, TextDa = textDa, TextEn = textEn,
        });
    }

    [HttpPost("usual")]
    public async Task<IActionResult> AddUsual(string slug, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        await edit.AddUsualAsync(resource, Person, cancellation);
        return Redirect($"/handover/{slug}");
    }

    [HttpPost("{id:guid}/remove")]
    public async Task<IActionResult> Remove(string slug, Guid id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        await edit.RemoveAsync(resource, id, Person, cancellation);
        return Redirect($"/handover/{slug}");
    }
}

public sealed record ChecklistPage(CatalogueResource Resource, IReadOnlyList<HandoverItem> Items)
{
    /// <summary>Key of the text that says what is wrong; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>As typed, as those below.</summary>
    public string? Kind { get; init; }

    public string? TextDa { get; init; }

    public string? TextEn { get; init; }
}
