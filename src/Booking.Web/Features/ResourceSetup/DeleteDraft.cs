using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Deletes a draft for good: something that was never shared, never booked, and that nothing else is made of.</summary>
public sealed class DeleteDraft(NpgsqlDataSource database, PictureFolder folder, IClock clock)
{
    // The lock keeps it a draft, and keeps bookings away, until it is gone.
    private const string LockSql = """
        select id from resource
        where id = @Id and not published and first_published_at is null
          and not exists (select from booking where resource_id = @Id)
          and not exists (select from resource_part where part_id = @Id)
        for update
        """;

    private const string FilesSql = "select file from resource_picture where resource_id = @Id";

    private const string DeleteSql = """
        with gone as (
            delete from resource where id = @Id
        )
        select unit_id from resource_unit where resource_id = @Id
        """;

    // Its own; those of other things that come with it stay theirs.
    private const string UnitsSql = """
        delete from unit
        where id = any(@units) and not exists (select from resource_unit u where u.unit_id = unit.id)
          and not exists (select from occupancy o where o.unit_id = unit.id) and not exists (select from booking b where b.unit_id = unit.id)
        """;

    /// <summary>False when it is no such draft: then nothing was changed.</summary>
    public async Task<bool> HandleAsync(SetupRecord resource, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(LockSql, new { resource.Id }, transaction) is null)
        {
            return false;
        }

        var files = (await connection.QueryAsync<string>(FilesSql, new { resource.Id }, transaction)).AsList();
        var units = (await connection.QueryAsync<Guid>(DeleteSql, new { resource.Id }, transaction)).ToArray();
        await connection.ExecuteAsync(UnitsSql, new { units }, transaction);
        await SetupAudit.WriteAsync(
            connection, transaction, "resource.deleted", resource.Id, resource.OwnerId, new { before = resource.NameDa }, actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        foreach (var file in files)
        {
            folder.Remove(file);
        }

        return true;
    }
}
