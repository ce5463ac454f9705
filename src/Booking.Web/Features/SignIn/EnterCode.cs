using System.Security.Cryptography;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.SignIn;

public abstract record EnteredCode
{
    public sealed record Accepted(StartedSession Started) : EnteredCode;

    /// <param name="TriesLeft">At least one.</param>
    public sealed record Wrong(int TriesLeft) : EnteredCode;

    /// <summary>Too old, spent, guessed at too often, or never asked for in this browser.</summary>
    public sealed record Dead : EnteredCode;
}

/// <summary>Signs in with the code that was typed: the newest one that this browser asked for.</summary>
public sealed class EnterCode(NpgsqlDataSource database, IClock clock)
{
    public const int Tries = 5;

    public async Task<EnteredCode> HandleAsync(string code, Visitor visitor, string device, Guid? formerSession)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync();
        var attempt = await connection.QuerySingleOrDefaultAsync<Attempt>(
            TrySql, new { BrowserHash = visitor.SecretHash, Tries, Now = now });
        if (attempt is null)
        {
            return new EnteredCode.Dead();
        }

        if (!CryptographicOperations.FixedTimeEquals(attempt.CodeHash, visitor.HashOf(code, attempt.Id)))
        {
            return attempt.Tries < Tries ? new EnteredCode.Wrong(Tries - attempt.Tries) : new EnteredCode.Dead();
        }

        var started = await StartSession.RunAsync(attempt.Id, device, visitor.Language, formerSession, now, connection);
        return started is null ? new EnteredCode.Dead() : new EnteredCode.Accepted(started);
    }

    private sealed record Attempt(Guid Id, byte[] CodeHash, int Tries);

    // Counted before it is compared: parallel guesses each take a try of their own.
    private const string TrySql = """
        update sign_in_code set tries = tries + 1
        where id = (select id from sign_in_code where browser_hash = @BrowserHash order by created_at desc limit 1)
          and used_at is null and tries < @Tries and expires_at > @Now
        returning id, code_hash, tries
        """;
}
