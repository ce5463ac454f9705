using Booking.Web.Features.Owners;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>What a resident who shares something most often wants to rule, by one press.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}/rules/{shortcut}")]
public sealed class ShortcutsController(FindShortcut find, UseShortcut use, IStringLocalizer<ResourceSetupTexts> t) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpPost("set")]
    public async Task<IActionResult> Set(string slug, string shortcut, string? reason, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, shortcut, cancellation) is not { } found)
        {
            return NotFound();
        }

        ModelState.Clear();
        var (page, target, state) = found;
        var said = reason?.Trim() ?? "";
        page.Problems.CheckLength(page.ReasonOf(state), said, RuleForm.LongestReason, "ShortcutReasonMissing");
        if (!page.Problems.IsEmpty)
        {
            return Again(page with { Asked = (state.Key, said) });
        }

        return After(page, await use.SetAsync(target, state, said, Person, cancellation));
    }

    [HttpPost("drop")]
    public async Task<IActionResult> Drop(string slug, string shortcut, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, shortcut, cancellation) is var (page, target, state)
            ? After(page, await use.DropAsync(target, state, t["ShortcutDropped"], Person, cancellation))
            : NotFound();

    // Whoever changed the rule at the same moment is seen on the page.
    private IActionResult After(RulesStepPage page, SaveRuleOutcome outcome) => outcome is SaveRuleOutcome.Refused refused
        ? Again(page with { Obstacles = refused.Obstacles })
        : Redirect($"{page.Address}#shortcuts");

    private ViewResult Again(RulesStepPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Rules", page);
    }
}
