using Booking.Rules.Conditions;
using Booking.Web.Database;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

/// <summary>The writes of rules. A rule is never changed: the old one ends and another takes its place.</summary>
internal static class WriteRule
{
    // Whoever changes anything of the catalogue raises this row, so nothing that was checked can change under a rule being saved.
    // First the person who acts, for whoever is deleted locks that row first too, and the catalogue when their name leaves the rules.
    private const string LockSql = """
        select 1 from person where id = @actor for key share;
        select version from catalogue_version for update
        """;

    // A rule that has not begun never does. What it was to take over from at its beginning goes on until the new one's.
    private const string ChangeSql = """
        with old as (
            select id, kind, parameters, valid_from, valid_until, replaces from rule
            where id = @Old and (valid_until is null or valid_until > @Now)
              and not exists (
                  select from rule newer
                  where newer.replaces = @Old and (newer.valid_until is null or newer.valid_until > newer.valid_from))
        ), ended as (
            update rule set valid_until = case when rule.valid_from > @Now then rule.valid_from else least(rule.valid_until, @From) end
            from old where rule.id = old.id
            returning rule.id
        ), moved as (
            update rule set valid_until = greatest(rule.valid_from, @From)
            from old where rule.id = old.replaces and old.valid_from > @Now and rule.valid_until = old.valid_from
        ), added as (
            insert into rule (id, kind, parameters, level, district, owner_id, resource_id, binding, reason_da, reason_en, set_by, set_at,
                              valid_from, valid_until, replaces)
            select @Id, @Kind, @Parameters::jsonb, @Level, @District, @OwnerId, @ResourceId, @Binding, @ReasonDa, @ReasonEn, (select id from person where id = @ActorId), @Now,
                   @From, @Until, @Old
            where @Old is null or exists (select from ended)
            returning id
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, @Action, @Id, @OfOwnerId, jsonb_strip_nulls(jsonb_build_object(
                'kind', @Kind, 'replaces', @Old, 'from', (select parameters from old), 'to', @Parameters::jsonb,
                'validFrom', @From, 'validUntil', @Until))
            from added
        )
        select count(*) from added
        """;

    // What a rule that never began was to take over from goes on, for as long as that one was to last.
    private const string EndSql = """
        with old as (
            select id, kind, parameters, valid_from, valid_until, replaces, coalesce(owner_id, (select owner_id from resource where id = resource_id)) as of_owner
            from rule
            where id = @Id and (valid_until is null or valid_until > @Now)
        ), ended as (
            update rule set valid_until = greatest(rule.valid_from, @Now) from old where rule.id = old.id returning rule.id
        ), goes_on as (
            update rule set valid_until = old.valid_until
            from old where rule.id = old.replaces and old.valid_from > @Now and rule.valid_until = old.valid_from
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, 'rule.dropped', id, of_owner, jsonb_strip_nulls(jsonb_build_object(
                'kind', kind, 'from', parameters, 'reason', @Reason, 'validUntil', valid_until))
            from old
        )
        select count(*) from ended
        """;

    /// <summary>The version of the catalogue, which stays until the transaction ends.</summary>
    public static async Task<long> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid actor, CancellationToken cancellation)
    {
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(LockSql, new { actor }, transaction, cancellationToken: cancellation));
        await rows.ReadAsync();
        return await rows.ReadSingleAsync<long>();
    }

    /// <summary>False when the rule to replace has been changed or has ended.</summary>
    public static async Task<bool> SaveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RuleTarget target, Rule rule, Guid? old, string action, Guid actor, Instant now)
    {
        await using var command = new NpgsqlCommand(ChangeSql, connection, transaction)
        {
            Parameters =
            {
                new("Id", rule.Id),
                new("Old", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = (object?)old ?? DBNull.Value },
                new("Now", now),
                new("From", rule.ValidFrom),
                NullableMoment.Parameter("Until", rule.ValidUntil),
                new("Kind", rule.Condition.Kind),
                new("Parameters", ConditionJson.Write(rule.Condition)),
                new("Level", target.LevelName),
                new("District", NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)target.District ?? DBNull.Value },
                new("OwnerId", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = (object?)(target.ResourceId is null ? target.OwnerId : null) ?? DBNull.Value },
                new("OfOwnerId", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = (object?)target.OwnerId ?? DBNull.Value },
                new("ResourceId", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = (object?)target.ResourceId ?? DBNull.Value },
                new("Binding", rule.Binding),
                new("ReasonDa", rule.ReasonDa),
                // Where the Danish reason stands in, nothing was written in English.
                new("ReasonEn", rule.ReasonEn == rule.ReasonDa ? "" : rule.ReasonEn),
                new("ActorId", actor),
                new("Action", action),
            },
        };
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None))! == 1;
    }

    /// <summary>False when it had ended already.</summary>
    public static async Task<bool> EndAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, string reason, Guid actor, Instant now) =>
        await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            EndSql, new { Id = id, Reason = reason, ActorId = actor, Now = now }, transaction)) == 1;
}
