using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

public enum AddPictureOutcome
{
    Added,
    NotAPicture,
    TooManyPixels,

    /// <summary>There are as many as there may be.</summary>
    TooMany,
}

/// <summary>Puts a picture behind the others.</summary>
public sealed class AddPicture(NpgsqlDataSource database, PreparePicture prepare, PictureFolder folder, IClock clock)
{
    private const string LockSql = "select id from resource where id = @Id for update";

    private const string IsThereSql = "select exists (select from resource_picture where resource_id = @Id and file = @File)";

    private const string InsertSql = """
        insert into resource_picture (resource_id, position, file, alt_da, alt_en)
        select @Id, coalesce(max(position), 0) + 1, @File, @Da, @En
        from resource_picture where resource_id = @Id
        having count(*) < @Most
        """;

    public Task<AddPictureOutcome> HandleAsync(
        SetupRecord resource, byte[] upload, LocalText alt, SignedInPerson actor, CancellationToken cancellation) =>
        HandleAsync(Guid.NewGuid(), resource, upload, alt, actor, cancellation);

    /// <param name="id">The same for every attempt to add the same picture: it is added once.</param>
    public async Task<AddPictureOutcome> HandleAsync(
        Guid id, SetupRecord resource, byte[] upload, LocalText alt, SignedInPerson actor, CancellationToken cancellation)
    {
        if (resource.Pictures.Any(picture => picture.File == PictureFolder.NameOf(id)))
        {
            return AddPictureOutcome.Added;
        }

        if (resource.Pictures.Count >= PictureForm.MostPictures)
        {
            return AddPictureOutcome.TooMany;
        }

        var prepared = await prepare.HandleAsync(upload, cancellation);
        if (prepared is not PreparedPicture.Ready(var jpeg))
        {
            return prepared is PreparedPicture.TooManyPixels ? AddPictureOutcome.TooManyPixels : AddPictureOutcome.NotAPicture;
        }

        // The file first: a row without its file is a hole in a page, a file without its row is nothing to anyone.
        var file = await folder.AddAsync(id, jpeg);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, new { resource.Id }, transaction);
        if (await connection.ExecuteScalarAsync<bool>(IsThereSql, new { resource.Id, File = file }, transaction))
        {
            return AddPictureOutcome.Added;
        }

        if (await connection.ExecuteAsync(InsertSql, new { resource.Id, File = file, alt.Da, alt.En, Most = PictureForm.MostPictures }, transaction) == 0)
        {
            folder.Remove(file);
            return AddPictureOutcome.TooMany;
        }

        await SetupAudit.WriteAsync(
            connection, transaction, "resource.picture-added", resource.Id, resource.OwnerId, new { file, alt }, actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return AddPictureOutcome.Added;
    }
}
