using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Why a rule cannot be saved beside those that there are.</summary>
public abstract record RuleObstacle
{
    /// <summary>There is such a rule already, which can be changed instead.</summary>
    public sealed record AlreadySet(CatalogueRule Other) : RuleObstacle;

    /// <summary>A wider level does not leave it to this one.</summary>
    public sealed record BoundAbove(CatalogueRule Binding) : RuleObstacle;

    /// <summary>No booking could keep both.</summary>
    /// <param name="Mine">What was to be saved.</param>
    /// <param name="Other">The rule that is in its way; one of several of a starting set has none to link to.</param>
    /// <param name="At">Where, in Danish alphabetical order.</param>
    public sealed record Contradicts(Rule Mine, Rule Other, IReadOnlyList<CatalogueResource> At) : RuleObstacle;
}

/// <summary>Finds what stands in the way of rules before they are saved.</summary>
public static class CheckRule
{
    /// <param name="replaced">The rule that is changed; null for a new one.</param>
    public static IReadOnlyList<RuleObstacle> Of(
        CatalogueSnapshot catalogue, RuleTarget target, IReadOnlyList<Rule> added, CatalogueRule? replaced, Instant now)
    {
        List<RuleObstacle> obstacles = [];
        foreach (var rule in added)
        {
            if (AlreadySet(catalogue, target, rule, replaced, now) is { } other)
            {
                obstacles.Add(new RuleObstacle.AlreadySet(other));
            }
            else if (BoundAbove(catalogue, target, rule) is { } binding)
            {
                obstacles.Add(new RuleObstacle.BoundAbove(binding));
            }
        }

        return obstacles.Count > 0 ? obstacles : Contradictions(catalogue, target, added, replaced);
    }

    /// <summary>The rules that would reach a resource with these among them and without the one that is changed.</summary>
    public static IEnumerable<Rule> RulesWith(RulesByLevel rules, CatalogueResource resource, IReadOnlyList<Rule> added, CatalogueRule? replaced) =>
        rules.Reaching(resource).Select(rule => rule.Rule).Where(rule => rule.Id != replaced?.Rule.Id).Concat(added);

    private static CatalogueRule? AlreadySet(
        CatalogueSnapshot catalogue, RuleTarget target, Rule added, CatalogueRule? replaced, Instant now) =>
        added.Condition.AddsUp ? null : catalogue.Rules.FirstOrDefault(rule =>
            target.Has(rule) && rule.Condition.Slot == added.Condition.Slot
            && rule.Rule.Id != replaced?.Rule.Id && rule.Rule.Id != replaced?.Replaces
            && (rule.Rule.ValidUntil is not { } until || (until > added.ValidFrom && until > now))
            && (added.ValidUntil is not { } end || rule.Rule.ValidFrom < end));

    // Only what holds for everything that the rule could reach: it may still have its say elsewhere.
    private static CatalogueRule? BoundAbove(CatalogueSnapshot catalogue, RuleTarget target, Rule added) =>
        added.Condition.AddsUp ? null : catalogue.Rules.FirstOrDefault(rule =>
            rule.Rule.Binding && rule.Rule.Level < target.Level && rule.Condition.Slot == added.Condition.Slot
            && rule.Rule.IsInForce(added.ValidFrom) && target.Reached.Count > 0 && target.Reached.All(resource => Reaches(rule, resource)));

    private static bool Reaches(CatalogueRule rule, CatalogueResource resource) => rule.Rule.Level switch
    {
        RuleLevel.Municipality => true,
        RuleLevel.District => rule.District == resource.District.Slug,
        RuleLevel.Owner => rule.OwnerId == resource.Owner.Id,
        _ => rule.ResourceId == resource.Id,
    };

    private static List<RuleObstacle> Contradictions(
        CatalogueSnapshot catalogue, RuleTarget target, IReadOnlyList<Rule> added, CatalogueRule? replaced)
    {
        var rules = new RulesByLevel(catalogue);
        var ids = added.Select(rule => rule.Id).ToHashSet();
        var found = new Dictionary<(Rule Mine, Rule Other), List<CatalogueResource>>();
        foreach (var resource in target.Reached)
        {
            var reaching = RulesWith(rules, resource, added, replaced).ToList();
            foreach (var pair in Moments(reaching, added)
                .SelectMany(moment => Rulebook.Of(resource.Premises, reaching, moment).Contradictions)
                .Where(pair => ids.Contains(pair.First.Id) || ids.Contains(pair.Second.Id))
                .Select(pair => ids.Contains(pair.First.Id) ? (Mine: pair.First, Other: pair.Second) : (Mine: pair.Second, Other: pair.First))
                .Distinct())
            {
                found.TryAdd(pair, []);
                found[pair].Add(resource);
            }
        }

        return [.. found.Select(pair => new RuleObstacle.Contradicts(pair.Key.Mine, pair.Key.Other, pair.Value))];
    }

    // When the rule begins, and whenever another begins or ends beside it.
    private static IEnumerable<Instant> Moments(IReadOnlyList<Rule> reaching, IReadOnlyList<Rule> added)
    {
        var from = added.Min(rule => rule.ValidFrom);
        return reaching
            .SelectMany(rule => (Instant?[])[rule.ValidFrom, rule.ValidUntil])
            .OfType<Instant>()
            .Where(moment => moment > from && added.Any(rule => rule.IsInForce(moment)))
            .Prepend(from)
            .Distinct();
    }
}

/// <summary>The rules of a catalogue by where they were set, for asking about many resources.</summary>
public sealed class RulesByLevel(CatalogueSnapshot catalogue)
{
    private readonly ILookup<(RuleLevel, object?), CatalogueRule> byPlace = catalogue.Rules.ToLookup(
        rule => (rule.Rule.Level, rule.ResourceId ?? rule.OwnerId ?? (object?)rule.District));

    public IEnumerable<CatalogueRule> Reaching(CatalogueResource resource) =>
    [
        .. byPlace[(RuleLevel.Municipality, null)], .. byPlace[(RuleLevel.District, resource.District.Slug)],
        .. byPlace[(RuleLevel.Owner, resource.Owner.Id)], .. byPlace[(RuleLevel.Resource, resource.Id)],
    ];
}
