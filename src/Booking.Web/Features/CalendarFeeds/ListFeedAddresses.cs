using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>A feed address as its person sees it again: never the address itself.</summary>
/// <param name="FetchedAt">To the hour; null when no calendar has fetched it yet.</param>
public sealed record FeedAddress(Guid Id, Instant CreatedAt, Instant? FetchedAt);

public sealed class ListFeedAddresses(NpgsqlDataSource database)
{
    private const string Sql = "select id, created_at, fetched_at from feed_token where person_id = @personId order by created_at, id";

    public async Task<IReadOnlyList<FeedAddress>> HandleAsync(Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<FeedAddress>(
            new CommandDefinition(Sql, new { personId }, cancellationToken: cancellation))).AsList();
    }
}
