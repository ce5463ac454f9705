using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>Puts codes on a place's list, or takes off those that nobody has had.</summary>
public sealed class AddCodes(NpgsqlDataSource database, ProtectedText secrets, IClock clock)
{
    public const int LongestCode = 100;
    public const int MostUnused = 500;

    private const string LockSql = "select resource_id from resource_access where resource_id = @ResourceId and source = 'list' for update";

    private const string UnusedSql = "select code from access_code where resource_id = @ResourceId and taken_at is null";

    private const string AddSql = """
        insert into access_code (id, resource_id, code)
        select id, @ResourceId, code from unnest(@Ids, @Codes) with ordinality as c (id, code, place) order by place
        """;

    private const string ToldSql = """
        update resource_access set few_told_at = null
        where resource_id = @ResourceId and (select count(*) from access_code where resource_id = @ResourceId and taken_at is null) >= @Few
        """;

    private const string RemoveSql = "delete from access_code where resource_id = @ResourceId and taken_at is null";

    /// <summary>The key of the text that says what is wrong; null when they were added.</summary>
    /// <param name="typed">A code a line. One that waits to be used already is not added again.</param>
    public async Task<string?> HandleAsync(CatalogueResource resource, string? typed, SignedInPerson actor, CancellationToken cancellation)
    {
        var codes = TypedText.Read(typed).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (codes.Count == 0)
        {
            return "CodesMissing";
        }

        if (codes.Any(code => code.Length > LongestCode))
        {
            return "CodesTooLong";
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteScalarAsync<Guid?>(LockSql, new { ResourceId = resource.Id }) is null)
        {
            return "SourceMissing";
        }

        var unused = (await connection.QueryAsync<string>(UnusedSql, new { ResourceId = resource.Id })).Select(secrets.Read).ToList();
        codes.RemoveAll(unused.Contains);
        if (unused.Count + codes.Count > MostUnused)
        {
            return "CodesTooMany";
        }

        await connection.ExecuteAsync(AddSql, new
        {
            ResourceId = resource.Id, Ids = codes.Select(_ => Guid.CreateVersion7()).ToArray(), Codes = codes.Select(secrets.Protect).ToArray(),
        });
        await connection.ExecuteAsync(ToldSql, new { ResourceId = resource.Id, Few = LookAtCode.FewCodes });
        await AuditAsync(connection, resource, "access.codes-added", codes.Count, actor);
        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }

    public async Task RemoveUnusedAsync(CatalogueResource resource, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, new { ResourceId = resource.Id });
        if (await connection.ExecuteAsync(RemoveSql, new { ResourceId = resource.Id }) is > 0 and var removed)
        {
            await AuditAsync(connection, resource, "access.codes-removed", removed, actor);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private Task AuditAsync(NpgsqlConnection connection, CatalogueResource resource, string action, int count, SignedInPerson actor) =>
        OwnerAudit.WriteAsync(
            connection, resource.Owner.Id, action, resource.Id, before: null, after: $"{resource.Name.Da}, {count}", actor.Id, clock.GetCurrentInstant());
}
