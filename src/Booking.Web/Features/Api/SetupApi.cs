using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.RuleEditor;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What is shared and how, for those who set it up.</summary>
[Route("/api/v1/setup"), Tags("Setup")]
public sealed class SetupApi(
    FindSetup find, ListSetup list, StartDraft start, SaveWhat saveWhat, SaveWhere saveWhere, SaveUse saveUse, SaveThere saveThere,
    AcceptStartingSet accept, PublishResource publish, DeleteDraft delete, Catalogue catalogue, MakeOnce once, Problems problems,
    IStringLocalizer<ResourceSetupTexts> texts, IClock clock) : SetupOperations(find, problems, clock)
{
    private const int DefaultLimit = 50;

    [HttpGet(Name = "listSetup")]
    [EndpointSummary("List what one shares")]
    [EndpointDescription("Drafts too, of all owners one may set up for. A page at a time, by slug. Go on with next as cursor and the same owner.")]
    [ProducesResponseType<SetupPageAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> List(
        [Description("An owner's slug; left out, all of them.")] string? owner,
        [Description("How many at most; 50 when left out.")] [Range(1, 100)] int? limit,
        [Description("next of the page before.")] string? cursor,
        CancellationToken cancellation)
    {
        var after = (await list.HandleAsync(Person, cancellation))
            .Where(resource => owner is null || resource.OwnerSlug == owner)
            .OrderBy(resource => resource.Slug, StringComparer.Ordinal)
            .Where(resource => cursor is null || string.CompareOrdinal(resource.Slug, cursor) > 0)
            .ToList();
        var page = after[..Math.Min(after.Count, limit ?? DefaultLimit)];
        return Ok(new SetupPageAnswer(
            page.ConvertAll(resource => SetupCardAnswer.Of(resource, Now)), page.Count < after.Count ? page[^1].Slug : null));
    }

    [HttpPost(Name = "startDraft")]
    [EndpointSummary("Make a draft")]
    [EndpointDescription("""
        It is nobody else's to see until it is shared. The same request under the same Idempotency-Key makes one draft within a day, however
        often it is sent; another request under a used key is refused (KeyUsed). missing says what is asked for next.
        """)]
    [ProducesResponseType<SetupAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Start(
        StartDraftBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each draft, the same for every attempt to make it.")]
        string? key,
        CancellationToken cancellation)
    {
        if ((await list.OwnersAsync(Person, cancellation)).FirstOrDefault(one => one.Slug == body.Owner) is not { } owner)
        {
            return Problems.Of(Status404NotFound, "UnknownOwner");
        }

        var setup = new SetupProblems();
        if (body.ToForm().Parse(setup) is not { } answer)
        {
            return Invalid(setup);
        }

        return await once.HandleAsync(
            HttpContext, key!, body,
            async id => await MadeAsync(await start.HandleAsync(id, owner, answer, Person, cancellation), cancellation), cancellation);
    }

    [HttpGet("{slug}", Name = "getSetup")]
    [EndpointSummary("Read one thing one shares")]
    [EndpointDescription("With all its answers, and what is missing before it can be shared.")]
    [ProducesResponseType<SetupAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(string slug, CancellationToken cancellation) => ShowAsync(slug, cancellation);

    [HttpPatch("{slug}", Name = "changeSetup")]
    [EndpointSummary("Answer or change")]
    [EndpointDescription("Any of the answers, by name; the others stay. Either all of them are understood or nothing changes. The slug of a draft follows its name.")]
    [ProducesResponseType<SetupAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<TouchedProblem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Change(string slug, ChangeSetupBody body, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            if (!body.IsWhat && !body.IsWhere && !body.IsUse && !body.IsThere)
            {
                return Problems.Invalid(Problems.Body);
            }

            // A form offers nothing else to choose; here anything can be sent.
            var others = body.IsUse ? await saveUse.OthersAsync(resource, cancellation) : [];
            if (body.Unknown(others).ToList() is { Count: > 0 } unknown)
            {
                return Problems.Invalid(unknown);
            }

            var snapshot = await catalogue.ReadAsync(cancellation);
            var wrong = new SetupProblems();
            var what = body.IsWhat ? Parse(wrong, one => body.ToWhat(resource).Parse(one)) : null;
            var where = body.IsWhere ? Parse(wrong, one => body.ToWhere(resource, snapshot).Parse(snapshot, one)) : null;
            var use = body.IsUse ? Parse(wrong, one => body.ToUse(resource, others).Parse(resource, others, one)) : null;
            var there = body.IsThere ? Parse(wrong, one => body.ToThere(resource).Parse(one)) : null;
            if (!wrong.IsEmpty)
            {
                return Invalid(wrong);
            }

            if (use is not null && !body.Seen && await saveUse.TouchedAsync(resource, use, cancellation) is { Count: > 0 } touched)
            {
                return Problems.Touched([.. touched.Select(booking => HitBookingAnswer.Of(booking, resource.Zone))]);
            }

            if (where is not null)
            {
                await saveWhere.HandleAsync(resource, where, Person, cancellation);
            }

            if (use is not null)
            {
                await saveUse.HandleAsync(resource, use, Person, cancellation);
            }

            if (there is not null)
            {
                await saveThere.HandleAsync(resource, there, Person, cancellation);
            }

            return await ShowAsync(what is null ? slug : await saveWhat.HandleAsync(resource, what, Person, cancellation), cancellation);
        },
        cancellation);

    [HttpDelete("{slug}", Name = "deleteDraft")]
    [EndpointSummary("Delete a draft")]
    [EndpointDescription("For good, with its pictures. What has been shared or booked, or is a part of something else, stays (NoDraft).")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Delete(string slug, CancellationToken cancellation) => WithAsync(
        slug,
        async resource => await delete.HandleAsync(resource, Person, cancellation) ? NoContent() : Problems.Of(Status409Conflict, "NoDraft"),
        cancellation);

    [HttpPost("{slug}/starting-rules", Name = "takeStartingRules")]
    [EndpointSummary("Take the rules to begin with")]
    [EndpointDescription("The set that suits its kind, each rule with its reason. Rules it has stay; again changes nothing. All of them can be changed on the pages of this site.")]
    [ProducesResponseType<SetupAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> TakeRules(string slug, CancellationToken cancellation) => WithAsync(
        slug,
        async resource => await accept.HandleAsync(resource, Person, cancellation) is AddStartingSetOutcome.Refused
            ? Problems.Of(Status409Conflict, "RulesContradict")
            : await ShowAsync(slug, cancellation),
        cancellation);

    [HttpPut("{slug}/publication", Name = "publish")]
    [EndpointSummary("Share it")]
    [EndpointDescription("With everyone, from now or from a date, and for as long as one likes. Again changes from when and until when.")]
    [ProducesResponseType<SetupAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<TouchedProblem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Publish(string slug, PublishBody body, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            var setup = new SetupProblems();
            if (body.ToForm().Parse(resource, Now, setup) is not { } sharedFor)
            {
                return Invalid(setup);
            }

            if (!body.Seen && await publish.OutsideAsync(resource, sharedFor, cancellation) is { Count: > 0 } touched)
            {
                return Problems.Touched([.. touched.Select(booking => HitBookingAnswer.Of(booking, resource.Zone))]);
            }

            return await publish.HandleAsync(resource, sharedFor, Person, cancellation)
                ? await ShowAsync(slug, cancellation)
                : Problems.Of(Status422UnprocessableEntity, "AnswersMissing");
        },
        cancellation);

    [HttpDelete("{slug}/publication", Name = "pause")]
    [EndpointSummary("Pause it")]
    [EndpointDescription("Nobody can book it until it is shared again. Bookings that were made stay. Again changes nothing and answers the same.")]
    [ProducesResponseType<SetupAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Pause(string slug, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            await publish.PauseAsync(resource, Person, cancellation);
            return await ShowAsync(slug, cancellation);
        },
        cancellation);

    private ObjectResult Invalid(SetupProblems setup) => Problems.Invalid(SetupFields.Said(setup, texts));

    // Each question is asked for itself, and all that is wrong is said at once.
    private static T? Parse<T>(SetupProblems all, Func<SetupProblems, T?> parse)
    {
        var own = new SetupProblems();
        var answer = parse(own);
        foreach (var (field, text, limit) in own.All)
        {
            all.Add(field, text, limit);
        }

        return answer;
    }
}
