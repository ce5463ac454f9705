using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What a program does with the rules that its person may set.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken]
public abstract class RuleOperations(Catalogue catalogue, IAuthorizationService authorization, PreviewRule preview, RuleWording wording, Problems problems, IClock clock)
    : ControllerBase
{
    protected SignedInPerson Person => SignedInPerson.From(User)!;

    protected Catalogue Catalogue => catalogue;

    protected RuleWording Wording => wording;

    protected Problems Problems => problems;

    protected Instant Now => clock.GetCurrentInstant();

    /// <summary>Nobody is told of rules at places that are not theirs.</summary>
    protected Task<bool> MaySetAsync(RuleTarget target) => authorization.MaySetAsync(User, target);

    /// <summary>What is sent, read; or what is wrong with it.</summary>
    protected async Task<IActionResult> WithDraftAsync(RuleTarget target, RuleBody body, Func<RuleDraft, Task<IActionResult>> act)
    {
        List<(string Field, string Expectation)> wrong = [];
        return body.Read(target.MayBind, Now, wording, wrong) is { } draft ? await act(draft) : problems.Invalid(wrong);
    }

    /// <summary>What the rule would do, unless something stands in its way.</summary>
    protected async Task<IActionResult> PreviewAsync(
        CatalogueSnapshot snapshot, RuleTarget target, RuleDraft draft, CatalogueRule? replaced, CancellationToken cancellation)
    {
        var now = Now;
        var rule = draft.ToRule(Guid.CreateVersion7(), target.Level, now);
        return CheckRule.Of(snapshot, target, [rule], replaced, now) is { Count: > 0 } obstacles
            ? Obstacles(obstacles)
            : Ok(RulePreviewAnswer.Of(await preview.HandleAsync(snapshot, target, draft, replaced, cancellation)));
    }

    protected ObjectResult Obstacles(IReadOnlyList<RuleObstacle> obstacles) => problems.Obstacles([.. obstacles.Select(wording.Of)]);

    /// <summary>The rule as it stands now.</summary>
    protected async Task<RuleAnswer?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        return snapshot.FindRule(id) is { } rule ? wording.Of(rule, snapshot) : null;
    }
}
