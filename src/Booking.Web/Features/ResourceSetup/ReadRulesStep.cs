using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using NodaTime;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>The rules that something has and those it could begin with. Residents who share get shortcuts too.</summary>
public sealed class ReadRulesStep(Catalogue catalogue, IClock clock)
{
    public async Task<RulesStepPage> HandleAsync(SetupRecord resource, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var target = RuleTarget.Of(snapshot.Get(resource.Id));
        var offered = AddStartingSet.Offered(snapshot, target, clock.GetCurrentInstant());
        return new RulesStepPage(resource, [.. target.Resource!.Rules.Where(target.Has)], offered, [])
        {
            Shortcuts = target.Resource.Owner.Kind == OwnerCard.Citizen ? ShortcutState.Of(target, resource.Answered.Contains(SetupStep.Rules) ? [] : offered) : [],
        };
    }
}
