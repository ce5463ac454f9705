using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarFeeds;

public sealed class CreateFeedAddress(NpgsqlDataSource database, IClock clock)
{
    /// <summary>Enough for every calendar a person has; more are likely left from calendars they no longer use.</summary>
    public const int MostAddresses = 10;

    private const string Sql = """
        insert into feed_token (id, person_id, token_hash, created_at)
        select @Id, @PersonId, @Hash, @Now
        where (select count(*) from feed_token where person_id = @PersonId) < @MostAddresses
        """;

    /// <summary>The secret of the new address, told this once; null when there are too many already.</summary>
    public async Task<string?> HandleAsync(Guid personId, CancellationToken cancellation)
    {
        var token = FeedToken.Create();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var created = await connection.ExecuteAsync(new CommandDefinition(Sql, new
        {
            Id = Guid.CreateVersion7(),
            PersonId = personId,
            Hash = FeedToken.Hash(token),
            Now = clock.GetCurrentInstant(),
            MostAddresses,
        }, cancellationToken: cancellation));
        return created == 1 ? token : null;
    }
}
