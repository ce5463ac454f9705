using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Who shares what.</summary>
[ApiController, IgnoreAntiforgeryToken, Route(Root), Tags("Owners")]
public sealed class OwnersApi(
    Catalogue catalogue, ListOwn list, ReadFront front, OwnerAccess access, MakeOwner make, EditOwner edit, ShareOwn share, PauseOwner pause,
    MoveOwner move, ReadLog log, LogWords words, ClaimKey claim, IStringLocalizer<OwnersTexts> texts, Problems problems) : ControllerBase
{
    private const string Root = "/api/v1/owners";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listOwners")]
    [Authorize(Access.SignedIn)]
    [EndpointSummary("List the owners one can do something for")]
    [EndpointDescription("Those at which one has a role first, then in Danish alphabetical order. A role at an owner holds for all that stands below it.")]
    [ProducesResponseType<IReadOnlyList<OwnOwnerAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        Ok((await list.HandleAsync(Person, cancellation)).Select(OwnOwnerAnswer.Of).ToList());

    [HttpGet("{owner}", Name = "getOwner")]
    [Authorize(Access.SignedIn)]
    [EndpointSummary("Read one owner")]
    [EndpointDescription("Who it is and how to reach it; for those who look after it also what goes on there and below it.")]
    [ProducesResponseType<OwnerDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(string owner, CancellationToken cancellation) => ShowAsync(owner, cancellation);

    [HttpPost(Name = "makeOwner")]
    [MaySomewhere(OwnerRight.SetUp)]
    [EndpointSummary("Make an organisation")]
    [EndpointDescription("""
        Below one that one administers; anywhere for the municipality. The same request under the same Idempotency-Key makes one within a day,
        however often it is sent.
        """)]
    [ProducesResponseType<OwnerDetailsAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Make(
        MakeOwnerBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each owner, the same for every attempt to make it.")]
        string? key,
        CancellationToken cancellation)
    {
        var (draft, wrong) = await make.ParseAsync(Person, body.ToForm(), cancellation);
        if (draft is null)
        {
            return Invalid(wrong);
        }

        if (await claim.HandleAsync(key!, Request.Path, body, Person, cancellation) is not { } id)
        {
            return problems.Of(Status422UnprocessableEntity, "KeyUsed");
        }

        var slug = await make.HandleAsync(id, Person, draft, cancellation);
        return await AnswerAsync(slug, cancellation) is { } made ? Created($"{Root}/{slug}", made) : Unknown();
    }

    [HttpPut("{owner}", Name = "changeOwner")]
    [MayAtOwner(OwnerRight.SetUp)]
    [EndpointSummary("Change an owner's name and contact")]
    [EndpointDescription("All of it at once.")]
    [ProducesResponseType<OwnerDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Change(string owner, OwnerBody body, CancellationToken cancellation) => AtAsync(owner, async card =>
        await edit.HandleAsync(Person, card.Id, body.ToForm(), cancellation) switch
        {
            EditOwnerOutcome.Edited => await ShowAsync(owner, cancellation),
            EditOwnerOutcome.Unclear unclear => Invalid(unclear.Problems),
            _ => Unknown(),
        }, cancellation);

    [HttpPost("share", Name = "shareAsOneself")]
    [Authorize(Access.SignedIn)]
    [EndpointSummary("Become an owner as oneself")]
    [EndpointDescription("Once: whoever shares already gets their owner as it is. What is shared is then made with POST /api/v1/setup.")]
    [ProducesResponseType<OwnerDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> Share(ShareBody body, CancellationToken cancellation) =>
        await share.HandleAsync(Person, body.ToForm(), cancellation) switch
        {
            ShareOwnOutcome.Shares own => await ShowAsync(own.Slug, cancellation),
            ShareOwnOutcome.Unclear unclear => Invalid(unclear.Problems),
            _ => Challenge(),
        };

    [HttpPut("{owner}/pause", Name = "pauseOwner")]
    [MayAtOwner(OwnerRight.SetUp)]
    [EndpointSummary("Take everything it shares off the list")]
    [EndpointDescription("What has been booked stands. Again changes nothing and answers the same.")]
    [ProducesResponseType<OwnerDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Pause(string owner, CancellationToken cancellation) => PauseAsync(owner, paused: true, cancellation);

    [HttpDelete("{owner}/pause", Name = "resumeOwner")]
    [MayAtOwner(OwnerRight.SetUp)]
    [EndpointSummary("Put everything it shares back on the list")]
    [EndpointDescription("Again changes nothing and answers the same.")]
    [ProducesResponseType<OwnerDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Resume(string owner, CancellationToken cancellation) => PauseAsync(owner, paused: false, cancellation);

    [HttpPut("{owner}/parent", Name = "moveOwner")]
    [MayAtOwner(OwnerRight.SetUp)]
    [EndpointSummary("Put an organisation below another")]
    [EndpointDescription("For whoever administers where it stands and where it goes. What the one could do at it ends, and the other's begins.")]
    [ProducesResponseType<OwnerDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Move(string owner, MoveOwnerBody body, CancellationToken cancellation) => AtAsync(owner, async card =>
        await move.HandleAsync(Person, card.Id, body.Under, cancellation) switch
        {
            MoveOwnerOutcome.Moved => await ShowAsync(owner, cancellation),
            MoveOwnerOutcome.NotFound => Unknown(),
            var refused => Invalid(new Dictionary<string, string> { ["under"] = refused == MoveOwnerOutcome.Circle ? "MoveCircle" : "UnderMissing" }),
        }, cancellation);

    [HttpGet("{owner}/log", Name = "readOwnerLog")]
    [MayAtOwner(OwnerRight.ReadLog)]
    [EndpointSummary("Read what has been changed, and by whom")]
    [EndpointDescription("The newest first, fifty at a time. Go on with next as cursor and the same about.")]
    [ProducesResponseType<OwnerLogAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Log(
        string owner,
        [Description("changes at the owner (when left out), bookings, or looks: who has seen whose bookings those are.")] LogAbout? about,
        [Description("next of the page before.")] long? cursor,
        CancellationToken cancellation) =>
        await log.HandleAsync(owner, about ?? LogAbout.Changes, cursor, cancellation) is { } found
            ? Ok(OwnerLogAnswer.Of(found, words))
            : Unknown();

    private Task<IActionResult> PauseAsync(string owner, bool paused, CancellationToken cancellation) => AtAsync(
        owner,
        async card => await pause.HandleAsync(Person, card.Id, paused, cancellation) ? await ShowAsync(owner, cancellation) : Unknown(),
        cancellation);

    private async Task<IActionResult> AtAsync(string owner, Func<OwnerCard, Task<IActionResult>> act, CancellationToken cancellation) =>
        (await catalogue.ReadAsync(cancellation)).FindOwner(owner) is { } card ? await act(card) : Unknown();

    private async Task<IActionResult> ShowAsync(string owner, CancellationToken cancellation) =>
        await AnswerAsync(owner, cancellation) is { } answer ? Ok(answer) : Unknown();

    private async Task<OwnerDetailsAnswer?> AnswerAsync(string owner, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindOwner(owner) is not { } card)
        {
            return null;
        }

        var rights = await access.RightsAsync(Person, card.Id, cancellation);
        return OwnerDetailsAnswer.Of(
            card, snapshot.Above(card).Skip(1).FirstOrDefault(), rights,
            ReadFront.IsFor(rights) ? OwnerFrontAnswer.Of(await front.HandleAsync(card, cancellation)) : null);
    }

    private ObjectResult Unknown() => problems.Of(Status404NotFound, "UnknownOwner");

    private ObjectResult Invalid(IReadOnlyDictionary<string, string> wrong) =>
        problems.Invalid(wrong.Select(one => (char.ToLowerInvariant(one.Key[0]) + one.Key[1..], texts[one.Value].Value)));
}
