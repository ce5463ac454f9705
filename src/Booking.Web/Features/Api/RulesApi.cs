using System.ComponentModel;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>One rule: what it says and why, and what is done with it.</summary>
[Route("/api/v1/rules/{id:guid}"), Tags("Rules")]
public sealed class RulesApi(
    Catalogue catalogue, IAuthorizationService authorization, PreviewRule preview, SaveRule save, DropRule drop, RestoreRule restore,
    ReadRulePage page, RuleWording wording, Problems problems, IClock clock) : RuleOperations(catalogue, authorization, preview, wording, problems, clock)
{
    [HttpGet(Name = "readRule")]
    [AllowAnonymous]
    [EndpointSummary("Read one rule")]
    [EndpointDescription("Also when it has ended: what was decided by it is still explained by it. Open to all.")]
    [ProducesResponseType<RuleDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => Problems.WithAsync(
        page.HandleAsync(id, SignedInPerson.From(User), cancellation), "UnknownRule",
        found => Task.FromResult<IActionResult>(Ok(new RuleDetailsAnswer(
            Wording.Of(found.Rule, found.Catalogue), found.Newer?.Rule.Id, found.Instead?.Rule.Id, [.. found.Places.Select(place => place.Slug)]))));

    [HttpPost("preview", Name = "previewChangedRule")]
    [EndpointSummary("See what a changed rule would do")]
    [EndpointDescription("As for a new one, with how many requests the rule it replaces has refused. Nothing is changed.")]
    [ProducesResponseType<RulePreviewAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RuleProblem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Preview(Guid id, RuleBody body, CancellationToken cancellation) => OfAsync(
        id, body, (snapshot, target, rule, draft) => PreviewAsync(snapshot, target, draft, rule, cancellation), cancellation);

    [HttpPut(Name = "changeRule")]
    [EndpointSummary("Change a rule")]
    [EndpointDescription("""
        A rule is never changed: the old one ends, and the new one, with an id of its own, takes its place. Bookings that were made are left as they are.
        It stays of its kind. RuleGone when somebody else was first.
        """)]
    [ProducesResponseType<RuleAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RuleProblem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Change(Guid id, ChangeRuleBody body, CancellationToken cancellation) => OfAsync(
        id, body,
        async (_, target, _, draft) => await save.HandleAsync(Guid.CreateVersion7(), target, draft, id, body.Challenge, Person, cancellation) switch
        {
            SaveRuleOutcome.Saved saved when await FindAsync(saved.Id, cancellation) is { } changed => Ok(changed),
            SaveRuleOutcome.Refused refused => Obstacles(refused.Obstacles),
            SaveRuleOutcome.ChallengeGone => Problems.Of(Status409Conflict, "RuleChallengeOver"),
            _ => Problems.Of(Status409Conflict, "RuleGone"),
        },
        cancellation);

    [HttpDelete(Name = "dropRule")]
    [EndpointSummary("Drop a rule")]
    [EndpointDescription("It ends at once, and its challenges are answered with the reason. Again changes nothing. It can be set once more within the hour.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Drop(Guid id, DropRuleBody body, CancellationToken cancellation) => OwnAsync(
        id,
        async (found, _) =>
        {
            var reason = TypedText.Read(body.Reason);
            if (reason.Length is 0 or > DropController.LongestReason)
            {
                return Problems.Invalid([("reason", Wording.Of(reason.Length == 0 ? new Said("DropReasonMissing") : new Said("TextTooLong", DropController.LongestReason)))]);
            }

            // Whoever else dropped it did what was asked for; whoever changed it did not.
            return found.Newer is null
                ? await DropAsync(id, reason, cancellation)
                : Problems.Of(Status409Conflict, "RuleGone");
        },
        cancellation);

    [HttpPost("restoration", Name = "restoreRule")]
    [EndpointSummary("Set a dropped rule once more")]
    [EndpointDescription("As it was, under an id of its own, within an hour of its being dropped (RuleRestoreTooLate).")]
    [ProducesResponseType<RuleAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RuleProblem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Restore(Guid id, CancellationToken cancellation) => OwnAsync(
        id,
        async (_, _) => await restore.HandleAsync(id, Person, cancellation) switch
        {
            RestoreRuleOutcome.Restored restored when await FindAsync(restored.Id, cancellation) is { } set => Created($"/api/v1/rules/{set.Id}", set),
            RestoreRuleOutcome.Refused refused => Obstacles(refused.Obstacles),
            _ => Problems.Of(Status409Conflict, "RuleRestoreTooLate"),
        },
        cancellation);

    private async Task<IActionResult> DropAsync(Guid id, string reason, CancellationToken cancellation)
    {
        await drop.HandleAsync(id, reason, Person, cancellation);
        return NoContent();
    }

    /// <summary>A rule that is in force or to come, and what is to stand in its place.</summary>
    private Task<IActionResult> OfAsync(
        Guid id, RuleBody body, Func<CatalogueSnapshot, RuleTarget, CatalogueRule, RuleDraft, Task<IActionResult>> act, CancellationToken cancellation) => OwnAsync(
        id,
        async (found, target) => found.Catalogue.FindRule(id) is not { } rule
            ? Problems.Of(Status409Conflict, "RuleGone")
            : rule.Condition.Kind != body.Kind
                ? Problems.Invalid([("kind", Wording.Expectation("sameKind"))])
                : await WithDraftAsync(target, body, draft => act(found.Catalogue, target, rule, draft)),
        cancellation);

    /// <summary>To others than those who may set it there is no such rule to do anything with.</summary>
    private Task<IActionResult> OwnAsync(Guid id, Func<RulePage, RuleTarget, Task<IActionResult>> act, CancellationToken cancellation) => Problems.WithAsync(
        page.HandleAsync(id, Person, cancellation), "UnknownRule",
        async found => RuleTarget.Of(found.Catalogue, found.Rule) is var target && await MaySetAsync(target)
            ? await act(found, target)
            : Problems.Of(Status404NotFound, "UnknownRule"));
}

public sealed record RuleDetailsAnswer(
    RuleAnswer Rule,
    [property: Description("The rule it was changed to; null when it was not.")] Guid? Newer,
    [property: Description("What holds at its place in its stead, though it is in force; null unless it is set aside.")] Guid? Instead,
    [property: Description("The resources at which it holds now.")] IReadOnlyList<string> Resources);

/// <summary>What a rule would have done.</summary>
public sealed record RulePreviewAnswer(
    [property: Description("Whether rules of its kind say no at all.")] bool Refuses,
    [property: Description("How many bookings of the last 90 days were looked at.")] int Made,
    [property: Description("How many of them it would have refused.")] int Refused,
    [property: Description("How many it would have left to the owner.")] int Asked,
    [property: Description("Of how many it cannot be said: their people have not told what it asks.")] int Unknown,
    [property: Description("How many requests the rule it replaces has refused in those days; null for a new rule.")] long? OldRefusals,
    [property: Description("The first coming bookings that it would not let be made now. They stay.")] IReadOnlyList<TouchedByRuleAnswer> Coming,
    [property: Description("How many there are.")] int ComingCount,
    [property: Description("How many resources were looked at.")] int Resources,
    [property: Description("How many it reaches.")] int AllResources,
    [property: Description("Whether all their bookings were looked at.")] bool IsWhole)
{
    internal static RulePreviewAnswer Of(RulePreview preview) => new(
        preview.Refuses, preview.Made, preview.Refused, preview.Asked, preview.Unknown, preview.OldRefusals,
        [.. preview.Coming.Select(booking => TouchedByRuleAnswer.Of(booking))], preview.ComingCount, preview.Places, preview.AllPlaces, preview.IsWhole);
}

public sealed record TouchedByRuleAnswer(Guid Id, string Resource, OffsetDateTime Start, OffsetDateTime End)
{
    internal static TouchedByRuleAnswer Of(TouchedBooking booking)
    {
        var zone = booking.Resource.Terms.Zone;
        return new TouchedByRuleAnswer(booking.Id, booking.Resource.Slug, ApiTime.In(zone, booking.Period.Start), ApiTime.In(zone, booking.Period.End));
    }
}
