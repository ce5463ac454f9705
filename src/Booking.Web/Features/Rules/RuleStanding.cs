using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Rules;

/// <summary>Says who stands behind a rule and where it holds, in the language of the request.</summary>
public sealed class RuleStanding(IStringLocalizer<RulePageTexts> texts)
{
    /// <summary>Who decided it and answers for it: "Beboerhuset", "Bydelen Gellerup", "Aarhus Kommune".</summary>
    public string WhoOf(CatalogueRule rule, CatalogueSnapshot catalogue) => rule.Rule.Level switch
    {
        RuleLevel.Municipality => texts["WhoMunicipality"],
        RuleLevel.District => texts["WhoDistrict", DistrictOf(rule, catalogue)],
        _ => RuleRights.OwnerOf(rule, catalogue)!.Name.ToString(),
    };

    /// <summary>Where it holds, in as few words as will do: "Køkkenet i Gellerup", "Alt, hvad Beboerhuset deler".</summary>
    public string WhereOf(CatalogueRule rule, CatalogueSnapshot catalogue) => rule.Rule.Level switch
    {
        RuleLevel.Resource => catalogue.Get(rule.ResourceId!.Value).Name.ToString(),
        RuleLevel.Owner => texts["WhereOwner", catalogue.FindOwner(rule.OwnerId!.Value)!.Name],
        RuleLevel.District => texts["WhereDistrict", DistrictOf(rule, catalogue)],
        _ => texts["WhereMunicipality"],
    };

    /// <summary>The same as a sentence.</summary>
    public string SentenceOf(CatalogueRule rule, CatalogueSnapshot catalogue) => rule.Rule.Level switch
    {
        RuleLevel.Resource => texts["HoldsResource", catalogue.Get(rule.ResourceId!.Value).Name],
        RuleLevel.Owner => texts["HoldsOwner", catalogue.FindOwner(rule.OwnerId!.Value)!.Name],
        RuleLevel.District => texts["HoldsDistrict", DistrictOf(rule, catalogue)],
        _ => texts["HoldsMunicipality"],
    };

    private static string DistrictOf(CatalogueRule rule, CatalogueSnapshot catalogue) =>
        catalogue.Districts.Single(district => district.Slug == rule.District).Name;
}
