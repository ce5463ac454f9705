using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.ResourceSetup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Making drafts of something one shares.</summary>
[Route("/api/v1/setup/{slug}"), Tags("Setup")]
public sealed class CopiesApi(
    FindSetup find, CopyResource copy, SplitResource split, MakeOnce once, Problems problems, IStringLocalizer<ResourceSetupTexts> texts, IClock clock)
    : SetupOperations(find, problems, clock)
{
    [HttpPost("copies", Name = "copySetup")]
    [EndpointSummary("Copy it")]
    [EndpointDescription("Into a draft with the same answers, rules and pictures. The same Idempotency-Key makes one copy within a day, however often it is sent.")]
    [ProducesResponseType<SetupAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Copy(
        string slug,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each copy, the same for every attempt to make it.")]
        string? key,
        CancellationToken cancellation) => WithAsync(
        slug,
        async resource => resource.TakenOff
            ? Problems.Of(Status409Conflict, "TakenOff")
            : await once.HandleAsync(
                HttpContext, key!, slug,
                async id => await MadeAsync(await copy.HandleAsync(id, resource, Person, cancellation), cancellation), cancellation),
        cancellation);

    [HttpPost("parts", Name = "splitSetup")]
    [EndpointSummary("Split it into parts")]
    [EndpointDescription("""
        Each part is a draft with the same answers and rules; what is booked of the whole has all of them from then on. The answer is the
        whole, whose madeOf names them. The same Idempotency-Key makes them once within a day, however often it is sent.
        """)]
    [ProducesResponseType<SetupAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Split(
        string slug, SplitBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: the same for every attempt to make the same parts.")]
        string? key,
        CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            if (resource.IsPool || resource.Missing.Count > 0)
            {
                return resource.IsPool ? Problems.Of(Status409Conflict, "SeveralAlike") : Problems.Of(Status422UnprocessableEntity, "AnswersMissing");
            }

            var setup = new SetupProblems();
            if (new SplitForm { Parts = string.Join('\n', body.Parts!) }.Parse(setup) is not { } names)
            {
                return Problems.Invalid(SetupFields.Said(setup, texts));
            }

            return await once.HandleAsync(
                HttpContext, key!, body,
                async id =>
                {
                    await split.HandleAsync(id, resource, names, Person, cancellation);
                    return await MadeAsync(slug, cancellation);
                },
                cancellation);
        },
        cancellation);
}

/// <summary>What the parts are to be called.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SplitBody
{
    [Required, Description("2 to 6 names in Danish.")]
    public IReadOnlyList<string>? Parts { get; init; }
}
