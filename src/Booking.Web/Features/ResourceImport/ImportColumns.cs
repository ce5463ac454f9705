using Booking.Web.Features.ResourceSetup;

namespace Booking.Web.Features.ResourceImport;

/// <summary>The columns there are, each named as the field of the same question when one thing is set up by itself.</summary>
public static class ImportColumns
{
    public const string Kind = "kind";
    public const string NameDa = "nameDa";
    public const string NameEn = "nameEn";
    public const string Address = "address";
    public const string District = "district";
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";
    public const string AddressPrivate = "addressPrivate";
    public const string DirectionsDa = "directionsDa";
    public const string DirectionsEn = "directionsEn";
    public const string People = "people";
    public const string Lent = "lent";
    public const string Count = "count";
    public const string Names = "names";
    public const string DescriptionDa = "descriptionDa";
    public const string DescriptionEn = "descriptionEn";
    public const string Features = "features";
    public const string HouseRulesDa = "houseRulesDa";
    public const string HouseRulesEn = "houseRulesEn";
    public const string RuleSet = "ruleSet";
    public const string Slug = "slug";

    /// <summary>In the order of the template, which is that of the questions.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Kind, NameDa, NameEn, Address, District, Latitude, Longitude, AddressPrivate, DirectionsDa, DirectionsEn, People, Lent, Count, Names,
        DescriptionDa, DescriptionEn, Features, HouseRulesDa, HouseRulesEn, RuleSet, Slug,
    ];

    /// <summary>Those without which nothing can be made.</summary>
    public static readonly IReadOnlyList<string> Required = [Kind, NameDa, Address, District, People, DescriptionDa];

    /// <summary>The column in which that field's answer stands.</summary>
    /// <param name="field">As <see cref="SetupProblems"/> names it.</param>
    public static string OfField(string field) => field.StartsWith("kind-", StringComparison.Ordinal) ? Kind : field;
}
