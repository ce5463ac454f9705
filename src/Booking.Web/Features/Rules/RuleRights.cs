using Booking.Rules.Conditions;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Npgsql;

namespace Booking.Web.Features.Rules;

/// <summary>
/// Who stands behind a rule and may change it: the municipality's administrators for those of the municipality and its districts,
/// those who set an owner's rules for those of the owner and its resources.
/// </summary>
public static class RuleRights
{
    public static Task<bool> StandsBehindAsync(
        NpgsqlConnection connection, SignedInPerson person, CatalogueRule rule, CatalogueSnapshot catalogue, CancellationToken cancellation) =>
        OwnerOf(rule, catalogue) is { } owner
            ? OwnerAccess.HasAsync(connection, person, OwnerRight.SetRules, owner.Id, cancellation)
            : Task.FromResult(person.IsAdministrator);

    /// <summary>Null for a rule of the municipality or of a district.</summary>
    public static OwnerCard? OwnerOf(CatalogueRule rule, CatalogueSnapshot catalogue) => rule.Rule.Level switch
    {
        RuleLevel.Owner => catalogue.FindOwner(rule.OwnerId!.Value)!,
        RuleLevel.Resource => catalogue.Get(rule.ResourceId!.Value).Owner,
        _ => null,
    };

    /// <summary>Those who answer for a rule. Where an owner has nobody, the municipality's administrators do.</summary>
    public static async Task<IReadOnlyList<OwnerContact>> AnswerersAsync(
        NpgsqlConnection connection, CatalogueRule rule, CatalogueSnapshot catalogue, CancellationToken cancellation)
    {
        IReadOnlyList<OwnerContact> people = OwnerOf(rule, catalogue) is { } owner
            ? await OwnerContact.ReadAsync(connection, owner.Id, OwnerRight.SetRules, cancellation)
            : [];
        return people.Count > 0 ? people : await OwnerContact.OfMunicipalityAsync(connection, cancellation);
    }
}
