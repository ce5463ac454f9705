using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Owners;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Taking something out of use.</summary>
[ApiController, MaySomewhere(OwnerRight.SetUp), IgnoreAntiforgeryToken, Route("/api/v1/setup/{slug}/out-of-use"), Tags("Setup")]
public sealed class OutOfUseApi(
    FindSetup find, TakeOutOfUse takeOut, CancelForWithdrawal cancel, ClaimKey claim, Problems problems,
    IStringLocalizer<ResourceSetupTexts> texts, IClock clock) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

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
    public async Task<IActionResult> TakeOut(
        string slug, OutOfUseBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: the same for every attempt to send the same request.")]
        string? key,
        CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return problems.Of(Status404NotFound, "UnknownSetup");
        }

        if (resource.IsDraft)
        {
            return problems.Of(Status409Conflict, "StillDraft");
        }

        var setup = new SetupProblems();
        var sharing = await takeOut.SharingAsync(resource, cancellation);
        if (body.ToForm().Parse(resource, sharing, clock.GetCurrentInstant(), setup) is not { } outOfUse)
        {
            return problems.Invalid(SetupFields.Said(setup, texts));
        }

        // What could not be understood leaves its key to the next attempt.
        if (await claim.HandleAsync(key!, Request.Path, body, Person, cancellation) is not { } id)
        {
            return problems.Of(Status422UnprocessableEntity, "KeyUsed");
        }

        var hit = await takeOut.HitAsync(resource, outOfUse, cancellation);
        if (body.Confirm)
        {
            foreach (var withdrawal in await takeOut.HandleAsync(resource, outOfUse with { Key = id }, Person, cancellation))
            {
                await cancel.HandleAsync(withdrawal, CancelForWithdrawal.AtOnce, cancellation);
            }
        }

        return Ok(new OutOfUseAnswer(body.Confirm, [.. hit.Select(booking => HitBookingAnswer.Of(booking, resource.Zone))]));
    }
}
