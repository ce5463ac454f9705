using Dapper;
using Npgsql;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>Closes a feed address for good.</summary>
public sealed class StopFeedAddress(NpgsqlDataSource database)
{
    private const string Sql = "delete from feed_token where id = @id and person_id = @personId";

    /// <summary>False when there is no such address of this person's, or no longer.</summary>
    public async Task<bool> HandleAsync(Guid id, Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition(Sql, new { id, personId }, cancellationToken: cancellation)) == 1;
    }
}
