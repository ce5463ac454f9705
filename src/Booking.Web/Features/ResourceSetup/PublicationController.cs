using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>The rules to begin with, the page as it will look, and sharing it.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}")]
public sealed class PublicationController(
    FindSetup find, Catalogue catalogue, ReadRulesStep rules, AcceptStartingSet accept, PublishResource publish,
    ShowWeek week, ShowMonth month, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(SetupStep.Rules)]
    public async Task<IActionResult> Rules(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource ? View(await rules.HandleAsync(resource, cancellation)) : NotFound();

    [HttpPost(SetupStep.Rules)]
    public async Task<IActionResult> AcceptRules(string slug, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        if (await accept.HandleAsync(resource, Person, cancellation) is AddStartingSetOutcome.Refused refused)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Rules", await rules.HandleAsync(resource, cancellation) with { Obstacles = refused.Obstacles });
        }

        return Redirect(resource.IsDraft ? resource.AddressOf(SetupStep.Publish) : $"/setup/{resource.Slug}?said=saved");
    }

    [HttpGet("preview")]
    public async Task<IActionResult> Preview(string slug, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } found)
        {
            return NotFound();
        }

        var resource = (await catalogue.ReadAsync(cancellation)).Get(found.Id);
        var calendar = resource.ShowsMonths
            ? new ShownCalendar(null, await month.HandleAsync(resource, null, null, Person, cancellation))
            : new ShownCalendar(await week.HandleAsync(resource, null, null, Person, cancellation), null);
        return View("/Features/Resources/Show.cshtml", new ResourcePage(resource, calendar, clock.GetCurrentInstant()) { IsPreview = true });
    }

    [HttpGet(SetupStep.Publish)]
    public async Task<IActionResult> Publish(string slug, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        return await find.HandleAsync(User, slug, cancellation) is { } resource
            ? View(new PublishPage(resource, PublishForm.Of(resource, now), now))
            : NotFound();
    }

    [HttpPost(SetupStep.Publish)]
    public async Task<IActionResult> Publish(string slug, PublishForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        var now = clock.GetCurrentInstant();
        var page = new PublishPage(resource, form, now);
        if (form.Parse(resource, now, page.Problems) is not { } sharedFor)
        {
            return Again(page);
        }

        if (!form.Seen && await publish.OutsideAsync(resource, sharedFor, cancellation) is { Count: > 0 } touched)
        {
            return View(page with { Touched = touched });
        }

        // The page names the questions without an answer, and leads to them.
        return await publish.HandleAsync(resource, sharedFor, Person, cancellation)
            ? Redirect($"/setup/{resource.Slug}?said=published")
            : Again(page);
    }

    private ViewResult Again(PublishPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Publish", page);
    }
}
