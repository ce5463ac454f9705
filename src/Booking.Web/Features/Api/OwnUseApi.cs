using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Rules;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>When a place is used by its owner, for those who look after it.</summary>
[Route("/api/v1/own-use"), Tags("Own use")]
public sealed class OwnUseApi(
    OwnPlaces places, ListOwnPlaces list, ReadOwnUse read, WriteOwnUse write, ChangeOwnTime change, KeepOwnTime keep, DecideClash decide,
    MakeOnce once, Problems problems, IStringLocalizer<OwnUseTexts> texts, IClock clock) : PlaceOperations(places, problems)
{
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
    public Task<IActionResult> Show(string slug, CancellationToken cancellation) => WithAsync(
        slug, async resource => Ok(OwnUseAnswer.Of(resource, await read.HandleAsync(resource, cancellation))), cancellation);

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
    public Task<IActionResult> Add(
        string slug, OwnUseBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each, the same for every attempt to enter it.")]
        string? key,
        CancellationToken cancellation) => WithAsync(
        slug,
        async resource => Read(resource, body, out var wrong) is { } draft
            ? await once.HandleAsync(
                HttpContext, key!, body,
                async id =>
                {
                    await write.AddAsync(id, resource, draft, Person, cancellation);
                    return await SeriesAsync(resource, id, series => Created($"/api/v1/own-use/{slug}", series), cancellation);
                },
                cancellation)
            : wrong,
        cancellation);

    [HttpPut("{slug}/series/{id:guid}", Name = "changeOwnUse")]
    [EndpointSummary("Change own use")]
    [EndpointDescription("All of it at once; what has begun stays as it was.")]
    [ProducesResponseType<OwnUseSeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Change(string slug, Guid id, OwnUseBody body, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            if (Read(resource, body, out var wrong) is not { } draft)
            {
                return wrong;
            }

            return await write.ChangeAsync(resource, id, draft, Person, cancellation)
                ? await SeriesAsync(resource, id, Ok, cancellation)
                : Unknown("UnknownOwnUse");
        },
        cancellation);

    [HttpDelete("{slug}/series/{id:guid}", Name = "endOwnUse")]
    [EndpointSummary("End own use")]
    [EndpointDescription("Its dates to come are free for others at once.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> End(string slug, Guid id, CancellationToken cancellation) => WithAsync(
        slug, async resource => await write.EndAsync(resource, id, Person, cancellation) ? NoContent() : Unknown("UnknownOwnUse"), cancellation);

    [HttpDelete("{slug}/times/{id:guid}", Name = "removeOwnTime")]
    [EndpointSummary("Take out one date")]
    [EndpointDescription("It is free for others at once. The rest stays.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Remove(string slug, Guid id, CancellationToken cancellation) => WithAsync(
        slug, async resource => Said(await change.RemoveAsync(resource, id, Person, cancellation)), cancellation);

    [HttpPost("{slug}/times/{id:guid}/restoration", Name = "restoreOwnTime")]
    [EndpointSummary("Put back one date")]
    [EndpointDescription("One that was taken out or given to others, while it is still free.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Restore(string slug, Guid id, CancellationToken cancellation) => WithAsync(
        slug, async resource => Said(await change.RestoreAsync(resource, id, Person, cancellation)), cancellation);

    [HttpPost("{slug}/times/{id:guid}/confirmation", Name = "keepOwnTime")]
    [EndpointSummary("Say that one date is needed")]
    [EndpointDescription("It does not go to others. Possible once it has been asked about.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Keep(string slug, Guid id, CancellationToken cancellation) => WithAsync(
        slug, async resource => await keep.HandleAsync(resource, id, Person, cancellation) ? NoContent() : Unknown("UnknownOwnTime"), cancellation);

    private Task<IActionResult> SeriesAsync(
        CatalogueResource resource, Guid id, Func<OwnUseSeriesAnswer, IActionResult> answer, CancellationToken cancellation) => Problems.WithAsync(
        read.FindAsync(resource, id, cancellation), "UnknownOwnUse", series => Task.FromResult(answer(OwnUseSeriesAnswer.Of(series))));

    [HttpPost("{slug}/times/{id:guid}/bookings/{bookingId:guid}/decision", Name = "decideClash")]
    [EndpointSummary("Decide about a booking that own use meets")]
    [EndpointDescription("""
        Leave it, and it is no longer listed as a clash; or cancel it, and its person gets a mail with the reason and other possibilities. What
        has come to its end meanwhile is not there to decide about: the answer is the same.
        """)]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Decide(string slug, Guid id, Guid bookingId, ClashDecisionBody body, CancellationToken cancellation) => WithAsync(slug, async resource =>
    {
        if (body.Decision == ClashDecision.Leave)
        {
            await decide.LeaveAsync(resource, id, bookingId, Person, cancellation);
            return NoContent();
        }

        var reason = body.Reason?.Trim();
        if (reason is { Length: > BookForm.LongestPurpose })
        {
            return Reason("ReasonTooLong");
        }

        return await decide.CancelAsync(resource, id, bookingId, reason, Person, cancellation) switch
        {
            CancelOutcome.Cancelled or CancelOutcome.AlreadyEnded => NoContent(),
            CancelOutcome.ReasonMissing => Reason("ReasonMissing"),
            CancelOutcome.NotFound => Problems.Of(Status404NotFound, "UnknownBooking"),
            CancelOutcome.IsRequest => Problems.Of(Status409Conflict, "CancelIsRequest"),
            _ => Problems.Of(Status409Conflict, "CancelTooLate"),
        };
    }, cancellation);

    private IActionResult Said(OwnTimeOutcome outcome) => outcome switch
    {
        OwnTimeOutcome.Done => NoContent(),
        OwnTimeOutcome.Taken => Problems.Of(Status409Conflict, "OwnTimeTaken"),
        _ => Unknown("UnknownOwnTime"),
    };

    private ObjectResult Unknown(string code) => Problems.Of(Status404NotFound, code);

    private ObjectResult Reason(string text) => Problems.Invalid([("reason", texts[text, BookForm.LongestPurpose].Value)]);

    private OwnUseDraft? Read(CatalogueResource resource, OwnUseBody body, out ObjectResult wrong)
    {
        var draft = body.ToForm().Read(TodayAt(resource), out var found);
        IEnumerable<(string Field, string Expectation)> said = found.Select(one => (MemberOf(one.Key), texts[one.Value, OwnUseForm.LongestTitle].Value));
        // A form has no other boxes to tick; here anything can be sent.
        var isNoDay = body.Weekdays?.Any(day => day is < 1 or > 7) == true;
        wrong = isNoDay ? Problems.Invalid("weekdays") : Problems.Invalid(said);
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
