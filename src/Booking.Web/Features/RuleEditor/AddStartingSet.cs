using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

public abstract record AddStartingSetOutcome
{
    public sealed record Added : AddStartingSetOutcome;

    public sealed record Refused(IReadOnlyList<RuleObstacle> Obstacles) : AddStartingSetOutcome;
}

/// <summary>Gives a resource rules to begin with, each with its reason. What it has already is left alone.</summary>
public sealed class AddStartingSet(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const int Attempts = 3;

    /// <summary>Those of the set for its kind that it could take: none that it has, and none that a wider level does not leave to it.</summary>
    public static IReadOnlyList<StartingRule> Offered(CatalogueSnapshot catalogue, RuleTarget target, Instant now) =>
        Offered(catalogue, target, StartingSets.Of(target.Resource!.Kind, target.Resource.LentBy), now);

    /// <summary>The same of any set.</summary>
    public static IReadOnlyList<StartingRule> Offered(CatalogueSnapshot catalogue, RuleTarget target, StartingSet set, Instant now) =>
    [
        .. set.Rules.Where(rule =>
            CheckRule.Of(catalogue, target, [ToRule(rule, now)], null, now).All(obstacle => obstacle is RuleObstacle.Contradicts)),
    ];

    /// <param name="kinds">Which kinds of rule of the set.</param>
    public async Task<AddStartingSetOutcome> HandleAsync(
        RuleTarget target, IReadOnlyCollection<string> kinds, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = await catalogue.ReadAsync(connection, cancellation);
            var now = clock.GetCurrentInstant();
            var here = RuleTarget.Find(snapshot, target.LevelName, target.Key) ?? target;
            Rule[] rules = [.. Offered(snapshot, here, now).Where(rule => kinds.Contains(rule.Condition.Kind)).Select(rule => ToRule(rule, now))];
            if (rules.Length == 0)
            {
                return new AddStartingSetOutcome.Added();
            }

            if (CheckRule.Of(snapshot, here, rules, null, now) is { Count: > 0 } obstacles)
            {
                return new AddStartingSetOutcome.Refused(obstacles);
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation) != snapshot.Version && attempt < Attempts)
            {
                continue;
            }

            foreach (var rule in rules)
            {
                await WriteRule.SaveAsync(connection, transaction, here, rule, null, "rule.set", actor.Id, now);
            }

            await transaction.CommitAsync(CancellationToken.None);
            return new AddStartingSetOutcome.Added();
        }
    }

    /// <summary>As it stands at a resource from that moment on.</summary>
    public static Rule ToRule(StartingRule rule, Instant now) =>
        new(Guid.CreateVersion7(), RuleLevel.Resource, false, rule.Condition, rule.ReasonDa, rule.ReasonEn, now, null);
}
