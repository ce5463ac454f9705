using Booking.Rules;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.OwnUse;

/// <summary>When a place is used by its owner, for those who look after it.</summary>
[MaySomewhere(OwnerRight.LookAfter)]
[Route("/own-use")]
public sealed class OwnUseController(
    OwnPlaces places, ListOwnPlaces list, ReadOwnUse read, WriteOwnUse write, ChangeOwnTime change, KeepOwnTime keep, DecideClash decide,
    ListCalendarImports imports, Catalogue catalogue, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await list.HandleAsync(Person, cancellation));

    [HttpGet("{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource ? View("Show", await PageAsync(resource, cancellation)) : NotFound();

    [HttpPost("{slug}")]
    public async Task<IActionResult> Add(string slug, OwnUseForm form, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        if (form.Read(TodayAt(resource), out var problems) is not { } draft)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", await PageAsync(resource, cancellation) with { Form = form, Problems = problems });
        }

        await write.AddAsync(resource, draft, Person, cancellation);
        return Back(slug);
    }

    [HttpGet("{slug}/series/{id:guid}")]
    public async Task<IActionResult> Edit(string slug, Guid id, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource && await read.FindAsync(resource, id, cancellation) is { } series
            ? View("Edit", new OwnUseEditPage(resource, id, OwnUseForm.Of(series)))
            : NotFound();

    [HttpPost("{slug}/series/{id:guid}")]
    public async Task<IActionResult> Change(string slug, Guid id, OwnUseForm form, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        if (form.Read(TodayAt(resource), out var problems) is not { } draft)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Edit", new OwnUseEditPage(resource, id, form) { Problems = problems });
        }

        return await write.ChangeAsync(resource, id, draft, Person, cancellation) ? Back(slug) : NotFound();
    }

    [HttpPost("{slug}/series/{id:guid}/end")]
    public async Task<IActionResult> End(string slug, Guid id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        await write.EndAsync(resource, id, Person, cancellation);
        return Back(slug);
    }

    [HttpPost("{slug}/times/{id:guid}/remove")]
    public async Task<IActionResult> Remove(string slug, Guid id, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource
            ? await AfterAsync(resource, await change.RemoveAsync(resource, id, Person, cancellation), cancellation)
            : NotFound();

    [HttpPost("{slug}/times/{id:guid}/restore")]
    public async Task<IActionResult> Restore(string slug, Guid id, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource
            ? await AfterAsync(resource, await change.RestoreAsync(resource, id, Person, cancellation), cancellation)
            : NotFound();

    /// <summary>All that were asked about.</summary>
    [HttpPost("{slug}/keep")]
    public Task<IActionResult> KeepAll(string slug, CancellationToken cancellation) => KeepAsync(slug, id: null, cancellation);

    [HttpPost("{slug}/times/{id:guid}/keep")]
    public Task<IActionResult> Keep(string slug, Guid id, CancellationToken cancellation) => KeepAsync(slug, id, cancellation);

    /// <param name="act">"leave" or "cancel".</param>
    [HttpPost("{slug}/times/{id:guid}/bookings/{bookingId:guid}")]
    public async Task<IActionResult> Decide(string slug, Guid id, Guid bookingId, string? act, string? reason, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        switch (act)
        {
            case "leave":
                await decide.LeaveAsync(resource, id, bookingId, Person, cancellation);
                return Back(slug);
            case "cancel":
                reason = reason?.Trim();
                var tooLong = reason is { Length: > BookForm.LongestPurpose };
                return tooLong
                    ? await AgainAsync(resource, "ReasonTooLong", StatusCodes.Status422UnprocessableEntity, bookingId, reason, cancellation)
                    : await decide.CancelAsync(resource, id, bookingId, reason, Person, cancellation) switch
                    {
                        CancelOutcome.Cancelled or CancelOutcome.AlreadyEnded => Back(slug),
                        CancelOutcome.NotFound => NotFound(),
                        CancelOutcome.ReasonMissing =>
                            await AgainAsync(resource, "ReasonMissing", StatusCodes.Status422UnprocessableEntity, bookingId, reason, cancellation),
                        CancelOutcome.IsRequest =>
                            await AgainAsync(resource, "ClashIsRequest", StatusCodes.Status409Conflict, bookingId, reason, cancellation),
                        _ => await AgainAsync(resource, "ClashInUse", StatusCodes.Status409Conflict, bookingId, reason, cancellation),
                    };
            default:
                return BadRequest();
        }
    }

    private async Task<IActionResult> KeepAsync(string slug, Guid? id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        return await keep.HandleAsync(resource, id, Person, cancellation)
            ? Redirect($"/own-use/{slug}#dates")
            : await AgainAsync(resource, "NothingToKeep", StatusCodes.Status409Conflict, null, null, cancellation);
    }

    private async Task<IActionResult> AfterAsync(CatalogueResource resource, OwnTimeOutcome outcome, CancellationToken cancellation) => outcome switch
    {
        OwnTimeOutcome.Taken => await AgainAsync(resource, "TimeTaken", StatusCodes.Status409Conflict, null, null, cancellation),
        OwnTimeOutcome.NotFound => await AgainAsync(resource, "TimeGone", StatusCodes.Status409Conflict, null, null, cancellation),
        _ => Redirect($"/own-use/{resource.Slug}#dates"),
    };

    private async Task<IActionResult> AgainAsync(
        CatalogueResource resource, string problem, int status, Guid? booking, string? reason, CancellationToken cancellation)
    {
        Response.StatusCode = status;
        return View("Show", await PageAsync(resource, cancellation) with { Problem = problem, ProblemOf = booking, Reason = reason });
    }

    private async Task<OwnUsePage> PageAsync(CatalogueResource resource, CancellationToken cancellation) => new(
        resource, await read.HandleAsync(resource, cancellation), await imports.HandleAsync(resource.Id, cancellation),
        await catalogue.ReadAsync(cancellation), clock.GetCurrentInstant(), OwnUseForm.Empty(TodayAt(resource)));

    private RedirectResult Back(string slug) => Redirect($"/own-use/{slug}");

    private LocalDate TodayAt(CatalogueResource resource) => WallClock.DateAt(clock.GetCurrentInstant(), resource.Terms.Zone);
}

public sealed record OwnUsePage(
    CatalogueResource Resource, OwnUseOverview Use, IReadOnlyList<CalendarImport> Calendars, CatalogueSnapshot Catalogue, Instant Now,
    OwnUseForm Form)
{
    /// <summary>Key of the text that says what is wrong, by field of the form.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>The booking it went wrong with; null for none.</summary>
    public Guid? ProblemOf { get; init; }

    /// <summary>Why that one should be cancelled, as typed.</summary>
    public string? Reason { get; init; }
}

public sealed record OwnUseEditPage(CatalogueResource Resource, Guid Id, OwnUseForm Form)
{
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();
}
