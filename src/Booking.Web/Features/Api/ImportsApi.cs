using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Booking.Web.Features.Owners;
using Booking.Web.Features.ResourceImport;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Many things to share out of one file, looked at before they are made.</summary>
[ApiController, MaySomewhere(OwnerRight.SetUp), IgnoreAntiforgeryToken, Route(Root), Tags("Import")]
public sealed class ImportsApi(
    ListSetup list, UploadImport upload, LookAtImport look, MakeDrafts make, ImportWords words, MakeOnce once, Problems problems) : ControllerBase
{
    private const string Root = "/api/v1/imports";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpPost(Name = "uploadImport"), TakesFile(ReadTable.LargestRequest), Consumes(ApiContent.Csv)]
    [EndpointSummary("Send a file and see what would come of it")]
    [EndpointDescription("""
        A CSV file of at most 1000 rows and 1 MB, parted by semicolons, commas or tabs, with a row of headings. They can be the words of the
        template on the page, or kind, nameDa, nameEn, address, district, latitude, longitude, addressPrivate, directionsDa, directionsEn,
        people, lent, count, names, descriptionDa, descriptionEn, features, houseRulesDa, houseRulesEn, ruleSet and slug. Nothing is made yet:
        the answer says of each row what would be, and the file is kept for a day. The same file under the same Idempotency-Key is kept once.
        """)]
    [ProducesResponseType<ImportAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Upload(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] byte[]? file,
        [Required, Description("The slug of who shares it all.")] string? owner,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each file, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation)
    {
        if ((await list.OwnersAsync(Person, cancellation)).FirstOrDefault(one => one.Slug == owner) is not { } found)
        {
            return problems.Of(Status404NotFound, "UnknownOwner");
        }

        var (text, wrong) = ReadTable.Decode(file ?? []);
        return text is null
            ? Invalid(wrong!)
            : await once.HandleAsync(
                HttpContext, key!, new { owner, File = SHA256.HashData(file!) },
                async id => await upload.HandleAsync(id, found, text, Person, cancellation) is { } problem
                    ? Invalid(problem)
                    : await WithAsync(id, import => Created($"{Root}/{id}", import), cancellation),
                cancellation);
    }

    [HttpGet("{id:guid}", Name = "readImport")]
    [EndpointSummary("Read what would come of a file, or what did")]
    [EndpointDescription("For whoever sent it.")]
    [ProducesResponseType<ImportAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => WithAsync(id, Ok, cancellation);

    [HttpPost("{id:guid}/drafts", Name = "makeDrafts")]
    [EndpointSummary("Make the drafts")]
    [EndpointDescription("Of all rows that are right, all of them or none. The others are left out: send them again in another file. Again makes nothing more and answers the same.")]
    [ProducesResponseType<ImportAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Make(Guid id, CancellationToken cancellation) => problems.WithAsync(
        look.FindAsync(User, id, cancellation), "UnknownImport",
        async import =>
        {
            await make.HandleAsync(import, Person, cancellation);
            return await WithAsync(id, made => made.IsMade ? Ok(made) : problems.Of(Status409Conflict, "NothingToMake"), cancellation);
        });

    private Task<IActionResult> WithAsync(Guid id, Func<ImportAnswer, IActionResult> answer, CancellationToken cancellation) => problems.WithAsync(
        look.HandleAsync(User, id, cancellation), "UnknownImport", import => Task.FromResult(answer(ImportAnswer.Of(import, words))));

    private ObjectResult Invalid(ImportProblem problem) => problems.Invalid([(Problems.Body, words.Say(problem))]);
}

/// <summary>A file that was sent.</summary>
public sealed record ImportAnswer(
    Guid Id,
    [property: Description("The slug of who shares it all.")] string Owner,
    [property: Description("Whether its drafts are made.")] bool IsMade,
    [property: Description("Headings that mean nothing here; what stands below them goes nowhere.")] IReadOnlyList<string> Unknown,
    [property: Description("Before the drafts are made: each row in which something is written.")] IReadOnlyList<ImportRowAnswer> Rows,
    [property: Description("The slugs of the drafts, once they are made.")] IReadOnlyList<string> Drafts)
{
    internal static ImportAnswer Of(ImportInFull import, ImportWords words) => new(
        import.Id, import.Owner.Slug, import.File is null, import.File?.Unknown ?? [],
        [.. (import.File?.Rows ?? []).Select(row => ImportRowAnswer.Of(row, words))], [.. import.Made.Select(made => made.Slug)]);
}

/// <summary>What would come of a row.</summary>
public sealed record ImportRowAnswer(
    [property: Description("As a spreadsheet counts: the headings are row 1.")] int Number,
    [property: Description("As it stands there.")] string Name,
    [property: Description("The slug of the draft it would become; null when it would become none.")] string? Draft,
    [property: Description("What to mend first.")] IReadOnlyList<ImportProblemAnswer> Problems,
    [property: Description("The slug of the same thing, which is there already; null where there is none.")] string? Existing,
    [property: Description("The row above that is the same; null where there is none.")] int? SameAs)
{
    internal static ImportRowAnswer Of(JudgedRow row, ImportWords words) => new(
        row.Number, row.Name, row.Draft?.Slug, [.. row.Problems.Select(one => new ImportProblemAnswer(one.Column, words.Say(one.Problem)))],
        row.Existing?.Slug, row.SameAs);
}

public sealed record ImportProblemAnswer([property: Description("The heading, as it is called here.")] string Column, string Message);
