using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>The pictures of something one shares.</summary>
[Route("/api/v1/setup/{slug}/pictures"), Tags("Setup")]
public sealed class PicturesApi(
    FindSetup find, AddPicture add, ArrangePictures arrange, MakeOnce once, Problems problems, IStringLocalizer<ResourceSetupTexts> texts, IClock clock)
    : SetupOperations(find, problems, clock)
{
    [HttpGet(Name = "listPictures")]
    [EndpointSummary("List its pictures")]
    [EndpointDescription("The first is the one on its card.")]
    [ProducesResponseType<IReadOnlyList<PictureAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(string slug, CancellationToken cancellation) => ListAsync(slug, cancellation);

    [HttpPost(Name = "addPicture"), TakesFile(PictureForm.LargestForm), Consumes("multipart/form-data")]
    [EndpointSummary("Add a picture")]
    [EndpointDescription("""
        As a form: file, a JPEG, PNG or WebP of at most 10 MB; altDa, what it shows, for those who do not see it; and perhaps altEn, the same
        in English. It is painted anew, without where and when it was taken, and put behind the others, of which there are six at most. The
        same request under the same Idempotency-Key adds it once within a day.
        """)]
    [ProducesResponseType<PictureAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Add(
        string slug, [FromForm] PictureForm form,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each picture, the same for every attempt to add it.")]
        string? key,
        CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            var setup = new SetupProblems();
            if (form.Parse(setup) is not { } alt)
            {
                return Problems.Invalid(SetupFields.Said(setup, texts));
            }

            using var upload = new MemoryStream((int)form.File!.Length);
            await form.File.CopyToAsync(upload, cancellation);
            var picture = upload.ToArray();
            return await once.HandleAsync(
                HttpContext, key!, new { alt, Picture = SHA256.HashData(picture) }, id => AddAsync(id, resource, picture, alt, cancellation), cancellation);
        },
        cancellation);

    [HttpPut("{file}", Name = "describePicture")]
    [EndpointSummary("Say what a picture shows")]
    [EndpointDescription("Both languages at once.")]
    [ProducesResponseType<IReadOnlyList<PictureAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Describe(string slug, string file, PictureBody body, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            var setup = new SetupProblems();
            return new PictureForm { AltDa = body.AltDa, AltEn = body.AltEn }.ParseAlt(setup) is { } alt
                ? await AfterAsync(slug, await arrange.DescribeAsync(resource, file, alt, Person, cancellation), cancellation)
                : Problems.Invalid(SetupFields.Said(setup, texts));
        },
        cancellation);

    [HttpPost("{file}/earlier", Name = "movePictureEarlier")]
    [EndpointSummary("Move a picture one place forward")]
    [EndpointDescription("The first stays where it is.")]
    [ProducesResponseType<IReadOnlyList<PictureAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Earlier(string slug, string file, CancellationToken cancellation) => WithAsync(
        slug, async resource => await AfterAsync(slug, await arrange.MoveEarlierAsync(resource, file, Person, cancellation), cancellation), cancellation);

    [HttpDelete("{file}", Name = "removePicture")]
    [EndpointSummary("Remove a picture")]
    [EndpointDescription("For good.")]
    [ProducesResponseType<IReadOnlyList<PictureAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Remove(string slug, string file, CancellationToken cancellation) => WithAsync(
        slug, async resource => await AfterAsync(slug, await arrange.RemoveAsync(resource, file, Person, cancellation), cancellation), cancellation);

    private async Task<IActionResult> AddAsync(Guid id, SetupRecord resource, byte[] picture, LocalText alt, CancellationToken cancellation)
    {
        var outcome = await add.HandleAsync(id, resource, picture, alt, Person, cancellation);
        var made = PictureAnswer.Of(new Picture(PictureFolder.NameOf(id), alt));
        return outcome switch
        {
            AddPictureOutcome.Added => Created(made.Address, made),
            AddPictureOutcome.TooMany => Problems.Of(Status422UnprocessableEntity, "TooManyPictures"),
            _ => Problems.Invalid([("file", texts[outcome.ToString()].Value)]),
        };
    }

    private Task<IActionResult> AfterAsync(string slug, bool isThere, CancellationToken cancellation) =>
        isThere ? ListAsync(slug, cancellation) : Task.FromResult<IActionResult>(Problems.Of(Status404NotFound, "UnknownPicture"));

    private Task<IActionResult> ListAsync(string slug, CancellationToken cancellation) => WithAsync(
        slug, resource => Task.FromResult<IActionResult>(Ok(resource.Pictures.Select(PictureAnswer.Of).ToList())), cancellation);
}

/// <summary>What a picture shows.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PictureBody
{
    [Required, Description("For those who do not see it.")]
    public string? AltDa { get; init; }

    [Description("The Danish is read where there is none.")]
    public string? AltEn { get; init; }
}

public sealed record PictureAnswer(
    [property: Description("What it is called in addresses.")] string File,
    [property: Description("Where it is shown. Everyone who has it can see the picture.")] string Address,
    string AltDa, string AltEn)
{
    internal static PictureAnswer Of(Picture picture) => new(picture.File, $"/pictures/{picture.File}", picture.Alt.Da, picture.Alt.En);
}
