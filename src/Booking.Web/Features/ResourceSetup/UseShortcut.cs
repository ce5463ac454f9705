using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.SignIn;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Makes the rule that a shortcut stands for, or takes it off, as the editor of rules would.</summary>
public sealed class UseShortcut(SaveRule save, DropRule drop)
{
    /// <param name="reason">Why, in Danish, as typed; not blank.</param>
    public Task<SaveRuleOutcome> SetAsync(
        RuleTarget target, ShortcutState state, string reason, SignedInPerson actor, CancellationToken cancellation)
    {
        // The English reason says the same as the Danish one only as long as that is what was offered.
        var english = reason == state.Reason.Da ? state.Reason.En : "";
        return save.HandleAsync(
            Guid.CreateVersion7(), target, new RuleDraft(state.Condition, reason, english, Binding: false, From: null, state.Own?.Rule.ValidUntil), state.Own?.Rule.Id, null, actor, cancellation);
    }

    /// <param name="reason">Why it is no more, for whoever has challenged it.</param>
    /// <returns>Refusals when what is left of the rule cannot stand.</returns>
    public async Task<SaveRuleOutcome> DropAsync(
        RuleTarget target, ShortcutState state, string reason, SignedInPerson actor, CancellationToken cancellation)
    {
        if (state is not { Own: { } rule, IsOn: true })
        {
            return new SaveRuleOutcome.Gone();
        }

        if (state.Shortcut.Without(rule.Condition) is not { } rest)
        {
            return await drop.HandleAsync(rule.Rule.Id, reason, actor, cancellation) ? new SaveRuleOutcome.Saved(rule.Rule.Id) : new SaveRuleOutcome.Gone();
        }

        var (da, en) = (Without(rule.Rule.ReasonDa, state.Shortcut.ReasonDa), Without(rule.Rule.ReasonEn, state.Shortcut.ReasonEn));
        return await save.HandleAsync(
            Guid.CreateVersion7(), target, new RuleDraft(rest, da, en == da ? "" : en, rule.Rule.Binding, From: null, rule.Rule.ValidUntil), rule.Rule.Id, null, actor, cancellation);
    }

    // What was put in the person's own words stays; what was offered goes with the choice.
    private static string Without(string reason, string offered) =>
        reason.Replace(offered, "", StringComparison.Ordinal).Trim() is { Length: > 0 } rest ? rest : reason;
}
