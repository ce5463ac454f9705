using System.ComponentModel;
using System.Text.Json.Serialization;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.RuleEditor;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What a resident who shares something most often wants to rule.</summary>
[Route("/api/v1/setup/{slug}/shortcuts"), Tags("Setup")]
public sealed class ShortcutsApi(
    FindSetup find, FindShortcut findShortcut, ReadRulesStep read, UseShortcut use, Problems problems, IStringLocalizer<ResourceSetupTexts> texts, IClock clock)
    : SetupOperations(find, problems, clock)
{
    [HttpGet(Name = "listShortcuts")]
    [EndpointSummary("List the rules that residents set by one choice")]
    [EndpointDescription("""
        district: only those who live in its district; members: only its owner's members; ask: its owner is asked first. Each makes an ordinary
        rule with its reason. Empty for what an organisation shares.
        """)]
    [ProducesResponseType<IReadOnlyList<ShortcutAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(string slug, CancellationToken cancellation) => ListAsync(slug, cancellation);

    [HttpPut("{shortcut}", Name = "setShortcut")]
    [EndpointSummary("Set such a rule")]
    [EndpointDescription("Again changes its reason. What the rule says besides stays.")]
    [ProducesResponseType<IReadOnlyList<ShortcutAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Set(string slug, string shortcut, ShortcutBody body, CancellationToken cancellation) => OfAsync(
        slug, shortcut,
        async found =>
        {
            if (found.State.IsOn && body.Reason is null)
            {
                return await ListAsync(slug, cancellation);
            }

            var reason = (body.Reason ?? found.State.Reason.Da).Trim();
            var setup = new SetupProblems();
            setup.CheckLength("reason", reason, RuleForm.LongestReason, "ShortcutReasonMissing");
            return setup.IsEmpty
                ? await AfterAsync(slug, await use.SetAsync(found.Target, found.State, reason, Person, cancellation), cancellation)
                : Problems.Invalid(SetupFields.Said(setup, texts));
        },
        cancellation);

    [HttpDelete("{shortcut}", Name = "dropShortcut")]
    [EndpointSummary("Take such a rule off")]
    [EndpointDescription("What the rule says besides stays. Again changes nothing.")]
    [ProducesResponseType<IReadOnlyList<ShortcutAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Drop(string slug, string shortcut, CancellationToken cancellation) => OfAsync(
        slug, shortcut,
        async found => await AfterAsync(
            slug, await use.DropAsync(found.Target, found.State, texts["ShortcutDropped"], Person, cancellation), cancellation),
        cancellation);

    private Task<IActionResult> OfAsync(string slug, string shortcut, Func<FoundShortcut, Task<IActionResult>> act, CancellationToken cancellation) =>
        Problems.WithAsync(findShortcut.HandleAsync(User, slug, shortcut, cancellation), "UnknownShortcut", act);

    // Whoever changed the rule at the same moment is seen in the answer.
    private Task<IActionResult> AfterAsync(string slug, SaveRuleOutcome outcome, CancellationToken cancellation) =>
        outcome is SaveRuleOutcome.Refused ? Task.FromResult<IActionResult>(Problems.Of(Status409Conflict, "ShortcutRefused")) : ListAsync(slug, cancellation);

    private Task<IActionResult> ListAsync(string slug, CancellationToken cancellation) => WithAsync(
        slug, async resource => Ok((await read.HandleAsync(resource, cancellation)).Shortcuts.Select(ShortcutAnswer.Of).ToList()), cancellation);
}

/// <summary>Why such a rule is set.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ShortcutBody
{
    [Description("In Danish. Left out, the one in GET.")]
    public string? Reason { get; init; }
}

public sealed record ShortcutAnswer(
    [property: Description("district, members or ask.")] string Key,
    [property: Description("Whether a rule of its own says it.")] bool IsOn,
    [property: Description("Whether a rule of its owner, its district or the municipality says it already.")] bool IsWider,
    [property: Description("The reason of its rule, or the one that is offered.")] string ReasonDa,
    string ReasonEn,
    [property: Description("The rule that says it; null where none does.")] Guid? Rule)
{
    internal static ShortcutAnswer Of(ShortcutState state)
    {
        var rule = state.Wider ?? (state.IsOn ? state.Own : null);
        return new ShortcutAnswer(
            state.Key, state.IsOn, state.Wider is not null, rule?.Rule.ReasonDa ?? state.Reason.Da, rule?.Rule.ReasonEn ?? state.Reason.En, rule?.Rule.Id);
    }
}
