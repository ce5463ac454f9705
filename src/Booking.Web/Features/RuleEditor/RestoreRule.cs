using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

public abstract record RestoreRuleOutcome
{
    public sealed record Restored(Guid Id) : RestoreRuleOutcome;

    /// <summary>It was not dropped, or not lately, or something has taken its place.</summary>
    public sealed record TooLate : RestoreRuleOutcome;

    public sealed record Refused(IReadOnlyList<RuleObstacle> Obstacles) : RestoreRuleOutcome;
}

/// <summary>Sets a rule that has just been dropped once more, as it was.</summary>
public sealed class RestoreRule(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private static readonly Duration Regret = Duration.FromHours(1);

    private const string FindSql = CatalogueRule.SelectSql + """

        where id = @id and valid_until > @Since and valid_until <= @Now and valid_from < valid_until
          and exists (select from audit where subject = @id and action = 'rule.dropped')
          and not exists (select from rule newer where newer.replaces = @id)
        """;

    private const string EndSql = """
        select (detail ->> 'validUntil')::timestamptz from audit where subject = @id and action = 'rule.dropped' order by at desc limit 1
        """;

    /// <summary>Null when it was not dropped just now.</summary>
    public async Task<CatalogueRule?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FindAsync(connection, null, id, clock.GetCurrentInstant(), cancellation);
    }

    public async Task<RestoreRuleOutcome> HandleAsync(Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var now = clock.GetCurrentInstant();
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation);
        if (await FindAsync(connection, transaction, id, now, cancellation) is not { } dropped)
        {
            return new RestoreRuleOutcome.TooLate();
        }

        var target = RuleTarget.Of(snapshot, dropped);
        var old = dropped.Rule;
        var until = await connection.ExecuteScalarAsync<Instant?>(new CommandDefinition(EndSql, new { id }, transaction, cancellationToken: cancellation));
        if (until <= now)
        {
            return new RestoreRuleOutcome.TooLate();
        }

        var rule = new Rule(Guid.CreateVersion7(), old.Level, old.Binding, old.Condition, old.ReasonDa, old.ReasonEn, now, until);
        if (CheckRule.Of(snapshot, target, [rule], null, now) is { Count: > 0 } obstacles)
        {
            return new RestoreRuleOutcome.Refused(obstacles);
        }

        await WriteRule.SaveAsync(connection, transaction, target, rule, null, "rule.restored", actor.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return new RestoreRuleOutcome.Restored(rule.Id);
    }

    private static async Task<CatalogueRule?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid id, Instant now, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<CatalogueRule.Row>(
            new CommandDefinition(FindSql, new { id, Now = now, Since = now - Regret }, transaction, cancellationToken: cancellation));
        return CatalogueRule.Read(rows.AsList()).SingleOrDefault();
    }
}
