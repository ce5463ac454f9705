using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Profile;

public abstract record CreatedToken
{
    /// <param name="Secret">To be shown this once: only its hash is kept.</param>
    public sealed record Created(string Name, string Secret) : CreatedToken;

    public sealed record NameMissing : CreatedToken;

    public sealed record NameTooLong : CreatedToken;

    public sealed record TooMany : CreatedToken;
}

/// <summary>Makes a token with which a program can act for a person.</summary>
public sealed class CreateToken(NpgsqlDataSource database, IClock clock)
{
    public const int LongestName = 100;
    public const int MostTokens = 20;

    public async Task<CreatedToken> HandleAsync(Guid person, string? name)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length == 0)
        {
            return new CreatedToken.NameMissing();
        }

        if (trimmed.Length > LongestName)
        {
            return new CreatedToken.NameTooLong();
        }

        var secret = ApiToken.Create();
        await using var connection = await database.OpenConnectionAsync();
        var made = await connection.ExecuteAsync(Sql, new
        {
            Id = Guid.CreateVersion7(),
            Person = person,
            Name = trimmed,
            Hash = ApiToken.Hash(secret),
            Now = clock.GetCurrentInstant(),
            MostTokens
        });
        return made == 0 ? new CreatedToken.TooMany() : new CreatedToken.Created(trimmed, secret);
    }

    private const string Sql = """
        insert into api_token (id, person_id, name, token_hash, created_at)
        select @Id, @Person, @Name, @Hash, @Now
        where (select count(*) from api_token where person_id = @Person) < @MostTokens
        """;
}
