using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.Rules;

/// <summary>A rule with what a page says of it.</summary>
/// <param name="District">Of a rule of that level, else null; and so on.</param>
/// <param name="SetBy">Null when that person is gone, or for a rule that came with its resource.</param>
/// <param name="Replaces">The rule it was changed from.</param>
public sealed record CatalogueRule(
    Rule Rule, string? District, Guid? OwnerId, Guid? ResourceId, Guid? SetBy, Instant SetAt, Guid? Replaces)
{
    public Condition Condition => Rule.Condition;

    public LocalText Reason => new(Rule.ReasonDa, Rule.ReasonEn);

    /// <summary>The columns of <see cref="Row"/>, for every query that reads rules.</summary>
    public const string SelectSql = """
        select id, kind, parameters, level, district, owner_id, resource_id, binding, reason_da, reason_en, set_by, set_at, valid_from,
               valid_until, replaces
        from rule
        """;

    public sealed record Row(
        Guid Id, string Kind, string Parameters, string Level, string? District, Guid? OwnerId, Guid? ResourceId, bool Binding,
        string ReasonDa, string ReasonEn, Guid? SetBy, Instant SetAt, Instant ValidFrom, Instant? ValidUntil, Guid? Replaces);

    /// <exception cref="UnknownRuleKindException">One is of a kind that this version does not know: nothing may be decided without it.</exception>
    public static IReadOnlyList<CatalogueRule> Read(IReadOnlyList<Row> rows)
    {
        // Many resources say the same, and a condition never changes.
        var read = new Dictionary<(string, string), Condition>();
        return [.. rows.Select(row => Of(row, ConditionOf(row)))];

        Condition ConditionOf(Row row)
        {
            if (!read.TryGetValue((row.Kind, row.Parameters), out var condition))
            {
                read[(row.Kind, row.Parameters)] = condition = ConditionJson.Read(row.Kind, row.Parameters);
            }

            return condition;
        }
    }

    private static CatalogueRule Of(Row row, Condition condition) => new(
        new Rule(row.Id, LevelOf(row.Level), row.Binding, condition, row.ReasonDa, row.ReasonEn, row.ValidFrom, row.ValidUntil),
        row.District, row.OwnerId, row.ResourceId, row.SetBy, row.SetAt, row.Replaces);

    private static RuleLevel LevelOf(string level) => level switch
    {
        "municipality" => RuleLevel.Municipality,
        "district" => RuleLevel.District,
        "owner" => RuleLevel.Owner,
        "resource" => RuleLevel.Resource,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such level."),
    };
}
