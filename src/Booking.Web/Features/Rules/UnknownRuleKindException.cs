namespace Booking.Web.Features.Rules;

/// <summary>A rule is of a kind that this version does not know: without it nobody can say what the rule allows.</summary>
public sealed class UnknownRuleKindException(string kind)
    : Exception($"No rule is of the kind '{kind}'. Known kinds: {string.Join(", ", ConditionJson.Kinds)}.")
{
    /// <summary>As it was written.</summary>
    public string Kind { get; } = kind;
}
