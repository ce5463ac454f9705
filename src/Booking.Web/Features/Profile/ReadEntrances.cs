using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Profile;

public sealed record OpenSession(Guid Id, string Device, Instant CreatedAt, Instant SeenAt);

public sealed record IssuedToken(Guid Id, string Name, Instant CreatedAt);

/// <summary>How a person is let in: the browsers where they are signed in, newest use first, and the programs that act for them.</summary>
public sealed record Entrances(IReadOnlyList<OpenSession> Sessions, IReadOnlyList<IssuedToken> Tokens);

public sealed class ReadEntrances(NpgsqlDataSource database, IClock clock)
{
    public async Task<Entrances> HandleAsync(Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var read = await connection.QueryMultipleAsync(Sql, new { Person = person, Now = clock.GetCurrentInstant() });
        return new([.. await read.ReadAsync<OpenSession>()], [.. await read.ReadAsync<IssuedToken>()]);
    }

    private const string Sql = """
        select id, device, created_at, seen_at from session where person_id = @Person and expires_at > @Now order by seen_at desc, id;
        select id, name, created_at from api_token where person_id = @Person order by created_at desc, id
        """;
}
