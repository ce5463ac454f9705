using Booking.Web.Features.Rules;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>The rules that questions to owners are about, as they were; also those that have run out since.</summary>
public static class AskedRules
{
    private const string Sql = """
        select id, kind, parameters, level, district, owner_id, resource_id, binding, reason_da, reason_en, set_by, set_at, valid_from,
               valid_until, replaces
        from rule
        where id = any(@Ids)
        """;

    /// <summary>Those of each question, in its order.</summary>
    public static async Task<ILookup<Guid, CatalogueRule>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<PermissionRecord> permissions, CancellationToken cancellation)
    {
        var asked = permissions.SelectMany(permission => permission.Objections
            .Select(objection => objection.Rule).OfType<Guid>().Distinct()
            .Select(rule => (Permission: permission.Id, Rule: rule))).ToList();
        var ids = asked.Select(one => one.Rule).Distinct().ToArray();
        var rules = CatalogueRule.Read((await connection.QueryAsync<CatalogueRule.Row>(
            new CommandDefinition(Sql, new { Ids = ids }, cancellationToken: cancellation))).AsList()).ToDictionary(rule => rule.Rule.Id);
        return asked.Where(one => rules.ContainsKey(one.Rule)).ToLookup(one => one.Permission, one => rules[one.Rule]);
    }
}
