using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <summary>The newest code that a browser asked for, as its owner may see it.</summary>
/// <param name="Works">Whether typing it still signs in.</param>
public sealed record PendingCode(string Email, string ReturnUrl, bool Works);

public sealed class ReadPendingCode(NpgsqlDataSource database, IClock clock)
{
    /// <summary>Null when this browser has asked for none.</summary>
    public async Task<PendingCode?> HandleAsync(Visitor visitor)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<PendingCode>(
            Sql, new { BrowserHash = visitor.SecretHash, EnterCode.Tries, Now = clock.GetCurrentInstant() });
    }

    private const string Sql = """
        select email, return_url, used_at is null and tries < @Tries and expires_at > @Now as works
        from sign_in_code
        where browser_hash = @BrowserHash
        order by created_at desc
        limit 1
        """;
}
