using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Rules;

/// <summary>Who stands behind a rule and where it holds, by name, in the language of the request.</summary>
public sealed class RuleHome(IStringLocalizer<RulesTexts> texts)
{
    public string Of(CatalogueRule rule, CatalogueSnapshot catalogue) => rule.Rule.Level switch
    {
        RuleLevel.Municipality => texts["HomeMunicipality"],
        RuleLevel.District => catalogue.Districts.Single(district => district.Slug == rule.District).Name,
        RuleLevel.Owner => catalogue.FindOwner(rule.OwnerId!.Value)!.Name.ToString(),
        _ => texts["HomeResource", catalogue.Get(rule.ResourceId!.Value).Name, catalogue.Get(rule.ResourceId!.Value).Owner.Name],
    };
}
