using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>What there is, and what is asked of who comes: as typed.</summary>
public sealed class ThereForm
{
    public const int LongestDescription = 4000;
    public const int LongestRule = 300;
    public const int MostRules = 20;

    public string? DescriptionDa { get; set; }

    public string? DescriptionEn { get; set; }

    public string[]? Feature { get; set; }

    /// <summary>One a line.</summary>
    public string? HouseRulesDa { get; set; }

    public string? HouseRulesEn { get; set; }

    public static ThereForm Of(SetupRecord resource) => new()
    {
        DescriptionDa = resource.DescriptionDa,
        DescriptionEn = resource.DescriptionEn,
        Feature = resource.Features,
        HouseRulesDa = string.Join('\n', resource.HouseRulesDa),
        HouseRulesEn = string.Join('\n', resource.HouseRulesEn).Trim(),
    };

    /// <summary>Null when something is wrong.</summary>
    public ThereAnswer? Parse(SetupProblems problems)
    {
        var description = new LocalText(TypedText.Read(DescriptionDa), TypedText.Read(DescriptionEn));
        var (rules, english) = (Lines(HouseRulesDa), Lines(HouseRulesEn));
        problems.CheckLength("descriptionDa", description.Da, LongestDescription, "DescriptionMissing");
        problems.CheckLength("descriptionEn", description.En, LongestDescription);
        CheckRules("houseRulesDa", rules, problems);
        CheckRules("houseRulesEn", english, problems);
        if (english.Length > 0 && english.Length != rules.Length)
        {
            problems.Add("houseRulesEn", "HouseRulesUneven", rules.Length);
        }

        return problems.IsEmpty
            ? new ThereAnswer(
                description, [.. ResourceKinds.Features.Where((Feature ?? []).Contains)], rules,
                english.Length > 0 ? english : [.. rules.Select(_ => "")])
            : null;
    }

    private static string[] Lines(string? typed) =>
        [.. TypedText.Read(typed).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static void CheckRules(string field, string[] rules, SetupProblems problems)
    {
        if (rules.Length > MostRules)
        {
            problems.Add(field, "TooManyHouseRules", MostRules);
        }
        else if (rules.Any(rule => rule.Length > LongestRule))
        {
            problems.Add(field, "HouseRuleTooLong", LongestRule);
        }
    }
}

/// <summary>The same as it was understood.</summary>
/// <param name="HouseRulesEn">As many as the Danish; empty ones where there is none in English.</param>
public sealed record ThereAnswer(LocalText Description, string[] Features, string[] HouseRulesDa, string[] HouseRulesEn);
