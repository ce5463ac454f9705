using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Takes a picture away, puts it one place further to the front, or says anew what it shows. The first is the one on the card.</summary>
public sealed class ArrangePictures(NpgsqlDataSource database, PictureFolder folder, IClock clock)
{
    private const string LockSql = "select id from resource where id = @Id for update";

    private const string RemoveSql = "delete from resource_picture where resource_id = @Id and file = @file";

    private const string DescribeSql = "update resource_picture set alt_da = @Da, alt_en = @En where resource_id = @Id and file = @file";

    private const string FilesSql = "select file from resource_picture where resource_id = @Id order by position";

    // Out of the way first: no two stand in one place, not even for a moment.
    private const string OrderSql = """
        update resource_picture set position = position + 1000 where resource_id = @Id;

        update resource_picture p set position = o.position
        from unnest(@Files) with ordinality as o (file, position)
        where p.resource_id = @Id and p.file = o.file;
        """;

    /// <summary>False when there is none of that name.</summary>
    public async Task<bool> RemoveAsync(SetupRecord resource, string file, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(RemoveSql, new { resource.Id, file }, transaction) == 0)
        {
            return false;
        }

        await SetupAudit.WriteAsync(
            connection, transaction, "resource.picture-removed", resource.Id, resource.OwnerId, new { file }, actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        folder.Remove(file);
        return true;
    }

    /// <param name="alt">What it shows; the Danish is not blank.</param>
    /// <returns>False when there is none of that name.</returns>
    public async Task<bool> DescribeAsync(SetupRecord resource, string file, LocalText alt, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(DescribeSql, new { resource.Id, file, alt.Da, alt.En }, transaction) == 0)
        {
            return false;
        }

        await SetupAudit.WriteAsync(
            connection, transaction, "resource.picture-described", resource.Id, resource.OwnerId, new { file }, actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>False when there is none of that name. The first stays where it is.</summary>
    public async Task<bool> MoveEarlierAsync(SetupRecord resource, string file, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, new { resource.Id }, transaction);
        var files = (await connection.QueryAsync<string>(FilesSql, new { resource.Id }, transaction)).AsList();
        var place = files.IndexOf(file);
        if (place < 1)
        {
            return place == 0;
        }

        (files[place - 1], files[place]) = (files[place], files[place - 1]);
        await connection.ExecuteAsync(OrderSql, new { resource.Id, Files = files.ToArray() }, transaction);
        await SetupAudit.WriteAsync(
            connection, transaction, "resource.pictures-ordered", resource.Id, resource.OwnerId, new { files }, actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
