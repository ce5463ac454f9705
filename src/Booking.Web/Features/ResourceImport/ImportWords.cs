using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.ResourceImport;

/// <summary>What may stand in a cell, in Danish and in English, and what is said of what may not.</summary>
public sealed partial class ImportWords(
    IStringLocalizer<ResourceImportTexts> texts, IStringLocalizer<ResourceSetupTexts> setupTexts, IStringLocalizer<ResourcesTexts> resourceTexts)
{
    /// <summary>Stands for no set of rules.</summary>
    public const string NoSet = "none";

    private static readonly string[] Languages = ["da", "en"];

    private readonly FrozenDictionary<string, string> headings = Lookup(ImportColumns.All, column => [texts[$"Column_{column}"].Value]);

    private readonly FrozenDictionary<string, string> kinds = Lookup(ResourceKinds.All, kind => Alone(resourceTexts[$"Kind_{kind}"].Value));

    private readonly FrozenDictionary<string, string> features = Lookup(ResourceKinds.Features, feature => [resourceTexts[$"Feature_{feature}"].Value]);

    private readonly FrozenDictionary<string, string> lent = Lookup(Lent.All, one => texts[$"Means_{one}"].Value.Split(' '));

    private readonly FrozenDictionary<string, string> answers = Lookup(["yes", "no"], one => texts[$"Means_{one}"].Value.Split(' '));

    private readonly FrozenDictionary<string, string> sets = Lookup(
        [.. StartingSets.All.Select(set => set.Kind), NoSet],
        kind => kind == NoSet ? texts[$"Means_{kind}"].Value.Split(' ') : [SetName(kind)]);

    /// <summary>The column of that heading; null for one that is not known.</summary>
    public string? ColumnOf(string heading) => Find(headings, heading.TrimEnd('*', ':', ' '));

    public string? KindOf(string cell) => Find(kinds, cell);

    public string? FeatureOf(string cell) => Find(features, cell);

    /// <summary>hour, day or night.</summary>
    public string? LentOf(string cell) => Find(lent, cell);

    public bool? AnswerOf(string cell) => Find(answers, cell) is { } said ? said == "yes" : null;

    /// <summary>The kind whose set it is, or <see cref="NoSet"/>.</summary>
    public string? SetOf(string cell) => Find(sets, cell);

    /// <summary>What people may write there, in the language of the request.</summary>
    public string KindsToWrite => string.Join("; ", ResourceKinds.All.Select(kind => resourceTexts[$"Kind_{kind}"].Value));

    public string FeaturesToWrite => string.Join("; ", ResourceKinds.Features.Select(feature => resourceTexts[$"Feature_{feature}"].Value));

    public string SetsToWrite => string.Join("; ", StartingSets.All.Select(set => SetName(set.Kind)).Append(texts["Means_none"].Value.Split(' ')[0]));

    public string Heading(string column) => texts[$"Column_{column}"];

    /// <summary>In the language of the request.</summary>
    public string SetSaid(string kind) => SetName(kind);

    /// <summary>What is wrong with an answer is said as where one thing is set up by itself.</summary>
    public string Say(ImportProblem problem) => texts[problem.Text, problem.Values] is { ResourceNotFound: false } said
        ? said.Value
        : setupTexts[problem.Text, problem.Values].Value;

    private static string SetName(string kind)
    {
        var set = StartingSets.Of(kind);
        return new LocalText(set.NameDa, set.NameEn).ToString();
    }

    // "Bil, cykel eller båd" is also each of them alone.
    private static string[] Alone(string said) => [said, .. Between().Split(said)];

    private static FrozenDictionary<string, string> Lookup(IEnumerable<string> codes, Func<string, string[]> say)
    {
        Dictionary<string, string> found = [];
        foreach (var code in codes)
        {
            foreach (var word in Languages.SelectMany(language => Speaking.In(language, () => say(code))).Prepend(code))
            {
                found.TryAdd(Plain(word), code);
            }
        }

        return found.ToFrozenDictionary();
    }

    private static string? Find(FrozenDictionary<string, string> words, string cell) => words.GetValueOrDefault(Plain(cell));

    private static string Plain(string word) => Spaces().Replace(word.Trim(), " ").ToLowerInvariant();

    [GeneratedRegex(", | eller | og | or | and ")]
    private static partial Regex Between();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
