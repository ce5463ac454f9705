using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Booking.Rules.Conditions;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>A rule as it is to be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record RuleBody
{
    [Required, Description("The name of its kind, as in GET /api/v1/rules/kinds.")]
    public string? Kind { get; init; }

    [Required, Description("What it says: an object as its kind's parameters describe.")]
    public JsonElement? Parameters { get; init; }

    [Required, Description("Why, in Danish. Whoever is refused reads it.")]
    public string? ReasonDa { get; init; }

    [Description("Why, in English. Left out, the Danish reason stands there too.")]
    public string? ReasonEn { get; init; }

    [Description("Whether nearer levels cannot set it aside; never for one resource, where nothing is nearer.")]
    public bool Binding { get; init; }

    [Description("The first day on which it is in force, as 2026-12-24; left out, it is from now on.")]
    public string? FirstDay { get; init; }

    [Description("The last day on which it is in force; left out, it has no end.")]
    public string? LastDay { get; init; }

    /// <summary>
    /// Read as if it had been typed into the page's form: what cannot be written there cannot be set here, and what is wrong is said in
    /// the same words. Null when there are problems.
    /// </summary>
    internal RuleDraft? Read(bool mayBind, Instant now, RuleWording wording, List<(string Field, string Expectation)> wrong)
    {
        if (ConditionForms.Find(Kind) is not { } form)
        {
            wrong.Add(("kind", wording.Expectation("kind")));
            return null;
        }

        if (Binding && !mayBind)
        {
            wrong.Add(("binding", wording.Expectation("binding")));
        }

        if (ReadCondition(out var unreadable) is not { } condition)
        {
            // What is wrong with it is said to whoever writes the program, in the words of the one who reads it.
            wrong.Add(("parameters", $"{wording.Expectation("parameters")} ({unreadable})"));
            return null;
        }

        var problems = new FieldProblems();
        var typed = form.Fill(condition).With(new Filling()
            .Text(RuleForm.ReasonDa, ReasonDa!).Text(RuleForm.ReasonEn, ReasonEn ?? "").Tick(RuleForm.Binding, Binding)
            .Text(RuleForm.StartDate, FirstDay ?? "").Text(RuleForm.EndDate, LastDay ?? "").ToTyped());
        var draft = RuleForm.Read(form, typed, mayBind, now, problems);
        wrong.AddRange(problems.All.GroupBy(one => NameOf(one.Field)).Select(
            field => (field.Key, string.Join(' ', field.Select(one => wording.Of(one.Problem)).Distinct()))));
        // The form has room for so many rows; what does not fit is not left out in silence.
        if (draft is not null && !SaysTheSame(draft.Condition, condition))
        {
            wrong.Add(("parameters", wording.Expectation("parameters")));
        }

        return wrong.Count == 0 ? draft : null;
    }

    private Condition? ReadCondition(out string unreadable)
    {
        unreadable = "";
        try
        {
            return ConditionJson.Read(Kind!, Parameters!.Value.GetRawText());
        }
        catch (UnreadableRuleException wrong)
        {
            unreadable = wrong.InnerException!.Message;
            return null;
        }
    }

    private static string NameOf(string field) => field switch
    {
        RuleForm.ReasonDa => "reasonDa",
        RuleForm.ReasonEn => "reasonEn",
        RuleForm.Binding => "binding",
        RuleForm.StartDate => "firstDay",
        RuleForm.EndDate => "lastDay",
        _ => "parameters",
    };

    // In whatever order, for the days of a week are the same days; and blanks around a text mean nothing.
    private static bool SaysTheSame(Condition one, Condition other) =>
        JsonNode.DeepEquals(Sorted(JsonNode.Parse(ConditionJson.Write(one))), Sorted(JsonNode.Parse(ConditionJson.Write(other))));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        JsonValue value when value.TryGetValue<string>(out var text) => text.Trim(),
        _ => node?.DeepClone(),
    };
}

/// <summary>A rule to be put in the place of another.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeRuleBody : RuleBody
{
    [Description("The challenge that the change answers; left out where it answers none.")]
    public Guid? Challenge { get; init; }
}

/// <summary>Why a rule is dropped.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DropRuleBody
{
    [Description("At most 500 characters, never blank. Kept with the rule, and the answer to whoever has challenged it.")]
    public string? Reason { get; init; }
}

/// <summary>Which rules of the starting set are wanted.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TakeStartingSetBody
{
    [Required, Description("Kinds out of GET; those that are not offered there are left alone.")]
    public IReadOnlyList<string>? Kinds { get; init; }
}
