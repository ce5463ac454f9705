using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.ResourceSetup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Taking something out of use.</summary>
[Route("/api/v1/setup/{slug}/out-of-use"), Tags("Setup")]
public sealed class OutOfUseApi(
    FindSetup find, TakeOutOfUse takeOut, CancelForWithdrawal cancel, MakeOnce once, Problems problems,
    IStringLocalizer<ResourceSetupTexts> texts, IClock clock) : SetupOperations(find, problems, clock)
{
    [HttpPost(Name = "takeOutOfUse")]
    [EndpointSummary("Take it out of use for a while, or for good")]
    [EndpointDescription("""
        First without confirm: the answer says which bookings it hits, and nothing happens. Then with confirm: they are cancelled, and each
        person gets a mail with the reason and other possibilities. The same request under the same Idempotency-Key does it once.
        """)]
    [ProducesResponseType<OutOfUseAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> TakeOut(
        string slug, OutOfUseBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: the same for every attempt to send the same request.")]
        string? key,
        CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            if (resource.IsDraft)
            {
                return Problems.Of(Status409Conflict, "StillDraft");
            }

            var setup = new SetupProblems();
            var sharing = await takeOut.SharingAsync(resource, cancellation);
            // What could not be understood leaves its key to the next attempt.
            return body.ToForm().Parse(resource, sharing, Now, setup) is { } outOfUse
                ? await once.HandleAsync(HttpContext, key!, body, id => TakeOutAsync(resource, outOfUse with { Key = id }, body.Confirm, cancellation), cancellation)
                : Problems.Invalid(SetupFields.Said(setup, texts));
        },
        cancellation);

    private async Task<IActionResult> TakeOutAsync(SetupRecord resource, OutOfUse outOfUse, bool confirmed, CancellationToken cancellation)
    {
        var hit = await takeOut.HitAsync(resource, outOfUse, cancellation);
        foreach (var withdrawal in confirmed ? await takeOut.HandleAsync(resource, outOfUse, Person, cancellation) : [])
        {
            await cancel.HandleAsync(withdrawal, CancelForWithdrawal.AtOnce, cancellation);
        }

        return Ok(new OutOfUseAnswer(confirmed, [.. hit.Select(booking => HitBookingAnswer.Of(booking, resource.Zone))]));
    }
}
