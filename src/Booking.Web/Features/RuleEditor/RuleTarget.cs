using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;

namespace Booking.Web.Features.RuleEditor;

/// <summary>What a rule is set for: the municipality, one of its districts, all that an owner shares, or one resource.</summary>
/// <param name="Key">By which it is named in addresses.</param>
/// <param name="OwnerId">Of a resource, its owner; null for the municipality and the districts.</param>
/// <param name="Reached">The resources that a rule set there can reach.</param>
public sealed record RuleTarget(
    RuleLevel Level, string Key, LocalText Name, Guid? OwnerId, Guid? ResourceId, IReadOnlyList<CatalogueResource> Reached)
{
    public const string TheMunicipality = "aarhus";

    private static readonly LocalText MunicipalityName = new("Aarhus Kommune", "The City of Aarhus");

    public string LevelName => NameOf(Level);

    public string? District => Level == RuleLevel.District ? Key : null;

    public CatalogueResource? Resource => Level == RuleLevel.Resource ? Reached[0] : null;

    /// <summary>The page of its rules.</summary>
    public string Address => $"/rules/of/{LevelName}/{Key}";

    /// <summary>Whether nearer levels can be kept from setting a rule aside.</summary>
    public bool MayBind => Level != RuleLevel.Resource;

    /// <summary>Whether that rule was set just here.</summary>
    public bool Has(CatalogueRule rule) => rule.Rule.Level == Level && Level switch
    {
        RuleLevel.Resource => rule.ResourceId == ResourceId,
        RuleLevel.Owner => rule.OwnerId == OwnerId,
        RuleLevel.District => rule.District == Key,
        _ => true,
    };

    /// <summary>Null for what there is not.</summary>
    public static RuleTarget? Find(CatalogueSnapshot catalogue, string? level, string? key) => level switch
    {
        "municipality" when key == TheMunicipality => new RuleTarget(RuleLevel.Municipality, TheMunicipality, MunicipalityName, null, null, catalogue.All),
        "district" => catalogue.Districts.FirstOrDefault(one => one.Slug == key) is { } district ? Of(catalogue, district) : null,
        "owner" => catalogue.Owners.FirstOrDefault(one => one.Slug == key) is { } owner ? Of(catalogue, owner) : null,
        "resource" => catalogue.All.FirstOrDefault(one => one.Slug == key) is { } resource ? Of(resource) : null,
        _ => null,
    };

    /// <summary>Where that rule was set.</summary>
    public static RuleTarget Of(CatalogueSnapshot catalogue, CatalogueRule rule) => rule.Rule.Level switch
    {
        RuleLevel.Resource => Of(catalogue.Get(rule.ResourceId!.Value)),
        RuleLevel.Owner => Of(catalogue, catalogue.FindOwner(rule.OwnerId!.Value)!),
        RuleLevel.District => Of(catalogue, catalogue.Districts.First(district => district.Slug == rule.District)),
        _ => Find(catalogue, "municipality", TheMunicipality)!,
    };

    public static RuleTarget Of(CatalogueSnapshot catalogue, OwnerCard owner) => new(
        RuleLevel.Owner, owner.Slug, owner.Name, owner.Id, null, [.. catalogue.All.Where(resource => resource.Owner.Id == owner.Id)]);

    public static RuleTarget Of(CatalogueSnapshot catalogue, District district) => new(
        RuleLevel.District, district.Slug, new LocalText(district.Name, district.Name), null, null,
        [.. catalogue.All.Where(resource => resource.District.Slug == district.Slug)]);

    public static RuleTarget Of(CatalogueResource resource) =>
        new(RuleLevel.Resource, resource.Slug, resource.Name, resource.Owner.Id, resource.Id, [resource]);

    private static string NameOf(RuleLevel level) => level switch
    {
        RuleLevel.Municipality => "municipality",
        RuleLevel.District => "district",
        RuleLevel.Owner => "owner",
        _ => "resource",
    };
}
