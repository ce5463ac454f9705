using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.RuleEditor;

/// <summary>A rule is dropped, and set again by whoever regrets it.</summary>
[Authorize(Access.SignedIn)]
[Route("/rules/{id:guid}")]
public sealed class DropController(Catalogue catalogue, IAuthorizationService authorization, DropRule drop, RestoreRule restore) : Controller
{
    public const int LongestReason = 500;

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("drop")]
    public async Task<IActionResult> Drop(Guid id, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindRule(id) is not { } rule)
        {
            return Redirect($"/rules/{id}");
        }

        return await MaySetAsync(snapshot, rule, cancellation) is { } target ? View("Drop", new DropPage(rule, target, await drop.WaitingAsync(id, cancellation))) : NotFound();
    }

    [HttpPost("drop")]
    public async Task<IActionResult> Drop(Guid id, string? reason, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindRule(id) is not { } rule)
        {
            return Redirect($"/rules/{id}");
        }

        if (await MaySetAsync(snapshot, rule, cancellation) is not { } target)
        {
            return NotFound();
        }

        ModelState.Clear();
        var said = reason?.Trim() ?? "";
        if (said.Length is 0 or > LongestReason)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Drop", new DropPage(rule, target, await drop.WaitingAsync(id, cancellation))
            {
                Reason = reason,
                Problem = said.Length == 0 ? new Said("DropReasonMissing") : new Said("TextTooLong", LongestReason),
            });
        }

        // Whoever else dropped it at the same moment did what was asked for.
        await drop.HandleAsync(id, said, Person, cancellation);
        return Redirect($"{target.Address}?dropped={id}");
    }

    [HttpPost("restore")]
    public async Task<IActionResult> Restore(Guid id, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (await restore.FindAsync(id, cancellation) is not { } rule)
        {
            return Redirect($"/rules/{id}");
        }

        if (await MaySetAsync(snapshot, rule, cancellation) is not { } target)
        {
            return NotFound();
        }

        switch (await restore.HandleAsync(id, Person, cancellation))
        {
            case RestoreRuleOutcome.Restored restored:
                return Redirect($"{target.Address}?saved={restored.Id}#rule-{restored.Id}");
            case RestoreRuleOutcome.Refused refused:
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("Restore", new RestorePage(rule, target, refused.Obstacles));
            default:
                return Redirect($"/rules/{id}");
        }
    }

    private async Task<RuleTarget?> MaySetAsync(CatalogueSnapshot snapshot, CatalogueRule rule, CancellationToken cancellation)
    {
        var target = RuleTarget.Of(snapshot, rule);
        return await authorization.MaySetAsync(User, target) ? target : null;
    }
}

/// <param name="Waiting">How many challenges of the rule wait for an answer.</param>
public sealed record DropPage(CatalogueRule Rule, RuleTarget Target, int Waiting)
{
    /// <summary>As typed.</summary>
    public string? Reason { get; init; }

    public Said? Problem { get; init; }
}

/// <summary>A dropped rule that can no longer be set as it was.</summary>
public sealed record RestorePage(CatalogueRule Rule, RuleTarget Target, IReadOnlyList<RuleObstacle> Obstacles);
