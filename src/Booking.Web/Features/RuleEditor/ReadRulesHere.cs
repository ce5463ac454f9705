using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <param name="Owners">Those at which the reader sets rules first; for the municipality's administrators then all others.</param>
/// <param name="Municipality">Null for those who may not set its rules.</param>
public sealed record RulePlacesPage(IReadOnlyList<RuleTarget> Owners, RuleTarget? Municipality, IReadOnlyList<RuleTarget> Districts)
{
    public IEnumerable<RuleTarget> All => [.. Owners, .. Municipality is null ? [] : (RuleTarget[])[Municipality], .. Districts];
}

/// <summary>Reads what one may set rules for, and the rules there.</summary>
public sealed class ReadRulesHere(OwnerAccess access, IClock clock)
{
    public async Task<RulePlacesPage> PlacesAsync(CatalogueSnapshot snapshot, SignedInPerson person, CancellationToken cancellation)
    {
        var owners = await access.OwnersAsync(person, OwnerRight.SetRules, cancellation);
        return new RulePlacesPage(
            [
                .. snapshot.Owners.Where(owner => person.IsAdministrator || owners.Contains(owner.Id))
                    .Select(owner => RuleTarget.Of(snapshot, owner))
                    .OrderBy(owner => !owners.Contains(owner.OwnerId!.Value)).ThenBy(owner => owner.Name.Da, StringComparer.CurrentCulture),
            ],
            person.IsAdministrator ? RuleTarget.Find(snapshot, "municipality", RuleTarget.TheMunicipality) : null,
            person.IsAdministrator ? [.. snapshot.Districts.Select(district => RuleTarget.Of(snapshot, district))] : []);
    }

    /// <summary>For somebody who may set rules there.</summary>
    public async Task<RulesHerePage> OfAsync(CatalogueSnapshot snapshot, RuleTarget target, SignedInPerson person, CancellationToken cancellation)
    {
        var owners = await access.OwnersAsync(person, OwnerRight.SetRules, cancellation);
        return RulesHerePage.Of(
            snapshot, target, there => person.IsAdministrator || (there.OwnerId is { } owner && owners.Contains(owner)), clock.GetCurrentInstant());
    }
}
