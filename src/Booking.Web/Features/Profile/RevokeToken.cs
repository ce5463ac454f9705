using Dapper;
using Npgsql;

namespace Booking.Web.Features.Profile;

/// <summary>Takes a token out of use, from its very next request.</summary>
public sealed class RevokeToken(NpgsqlDataSource database)
{
    /// <summary>Answers whether there was such a token of this person's.</summary>
    public async Task<bool> HandleAsync(Guid token, Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(
            "delete from api_token where id = @Token and person_id = @Person", new { Token = token, Person = person }) > 0;
    }
}
