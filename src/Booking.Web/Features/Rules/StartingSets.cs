using System.Collections.Frozen;
using System.Text.Json;
using Booking.Rules.Conditions;

namespace Booking.Web.Features.Rules;

/// <summary>A rule to start from, with a reason that its owner can stand by or write anew.</summary>
public sealed record StartingRule(Condition Condition, string ReasonDa, string ReasonEn);

/// <summary>Rules that suit one sort of place or thing.</summary>
/// <param name="Kind">The sort, such as "kitchen".</param>
/// <param name="NameDa">What to call the set in Danish.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Rules">At most one of each kind of condition.</param>
public sealed record StartingSet(string Kind, string NameDa, string NameEn, IReadOnlyList<StartingRule> Rules);

/// <summary>Sensible rules to start from, one set for each kind of resource.</summary>
public static class StartingSets
{
    private const string Usual = "other";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>In the order in which people are asked to choose.</summary>
    public static IReadOnlyList<StartingSet> All { get; } = Read("rules/starting-sets.json");

    /// <summary>What takes the place of some of those where something is lent from day to day, or over night.</summary>
    public static IReadOnlyList<StartingSet> Lending { get; } = Read("rules/lending-sets.json");

    // After the sets, from which it is made.
    private static readonly FrozenDictionary<string, StartingSet> ByKind = All.ToFrozenDictionary(set => set.Kind, StringComparer.Ordinal);

    /// <summary>The set for that kind of resource; the one for anything else where it has none of its own.</summary>
    public static StartingSet Of(string resourceKind) => ByKind.GetValueOrDefault(resourceKind) ?? ByKind[Usual];

    /// <summary>
    /// The same for what is lent like that. What goes home with people over night has no opening hours to lie within, and nobody
    /// checks in to it at a certain minute.
    /// </summary>
    /// <param name="resourceKind">The sort of resource.</param>
    /// <param name="lentBy">hour, day or night.</param>
    public static StartingSet Of(string resourceKind, string lentBy)
    {
        var usual = Of(resourceKind);
        return Lending.FirstOrDefault(set => set.Kind == lentBy) is { } lending
            ? usual with
            {
                Rules =
                [
                    .. lending.Rules,
                    .. usual.Rules.Where(rule => SuitsLending(rule.Condition) && lending.Rules.All(other => other.Condition.Kind != rule.Condition.Kind)),
                ],
            }
            : usual;
    }

    private static bool SuitsLending(Condition condition) =>
        condition is not (OpeningHours or MinimumDuration or DurationStep or CheckInGrace or Quota { Measure: QuotaMeasure.Hours });

    /// <summary>
    /// Why there is such a condition at that kind of resource, or at any where its set has no such condition. It holds whatever
    /// the numbers are.
    /// </summary>
    /// <exception cref="ArgumentException">Neither set has a condition of that kind.</exception>
    public static (string Da, string En) ReasonFor(string resourceKind, string conditionKind)
    {
        var rule = Of(resourceKind).Rules.Concat(Of(Usual).Rules).Concat(Lending[0].Rules).FirstOrDefault(rule => rule.Condition.Kind == conditionKind)
            ?? throw new ArgumentException($"No set gives a reason for {conditionKind} at a {resourceKind}.", nameof(conditionKind));
        return (rule.ReasonDa, rule.ReasonEn);
    }

    private static IReadOnlyList<StartingSet> Read(string name)
    {
        using var file = typeof(StartingSets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} was not built in.");
        return
        [
            .. JsonSerializer.Deserialize<WrittenSet[]>(file, Options)!.Select(set => new StartingSet(
                set.Kind, set.NameDa, set.NameEn,
                [.. set.Rules.Select(ToRule)])),
        ];
    }

    private static StartingRule ToRule(WrittenRule rule) =>
        new(ConditionJson.Read(rule.Kind, rule.Parameters.GetRawText()), rule.ReasonDa, rule.ReasonEn);

    private sealed record WrittenSet(string Kind, string NameDa, string NameEn, WrittenRule[] Rules);

    private sealed record WrittenRule(string Kind, JsonElement Parameters, string ReasonDa, string ReasonEn);
}
