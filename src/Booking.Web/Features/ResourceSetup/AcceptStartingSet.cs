using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.SignIn;
using NodaTime;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Answers the question of rules with the set that suits it: those it has stay, those it lacks are added.</summary>
public sealed class AcceptStartingSet(Catalogue catalogue, AddStartingSet add, SaveStep save, IClock clock)
{
    public async Task<AddStartingSetOutcome> HandleAsync(SetupRecord resource, SignedInPerson actor, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var target = RuleTarget.Of(snapshot.Get(resource.Id));
        var offered = AddStartingSet.Offered(snapshot, target, clock.GetCurrentInstant());
        var outcome = await add.HandleAsync(target, [.. offered.Select(rule => rule.Condition.Kind)], actor, cancellation);
        if (outcome is AddStartingSetOutcome.Added)
        {
            var rules = target.Resource!.Rules.Count(target.Has) + offered.Count;
            await save.HandleAsync(resource, SetupStep.Rules, (_, _) => Task.CompletedTask, null, new { rules }, actor, cancellation);
        }

        return outcome;
    }
}
