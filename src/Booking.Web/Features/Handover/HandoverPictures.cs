using Booking.Web.Features.ResourceSetup;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Handover;

/// <summary>
/// Pictures of how a place was left: seen by its booker and those who look after it, and by nobody else. The file is deleted before what
/// is known of it, so that none is ever left behind.
/// </summary>
public sealed class HandoverPictures(NpgsqlDataSource database, PictureFolder folder, IClock clock)
{
    public const int MostPictures = 6;

    public static readonly Duration KeptAfterEnd = Duration.FromDays(365);

    private const string OfSql = """
        select file from handover_picture where booking_id = @booking and forget_at > @now order by added_at, file
        """;

    private const string InsertSql = """
        insert into handover_picture (file, booking_id, added_at, forget_at) values (@File, @BookingId, @Now, @ForgetAt)
        """;

    private const string DueSql = "select file from handover_picture where forget_at <= @now limit 1000";

    private const string ForgottenSql = "delete from handover_picture where file = @file";

    public static async Task<IReadOnlyList<string>> OfAsync(NpgsqlConnection connection, Guid booking, Instant now, CancellationToken cancellation) =>
        (await connection.QueryAsync<string>(new CommandDefinition(OfSql, new { booking, now }, cancellationToken: cancellation))).AsList();

    /// <summary>Where a booking's picture is kept; null when it has none of that name.</summary>
    public async Task<string?> FindAsync(Guid booking, string file, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await OfAsync(connection, booking, clock.GetCurrentInstant(), cancellation)).Contains(file) ? folder.Private.Find(file) : null;
    }

    public async Task AddAsync(Guid booking, byte[] jpeg, Instant end)
    {
        // The file first: a row without its file is a hole in a page.
        var file = await folder.Private.AddAsync(jpeg);
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            InsertSql, new { File = file, BookingId = booking, Now = clock.GetCurrentInstant(), ForgetAt = end + KeptAfterEnd });
    }

    /// <summary>Deletes those whose time is up.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var file in await connection.QueryAsync<string>(
            new CommandDefinition(DueSql, new { now = clock.GetCurrentInstant() }, cancellationToken: cancellation)))
        {
            folder.Private.Remove(file);
            await connection.ExecuteAsync(new CommandDefinition(ForgottenSql, new { file }, cancellationToken: cancellation));
        }
    }
}
