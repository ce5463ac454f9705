using System.Text.Json;
using Booking.Web.Features.Rules;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Owners;

/// <summary>Says what a line of the log tells, in the language of the request.</summary>
public sealed class LogWords(IStringLocalizer<OwnersTexts> texts, IStringLocalizer<RulesTexts> ruleTexts)
{
    /// <summary>"Inviterede".</summary>
    public string ActionOf(LogLine line)
    {
        var action = line.Action.Replace('.', '_').Replace('-', '_');
        var said = texts[$"Did_{action}"];
        return said.ResourceNotFound ? texts["DidOther", line.Action].Value : said.Value;
    }

    public string ActorOf(LogLine line) => line.Actor ?? (line.ByItself ? texts["ByItself"] : line.ByBooker ? texts["TheBooker"] : texts["DeletedPerson"]).Value;

    /// <summary>Whom it is about; null for what is about nobody, or about whoever did it.</summary>
    public string? AboutOf(LogLine line) => line.Action is OwnerAudit.OwnerMade or OwnerAudit.OwnerChanged or OwnerAudit.OwnerMoved or OwnerAudit.OwnerPaused or OwnerAudit.OwnerResumed
            || (line.About is not null && line.About == line.Actor)
        ? null
        : line.About ?? (line.RuleKind is { } kind ? ruleTexts[$"{kind}Name"].Value : IsAboutPeople(line) ? texts["DeletedPerson"].Value : null);

    /// <summary>What became another, a line each: "Telefon: 12 34 56 78 → 87 65 43 21".</summary>
    public IEnumerable<string> ChangesOf(LogLine line)
    {
        if (line.Before is { ValueKind: JsonValueKind.Object } || line.After is { ValueKind: JsonValueKind.Object })
        {
            var (before, after) = (FieldsOf(line.Before), FieldsOf(line.After));
            foreach (var field in before.Keys.Union(after.Keys))
            {
                var (old, now) = (before.GetValueOrDefault(field, ""), after.GetValueOrDefault(field, ""));
                if (old != now)
                {
                    yield return $"{FieldName(field)}: {Change(old, now)}";
                }
            }
        }
        else if (line.Before is not null || line.After is not null)
        {
            yield return Change(Said(line.Before), Said(line.After));
        }
    }

    private static bool IsAboutPeople(LogLine line) =>
        line.Action.StartsWith("role.", StringComparison.Ordinal) || line.Action.StartsWith("invitation.", StringComparison.Ordinal);

    private string Change(string before, string after) =>
        before.Length == 0 ? after : after.Length == 0 ? texts["Ended", before].Value : $"{before} → {after}";

    private string FieldName(string field) => texts[$"Field_{field}"] is { ResourceNotFound: false } said ? said.Value : field;

    private string Said(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } many => string.Join(", ", many.EnumerateArray().Select(one => Said(one))),
        { ValueKind: JsonValueKind.String } text => OwnerRights.Find(text.GetString()) is { } role ? RoleWords.Name(texts, role) : text.GetString()!,
        // In both languages, where there are both.
        { ValueKind: JsonValueKind.Object } both => string.Join(" / ", both.EnumerateObject().Select(one => Said(one.Value)).Where(said => said.Length > 0)),
        { ValueKind: JsonValueKind.True } => texts["Yes"].Value,
        { ValueKind: JsonValueKind.False } => texts["No"].Value,
        { } other => other.ToString(),
        null => "",
    };

    private Dictionary<string, string> FieldsOf(JsonElement? value) => value is { ValueKind: JsonValueKind.Object } fields
        ? fields.EnumerateObject().ToDictionary(field => field.Name, field => Said(field.Value))
        : [];
}
