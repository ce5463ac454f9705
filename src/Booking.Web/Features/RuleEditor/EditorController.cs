using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <summary>A rule is written, looked at and saved. Nobody is told of rules at places that are not theirs.</summary>
[Authorize(Access.SignedIn)]
[Route("/rules")]
public sealed class EditorController(Catalogue catalogue, IAuthorizationService authorization, PreviewRule preview, SaveRule save, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="like">A wider rule to begin from; none when absent.</param>
    [HttpGet("new")]
    public async Task<IActionResult> New(string? level, string? key, string? kind, Guid? like, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (await PageForNewAsync(snapshot, level, key, kind, cancellation) is not { } page)
        {
            return NotFound();
        }

        return View("Edit", page with
        {
            Typed = like is { } id && snapshot.FindRule(id) is { } wider && wider.Condition.Kind == page.Form.Kind
                ? page.Form.Fill(wider.Condition)
                : page.Form.Empty,
        });
    }

    [HttpPost("new")]
    public async Task<IActionResult> New(string? level, string? key, string? kind, string? act, IFormCollection form, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        return await PageForNewAsync(snapshot, level, key, kind, cancellation) is { } page
            ? await ActAsync(snapshot, page with { Typed = TypedIn(form) }, act, cancellation)
            : NotFound();
    }

    /// <param name="challenge">The challenge that the change is to answer.</param>
    [HttpGet("{id:guid}/edit")]
    public async Task<IActionResult> Edit(Guid id, Guid? challenge, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindRule(id) is not { } rule)
        {
            // Its own page says what became of it.
            return Redirect($"/rules/{id}");
        }

        return await PageForAsync(snapshot, rule, challenge, cancellation) is { } page
            ? View("Edit", page with { Typed = RuleForm.Fill(page.Form, rule, clock.GetCurrentInstant()) })
            : NotFound();
    }

    /// <param name="level">Where the rule was set, so that what was typed can be shown again when the rule is no more.</param>
    [HttpPost("{id:guid}/edit")]
    public async Task<IActionResult> Edit(
        Guid id, Guid? challenge, string? level, string? key, string? kind, string? act, IFormCollection form, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindRule(id) is { } rule)
        {
            return await PageForAsync(snapshot, rule, challenge, cancellation) is { } page
                ? await ActAsync(snapshot, page with { Typed = TypedIn(form) }, act, cancellation)
                : NotFound();
        }

        return await PageForNewAsync(snapshot, level, key, kind, cancellation) is { } gone
            ? Again(gone with { Typed = TypedIn(form), Conflict = "ConflictGone" }, StatusCodes.Status409Conflict)
            : NotFound();
    }

    private async Task<IActionResult> ActAsync(CatalogueSnapshot snapshot, EditorPage page, string? act, CancellationToken cancellation)
    {
        ModelState.Clear();
        switch (act)
        {
            case "more":
                return View("Edit", page with { Typed = page.Form.WithMore(page.Typed) });
            case "edit":
                return View("Edit", page);
        }

        var now = clock.GetCurrentInstant();
        if (RuleForm.Read(page.Form, page.Typed, page.Target.MayBind, now, page.Problems) is not { } draft)
        {
            return Again(page, StatusCodes.Status422UnprocessableEntity);
        }

        if (act == "save")
        {
            return await SaveAsync(page, draft, cancellation);
        }

        var rule = draft.ToRule(Guid.CreateVersion7(), page.Target.Level, now);
        return CheckRule.Of(snapshot, page.Target, [rule], page.Old, now) is { Count: > 0 } obstacles
            ? Again(page with { Obstacles = obstacles }, StatusCodes.Status422UnprocessableEntity)
            : View("Confirm", new ConfirmPage(page, draft, await preview.HandleAsync(snapshot, page.Target, draft, page.Old, cancellation)));
    }

    private async Task<IActionResult> SaveAsync(EditorPage page, RuleDraft draft, CancellationToken cancellation) =>
        await save.HandleAsync(Guid.CreateVersion7(), page.Target, draft, page.Old?.Rule.Id, page.Challenge, Person, cancellation) switch
        {
            SaveRuleOutcome.Saved saved => Redirect($"{page.Target.Address}?saved={saved.Id}#rule-{saved.Id}"),
            SaveRuleOutcome.Refused refused => Again(page with { Obstacles = refused.Obstacles }, StatusCodes.Status422UnprocessableEntity),
            SaveRuleOutcome.ChallengeGone => Again(page with { Conflict = "ConflictChallenge" }, StatusCodes.Status409Conflict),
            _ => Again(page with { Conflict = "ConflictGone" }, StatusCodes.Status409Conflict),
        };

    private async Task<EditorPage?> PageForNewAsync(
        CatalogueSnapshot snapshot, string? level, string? key, string? kind, CancellationToken cancellation) =>
        RuleTarget.Find(snapshot, level, key) is { } target && ConditionForms.Find(kind) is { } form
        && await authorization.MaySetAsync(User, target)
            ? new EditorPage(target, form, Typed.Nothing, $"/rules/new?level={target.LevelName}&key={target.Key}&kind={form.Kind}")
            {
                ExampleReason = ExampleFor(target, form),
            }
            : null;

    private async Task<EditorPage?> PageForAsync(CatalogueSnapshot snapshot, CatalogueRule rule, Guid? challenge, CancellationToken cancellation)
    {
        var target = RuleTarget.Of(snapshot, rule);
        if (!await authorization.MaySetAsync(User, target))
        {
            return null;
        }

        var form = ConditionForms.Find(rule.Condition.Kind)!;
        var address = $"/rules/{rule.Rule.Id}/edit?level={target.LevelName}&key={target.Key}&kind={form.Kind}";
        return new EditorPage(target, form, Typed.Nothing, challenge is null ? address : $"{address}&challenge={challenge}")
        {
            Old = rule,
            Challenge = challenge,
            ExampleReason = ExampleFor(target, form),
        };
    }

    private static LocalText? ExampleFor(RuleTarget target, ConditionForm form) =>
        StartingSets.Of(target.Resource?.Kind ?? "other", target.Resource?.LentBy ?? Lent.ByHour).Rules.FirstOrDefault(rule => rule.Condition.Kind == form.Kind) is { } rule
            ? new LocalText(rule.ReasonDa, rule.ReasonEn)
            : null;

    private static Typed TypedIn(IFormCollection form) =>
        new(form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal));

    private ViewResult Again(EditorPage page, int status)
    {
        Response.StatusCode = status;
        return View("Edit", page);
    }
}
