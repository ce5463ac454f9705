using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <summary>What one may set rules for, the rules there, and sets of rules to begin with.</summary>
[Route("/rules")]
[MaySomewhere(OwnerRight.SetRules)]
public sealed class RulesHereController(Catalogue catalogue, IAuthorizationService authorization, ReadRulesHere read, RestoreRule restore, AddStartingSet startingSet, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(await read.PlacesAsync(await catalogue.ReadAsync(cancellation), Person, cancellation));

    /// <param name="saved">The rule that has just been saved.</param>
    /// <param name="dropped">The rule that has just been dropped.</param>
    [HttpGet("of/{level}/{key}")]
    public async Task<IActionResult> Of(string level, string key, Guid? saved, Guid? dropped, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (await TargetAsync(snapshot, level, key, cancellation) is not { } target)
        {
            return NotFound();
        }

        var gone = dropped is { } id ? await restore.FindAsync(id, cancellation) : null;
        return View("Of", await read.OfAsync(snapshot, target, Person, cancellation) with
        {
            Saved = saved is { } now && snapshot.FindRule(now) is { } rule && target.Has(rule) ? rule : null,
            Dropped = gone is not null && target.Has(gone) ? gone : null,
        });
    }

    [HttpGet("of/resource/{key}/start")]
    public async Task<IActionResult> Start(string key, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        return await TargetAsync(snapshot, "resource", key, cancellation) is { } target ? View("Start", StartPage(snapshot, target)) : NotFound();
    }

    /// <param name="rule">The kinds of rule that were chosen.</param>
    [HttpPost("of/resource/{key}/start")]
    public async Task<IActionResult> Start(string key, [FromForm] string[]? rule, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (await TargetAsync(snapshot, "resource", key, cancellation) is not { } target)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (rule is not { Length: > 0 })
        {
            return Again("Start", StartPage(snapshot, target) with { Chosen = [], IsNothingChosen = true });
        }

        return await startingSet.HandleAsync(target, rule, Person, cancellation) is AddStartingSetOutcome.Refused refused
            ? Again("Start", StartPage(snapshot, target) with { Chosen = rule, Obstacles = refused.Obstacles })
            : Redirect(target.Address);
    }

    private StartPage StartPage(CatalogueSnapshot snapshot, RuleTarget target)
    {
        var offered = AddStartingSet.Offered(snapshot, target, clock.GetCurrentInstant());
        return new StartPage(target, StartingSets.Of(target.Resource!.Kind, target.Resource.LentBy), offered, [.. offered.Select(rule => rule.Condition.Kind)]);
    }

    private async Task<RuleTarget?> TargetAsync(CatalogueSnapshot snapshot, string level, string key, CancellationToken cancellation) =>
        RuleTarget.Find(snapshot, level, key) is { } target && await authorization.MaySetAsync(User, target) ? target : null;

    private ViewResult Again(string view, object page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, page);
    }
}

/// <param name="Chosen">The kinds of rule that are ticked.</param>
public sealed record StartPage(RuleTarget Target, StartingSet Set, IReadOnlyList<StartingRule> Offered, IReadOnlyCollection<string> Chosen)
{
    public bool IsNothingChosen { get; init; }

    public IReadOnlyList<RuleObstacle> Obstacles { get; init; } = [];
}
