using System.ComponentModel;
using System.Text.Json;
using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Http;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>Says rules to a program, in the language of the request.</summary>
public sealed class RuleWording(RuleSentences sentences, EditorWords words, IStringLocalizer<ApiTexts> texts, PublicUrl address)
{
    public string Of(Said said) => words.Of(said);

    /// <summary>What a field should be.</summary>
    public string Expectation(string field) => texts[$"Expect_{field}"];

    public string NameOf(string kind) => sentences.NameOf(kind);

    /// <param name="place">Where it is read, whose kind it is said for; null for anywhere.</param>
    public RuleAnswer Of(CatalogueRule rule, CatalogueSnapshot snapshot, CatalogueResource? place = null)
    {
        var target = RuleTarget.Of(snapshot, rule);
        var zone = HomeZone.Zone;
        return new RuleAnswer(
            rule.Rule.Id, rule.Condition.Kind, ConditionJson.ToElement(rule.Condition), sentences.Of(rule.Condition, place?.Kind ?? target.Resource?.Kind),
            rule.Rule.ReasonDa, rule.Rule.ReasonEn, target.LevelName, target.Key, rule.Rule.Binding, ApiTime.In(zone, rule.Rule.ValidFrom),
            ApiTime.In(zone, rule.Rule.ValidUntil), address.Of($"/rules/{rule.Rule.Id}"));
    }

    public StartingRuleAnswer Of(StartingRule rule) =>
        new(rule.Condition.Kind, ConditionJson.ToElement(rule.Condition), sentences.Of(rule.Condition), rule.ReasonDa, rule.ReasonEn);

    public RuleObstacleAnswer Of(RuleObstacle obstacle) => obstacle switch
    {
        RuleObstacle.AlreadySet(var other) => Of("AlreadySet", other.Rule, []),
        RuleObstacle.BoundAbove(var binding) => Of("BoundAbove", binding.Rule, []),
        RuleObstacle.Contradicts(_, var other, var at) => Of("Contradicts", other, [.. at.Select(resource => resource.Slug)]),
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle, "No such obstacle."),
    };

    private RuleObstacleAnswer Of(string code, Rule other, IReadOnlyList<string> at) => new(
        code, $"{words.Of(new Said($"{code}Text"))} {sentences.Of(other.Condition)}", other.Id, at);
}

/// <summary>A rule, with what it says in words and its reason.</summary>
public sealed record RuleAnswer(
    Guid Id,
    [property: Description("The name of its kind.")] string Kind,
    [property: Description("What it says, as its kind's parameters describe.")] JsonElement Parameters,
    [property: Description("The same in words.")] string Sentence,
    string ReasonDa,
    string ReasonEn,
    [property: Description("municipality, district, owner or resource: who set it.")] string Level,
    [property: Description("Its slug there.")] string Key,
    [property: Description("Whether nearer levels cannot set it aside.")] bool Binding,
    [property: Description("From when it is in force, included.")] OffsetDateTime ValidFrom,
    [property: Description("Until when, excluded; null without end.")] OffsetDateTime? ValidUntil,
    [property: Description("Its page, where it can be challenged.")] Uri Url);

/// <summary>Why a rule cannot stand beside those that there are.</summary>
public sealed record RuleObstacleAnswer(
    [property: Description("AlreadySet: such a rule is there, to be changed instead. BoundAbove: a wider level does not leave it to this one. Contradicts: no booking could keep both.")]
    string Code,
    [property: Description("The same in words, with the rule that is in its way.")] string Message,
    [property: Description("That rule.")] Guid Rule,
    [property: Description("At which resources both would hold; empty unless they contradict each other.")] IReadOnlyList<string> Resources);
