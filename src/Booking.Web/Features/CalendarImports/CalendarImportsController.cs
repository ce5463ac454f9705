using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.CalendarImports;

/// <summary>The calendars that are read for a place, for those who look after it.</summary>
[MaySomewhere(OwnerRight.LookAfter)]
[Route("/own-use/{slug}/calendars")]
public sealed class CalendarImportsController(
    OwnPlaces places, ListCalendarImports list, AddCalendarImport add, RemoveCalendarImport remove, ReadCalendarImport read) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(string slug, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource
            ? View(new CalendarsPage(resource, await list.HandleAsync(resource.Id, cancellation)))
            : NotFound();

    [HttpPost]
    public async Task<IActionResult> Add(string slug, CalendarForm form, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        var outcome = await add.HandleAsync(resource, form, Person, cancellation);
        if (outcome == AddCalendarOutcome.Added)
        {
            return Back(slug);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", new CalendarsPage(resource, await list.HandleAsync(resource.Id, cancellation)) { Form = form, Problem = outcome });
    }

    [HttpPost("{id:guid}/read")]
    public async Task<IActionResult> Read(string slug, Guid id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource
            || (await list.HandleAsync(resource.Id, cancellation)).All(calendar => calendar.Id != id))
        {
            return NotFound();
        }

        await read.HandleAsync(id, asked: true, cancellation);
        return Back(slug);
    }

    [HttpPost("{id:guid}/remove")]
    public async Task<IActionResult> Remove(string slug, Guid id, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource && await remove.HandleAsync(resource, id, Person, cancellation)
            ? Back(slug)
            : NotFound();

    private RedirectResult Back(string slug) => Redirect($"/own-use/{slug}/calendars");
}

public sealed record CalendarsPage(Resources.CatalogueResource Resource, IReadOnlyList<CalendarImport> Calendars)
{
    public CalendarForm Form { get; init; } = new();

    /// <summary>What is wrong with the form; null when nothing is.</summary>
    public AddCalendarOutcome? Problem { get; init; }
}
