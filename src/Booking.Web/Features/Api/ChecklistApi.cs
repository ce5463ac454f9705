using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Handover;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What whoever leaves a place goes through, for those who look after it.</summary>
[Route("/api/v1/checklists/{slug}"), Tags("Checklists")]
public sealed class ChecklistApi(OwnPlaces places, EditChecklist edit, MakeOnce once, Problems problems, IStringLocalizer<HandoverTexts> texts)
    : PlaceOperations(places, problems)
{
    [HttpGet(Name = "readChecklist")]
    [EndpointSummary("Read a place's list")]
    [EndpointDescription("In the order in which whoever leaves goes through it.")]
    [ProducesResponseType<IReadOnlyList<ChecklistLineAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        WithAsync(slug, resource => ShowAsync(resource, cancellation), cancellation);

    [HttpPost(Name = "addChecklistLine")]
    [EndpointSummary("Add a line to the list")]
    [EndpointDescription("Behind the others, of which there are twelve at most. The same request under the same Idempotency-Key adds it once within a day.")]
    [ProducesResponseType<IReadOnlyList<ChecklistLineAnswer>>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Add(
        string slug, ChecklistLineBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each line, the same for every attempt to add it.")]
        string? key,
        CancellationToken cancellation) => WithAsync(
        slug,
        resource => once.HandleAsync(HttpContext, key!, body, id => AddAsync(id, resource, body, cancellation), cancellation),
        cancellation);

    [HttpPost("usual", Name = "addUsualChecklist")]
    [EndpointSummary("Begin with the usual list")]
    [EndpointDescription("What most ask for at something of that kind. Where there is a list already it changes nothing.")]
    [ProducesResponseType<IReadOnlyList<ChecklistLineAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> AddUsual(string slug, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            await edit.AddUsualAsync(resource, Person, cancellation);
            return await ShowAsync(resource, cancellation);
        },
        cancellation);

    [HttpDelete("{id:guid}", Name = "removeChecklistLine")]
    [EndpointSummary("Take a line off the list")]
    [EndpointDescription("Again changes nothing.")]
    [ProducesResponseType<IReadOnlyList<ChecklistLineAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Remove(string slug, Guid id, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            await edit.RemoveAsync(resource, id, Person, cancellation);
            return await ShowAsync(resource, cancellation);
        },
        cancellation);

    private async Task<IActionResult> AddAsync(Guid id, CatalogueResource resource, ChecklistLineBody body, CancellationToken cancellation) =>
        await edit.AddAsync(id, resource, body.IsNumber ? ItemKind.Number : ItemKind.Check, body.TextDa, body.TextEn, Person, cancellation) switch
        {
            null => Created($"/api/v1/checklists/{resource.Slug}", await LinesAsync(resource, cancellation)),
            "TooMany" => Problems.Of(Status422UnprocessableEntity, "ChecklistFull"),
            var problem => Problems.Invalid([("textDa", texts.Say(problem))]),
        };

    private async Task<IActionResult> ShowAsync(CatalogueResource resource, CancellationToken cancellation) => Ok(await LinesAsync(resource, cancellation));

    private async Task<List<ChecklistLineAnswer>> LinesAsync(CatalogueResource resource, CancellationToken cancellation) =>
        [.. (await edit.ReadAsync(resource, cancellation)).Select(item => new ChecklistLineAnswer(item.Id, item.Kind == ItemKind.Number, item.TextDa, item.TextEn))];
}

/// <summary>A line for the list.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChecklistLineBody
{
    [Description("true: it asks for a number, such as the mileage. Left out or false: it is something to do.")]
    public bool IsNumber { get; init; }

    [Required, Description("What it says.")]
    public string? TextDa { get; init; }

    [StringLength(HandoverItem.LongestText), Description("The Danish is shown where there is none.")]
    public string? TextEn { get; init; }
}

public sealed record ChecklistLineAnswer(
    Guid Id,
    [property: Description("Whether it asks for a number; else it is something to do.")] bool IsNumber,
    string TextDa, string TextEn);
