using Booking.Rules;
using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <summary>A rule on the page of what it holds for.</summary>
/// <param name="MayEdit">Whether the reader stands behind it.</param>
/// <param name="MayOwn">Whether a rule of one's own can take its place here.</param>
/// <param name="Origin">Who set it.</param>
public sealed record ListedRule(CatalogueRule Rule, bool MayEdit, bool MayOwn, LocalText Origin);

/// <summary>What holds for the municipality, a district, an owner or a resource.</summary>
/// <param name="Own">Rules set here, in force or to come.</param>
/// <param name="Wider">Rules set at wider levels that hold here.</param>
/// <param name="Unset">Kinds that can be set here and are not.</param>
/// <param name="Offer">The starting set, where there is little yet; else null.</param>
public sealed record RulesHerePage(
    RuleTarget Target, IReadOnlyList<ListedRule> Own, IReadOnlyList<ListedRule> Wider, IReadOnlyList<string> Unset, StartingSet? Offer, Instant Now)
{
    private const int FewRules = 6;

    /// <summary>The rule that has just been saved; null when none has.</summary>
    public CatalogueRule? Saved { get; init; }

    /// <summary>The rule that has just been dropped and can be set again; null when there is none.</summary>
    public CatalogueRule? Dropped { get; init; }

    /// <param name="maySet">Whether the reader may set rules there; it is asked of the wider levels.</param>
    public static RulesHerePage Of(CatalogueSnapshot catalogue, RuleTarget target, Func<RuleTarget, bool> maySet, Instant now)
    {
        // Closed days that are over are no longer of interest.
        var today = WallClock.DateAt(now, HomeZone.Zone);
        var own = catalogue.Rules.Where(target.Has).Where(rule => rule.Condition is not ClosedDates dates || dates.Until >= today)
            .OrderBy(Order).ThenBy(rule => rule.Rule.ValidFrom).ToList();
        var slots = own.Select(rule => rule.Condition.Slot).ToHashSet();
        var wider = WiderThan(catalogue, target, now)
            .Where(rule => rule.Condition.AddsUp || rule.Rule.Binding || !slots.Contains(rule.Condition.Slot))
            .OrderBy(Order)
            .ToList();
        var bound = wider.Where(rule => rule.Rule.Binding && !rule.Condition.AddsUp).Select(rule => rule.Condition.Slot).ToHashSet();
        var offer = target.Resource is { } resource && own.Count < FewRules && AddStartingSet.Offered(catalogue, target, now).Count > 0
            ? StartingSets.Of(resource.Kind, resource.LentBy)
            : null;
        return new RulesHerePage(
            target,
            [.. own.Select(rule => new ListedRule(rule, true, false, target.Name))],
            [
                .. wider.Select(rule => (Rule: rule, From: RuleTarget.Of(catalogue, rule))).Select(one => new ListedRule(
                    one.Rule, maySet(one.From), !one.Rule.Rule.Binding && !one.Rule.Condition.AddsUp, one.From.Name)),
            ],
            [
                .. ConditionForms.All.Select(form => form.Kind).Where(kind => CanBeSeveral(kind)
                    || (own.All(rule => rule.Condition.Kind != kind) && !bound.Contains(kind))),
            ],
            offer,
            now);
    }

    // For a resource what has been picked for it; for an owner or a district only what reaches all they have.
    private static IEnumerable<CatalogueRule> WiderThan(CatalogueSnapshot catalogue, RuleTarget target, Instant now)
    {
        if (target.Resource is { } resource)
        {
            return resource.Rules.Where(rule => !target.Has(rule));
        }

        return target.Level == RuleLevel.Municipality
            ? []
            : catalogue.Rules.Where(rule => rule.Rule.Level == RuleLevel.Municipality && rule.Rule.IsInForce(now));
    }

    // Closed days add up, and quotas that count differently stand side by side.
    private static bool CanBeSeveral(string kind) =>
        kind is nameof(ClosedDates) or nameof(Quota) or nameof(ConcurrentBookings) or nameof(Spacing);

    private static int Order(CatalogueRule rule) =>
        ConditionForms.All.TakeWhile(form => form.Kind != rule.Condition.Kind).Count();
}

/// <summary>One rule of the page.</summary>
public sealed record ListedRulePage(ListedRule Listed, RulesHerePage Page);
