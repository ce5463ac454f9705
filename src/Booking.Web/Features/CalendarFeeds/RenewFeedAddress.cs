using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>Puts a new address in the place of an old one, which leads nowhere from then on.</summary>
public sealed class RenewFeedAddress(NpgsqlDataSource database, IClock clock)
{
    private const string Sql = """
        update feed_token set token_hash = @Hash, created_at = @Now, fetched_at = null
        where id = @Id and person_id = @PersonId
        """;

    /// <summary>The secret of the new address, told this once; null when there is no such address of this person's.</summary>
    public async Task<string?> HandleAsync(Guid id, Guid personId, CancellationToken cancellation)
    {
        var token = FeedToken.Create();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var renewed = await connection.ExecuteAsync(new CommandDefinition(Sql, new
        {
            Id = id,
            PersonId = personId,
            Hash = FeedToken.Hash(token),
            Now = clock.GetCurrentInstant(),
        }, cancellationToken: cancellation));
        return renewed == 1 ? token : null;
    }
}
