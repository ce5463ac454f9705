using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Rules;
using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>When a place is used by its owner, for those who look after it.</summary>
[ApiController, MaySomewhere(OwnerRight.LookAfter), IgnoreAntiforgeryToken, Route("/api/v1/own-use"), Tags("Own use")]
public sealed class OwnUseApi(
    OwnPlaces places, ListOwnPlaces list, ReadOwnUse read, WriteOwnUse write, ChangeOwnTime change, KeepOwnTime keep, ClaimKey claim,
    Problems problems, IStringLocalizer<OwnUseTexts> texts, IClock clock) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listOwnPlaces")]
    [EndpointSummary("List the places one looks after")]
    [EndpointDescription("By owner and name, with how much own use is entered.")]
    [ProducesResponseType<IReadOnlyList<OwnPlaceAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        Ok((await list.HandleAsync(Person, cancellation)).Select(OwnPlaceAnswer.Of).ToList());

    [HttpGet("{slug}", Name = "readOwnUse")]
    [EndpointSummary("Read a place's own use")]
    [EndpointDescription("What is entered, its next dates, and the bookings it meets.")]
    [ProducesResponseType<OwnUseAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await places.FindAsync(User, slug, cancellation) is { } resource ? await ShowAsync(resource, cancellation) : Unknown();

    [HttpPost("{slug}/series", Name = "addOwnUse")]
    [EndpointSummary("Enter own use")]
    [EndpointDescription("""
        Once, or every week. Bookings it meets stay, and are listed as clashes. The same request under the same Idempotency-Key enters it
        once within a day, however often it is sent.
        """)]
    [ProducesResponseType<OwnUseSeriesAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Add(
        string slug, OwnUseBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each, the same for every attempt to enter it.")]
        string? key,
        CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return Unknown();
        }

        if (Read(resource, body, out var wrong) is not { } draft)
        {
            return wrong;
        }

        if (await claim.HandleAsync(key!, Request.Path, body, Person, cancellation) is not { } id)
        {
            return problems.Of(Status422UnprocessableEntity, "KeyUsed");
        }

        await write.AddAsync(id, resource, draft, Person, cancellation);
        return await read.FindAsync(resource, id, cancellation) is { } series
            ? Created($"/api/v1/own-use/{slug}", OwnUseSeriesAnswer.Of(series))
            : problems.Of(Status404NotFound, "UnknownOwnUse");
    }

    [HttpPut("{slug}/series/{id:guid}", Name = "changeOwnUse")]
    [EndpointSummary("Change own use")]
    [EndpointDescription("All of it at once; what has begun stays as it was.")]
    [ProducesResponseType<OwnUseSeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Change(string slug, Guid id, OwnUseBody body, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return Unknown();
        }

        if (Read(resource, body, out var wrong) is not { } draft)
        {
            return wrong;
        }

        return await write.ChangeAsync(resource, id, draft, Person, cancellation) && await read.FindAsync(resource, id, cancellation) is { } series
            ? Ok(OwnUseSeriesAnswer.Of(series))
            : problems.Of(Status404NotFound, "UnknownOwnUse");
    }

    [HttpDelete("{slug}/series/{id:guid}", Name = "endOwnUse")]
    [EndpointSummary("End own use")]
    [EndpointDescription("Its dates to come are free for others at once.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> End(string slug, Guid id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return Unknown();
        }

        return await write.EndAsync(resource, id, Person, cancellation) ? NoContent() : problems.Of(Status404NotFound, "UnknownOwnUse");
    }

    [HttpDelete("{slug}/times/{id:guid}", Name = "removeOwnTime")]
    [EndpointSummary("Take out one date")]
    [EndpointDescription("It is free for others at once. The rest stays.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Remove(string slug, Guid id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return Unknown();
        }

        return Said(await change.RemoveAsync(resource, id, Person, cancellation));
    }

    [HttpPost("{slug}/times/{id:guid}/restoration", Name = "restoreOwnTime")]
    [EndpointSummary("Put back one date")]
    [EndpointDescription("One that was taken out or given to others, while it is still free.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Restore(string slug, Guid id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return Unknown();
        }

        return Said(await change.RestoreAsync(resource, id, Person, cancellation));
    }

    [HttpPost("{slug}/times/{id:guid}/confirmation", Name = "keepOwnTime")]
    [EndpointSummary("Say that one date is needed")]
    [EndpointDescription("It does not go to others. Possible once it has been asked about.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Keep(string slug, Guid id, CancellationToken cancellation)
    {
        if (await places.FindAsync(User, slug, cancellation) is not { } resource)
        {
            return Unknown();
        }

        return await keep.HandleAsync(resource, id, Person, cancellation) ? NoContent() : problems.Of(Status404NotFound, "UnknownOwnTime");
    }

    private async Task<IActionResult> ShowAsync(CatalogueResource resource, CancellationToken cancellation) =>
        Ok(OwnUseAnswer.Of(resource, await read.HandleAsync(resource, cancellation)));

    private IActionResult Said(OwnTimeOutcome outcome) => outcome switch
    {
        OwnTimeOutcome.Done => NoContent(),
        OwnTimeOutcome.Taken => problems.Of(Status409Conflict, "OwnTimeTaken"),
        _ => problems.Of(Status404NotFound, "UnknownOwnTime"),
    };

    private ObjectResult Unknown() => problems.Of(Status404NotFound, "UnknownOwnPlace");

    private OwnUseDraft? Read(CatalogueResource resource, OwnUseBody body, out ObjectResult wrong)
    {
        var draft = body.ToForm().Read(TodayAt(resource), out var found);
        IEnumerable<(string Field, string Expectation)> said = found.Select(one => (MemberOf(one.Key), texts[one.Value, OwnUseForm.LongestTitle].Value));
        // A form has no other boxes to tick; here anything can be sent.
        var isNoDay = body.Weekdays?.Any(day => day is < 1 or > 7) == true;
        wrong = isNoDay ? problems.Invalid("weekdays") : problems.Invalid(said);
        return isNoDay ? null : draft;
    }

    private static string MemberOf(string field) => field switch
    {
        nameof(OwnUseForm.Title) => "title",
        nameof(OwnUseForm.First) => "firstDay",
        nameof(OwnUseForm.Last) => "lastDay",
        nameof(OwnUseForm.Days) => "weekdays",
        nameof(OwnUseForm.From) => "fromTime",
        _ => "untilTime",
    };

    private LocalDate TodayAt(CatalogueResource resource) => WallClock.DateAt(clock.GetCurrentInstant(), resource.Terms.Zone);
}
