using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Api;

/// <summary>
/// Gives what a program asks for under a key its id, once: the same request again gets the same id, by which the handler sees that it
/// has been made.
/// </summary>
public sealed class ClaimKey(NpgsqlDataSource database, IClock clock)
{
    private const string ClaimSql = """
        insert into api_request (person_id, key, hash, id, asked_at) values (@PersonId, @Key, @Hash, @Id, @Now)
        on conflict (person_id, key) do nothing;

        select id, hash from api_request where person_id = @PersonId and key = @Key
        """;

    private sealed record Claimed(Guid Id, byte[] Hash);

    /// <summary>Null when the key belongs to another request.</summary>
    /// <param name="path">Where it was sent.</param>
    public async Task<Guid?> HandleAsync<T>(string key, string path, T body, SignedInPerson person, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\n{JsonSerializer.Serialize(body)}"));
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var claimed = await connection.QuerySingleAsync<Claimed>(new CommandDefinition(
            ClaimSql, new { PersonId = person.Id, Key = key, Hash = hash, Id = Guid.CreateVersion7(), Now = clock.GetCurrentInstant() },
            cancellationToken: cancellation));
        return claimed.Hash.AsSpan().SequenceEqual(hash) ? claimed.Id : null;
    }
}
