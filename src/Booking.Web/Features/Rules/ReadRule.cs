using Dapper;
using Npgsql;

namespace Booking.Web.Features.Rules;

/// <summary>One rule, also when it has run out: what was decided by it is still explained by it.</summary>
public static class ReadRule
{
    private const string FindSql = CatalogueRule.SelectSql + " where id = @id";

    private const string NewerSql = CatalogueRule.SelectSql + " where replaces = @id order by valid_from desc, id desc limit 1";

    /// <summary>Null when there has never been such a rule.</summary>
    public static Task<CatalogueRule?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        OneAsync(connection, FindSql, id, cancellation);

    /// <summary>The rule that it was changed to; null when it was not.</summary>
    public static Task<CatalogueRule?> FindNewerAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        OneAsync(connection, NewerSql, id, cancellation);

    private static async Task<CatalogueRule?> OneAsync(NpgsqlConnection connection, string sql, Guid id, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<CatalogueRule.Row>(new CommandDefinition(sql, new { id }, cancellationToken: cancellation));
        return CatalogueRule.Read(rows.AsList()).SingleOrDefault();
    }
}
