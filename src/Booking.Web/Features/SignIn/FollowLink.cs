using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <summary>Signs in with the link of the mail and no code: only in the browser that asked, whose secret is the other half.</summary>
public sealed class FollowLink(NpgsqlDataSource database, IClock clock)
{
    /// <summary>Null when the link does not work in this browser, now.</summary>
    public async Task<StartedSession?> HandleAsync(Guid id, Visitor visitor, string device, Guid? formerSession)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await WorksAsync(id, visitor, connection)
            ? await StartSession.RunAsync(id, device, visitor.Language, formerSession, clock.GetCurrentInstant(), connection)
            : null;
    }

    /// <summary>Changes nothing, so that a mail scanner may look.</summary>
    public async Task<bool> WorksAsync(Guid id, Visitor visitor)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await WorksAsync(id, visitor, connection);
    }

    private Task<bool> WorksAsync(Guid id, Visitor visitor, NpgsqlConnection connection) =>
        connection.QuerySingleAsync<bool>(
            Sql, new { Id = id, BrowserHash = visitor.SecretHash, EnterCode.Tries, Now = clock.GetCurrentInstant() });

    private const string Sql = """
        select exists (
            select from sign_in_code
            where id = @Id and browser_hash = @BrowserHash and used_at is null and tries < @Tries and expires_at > @Now)
        """;
}
