using Booking.Web.Database;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <summary>A code that has answered: who it let in, and where they were going.</summary>
public sealed record StartedSession(Guid Session, Guid Person, string ReturnUrl);

/// <summary>
/// Spends a code and opens a session for its address. The person is made here, at the first code that answers, and not
/// when one is asked for: until then nobody has shown that the address is theirs.
/// </summary>
public static class StartSession
{
    /// <summary>Null when the code has been spent meanwhile.</summary>
    /// <param name="former">The session that this browser had; it ends.</param>
    public static Task<StartedSession?> RunAsync(
        Guid code, string device, string language, Guid? former, Instant now, NpgsqlConnection connection) =>
        connection.QuerySingleOrDefaultAsync<StartedSession>(Sql, new
        {
            Code = code,
            Person = Guid.CreateVersion7(),
            // All random, unlike version 7: it is what the cookie stands for.
            Session = Guid.NewGuid(),
            Device = device,
            Language = language,
            Former = former,
            Now = now,
            ExpiresAt = now + SessionCookie.Lifetime
        });

    private const string Sql = """
        with spent as (
            update sign_in_code set used_at = @Now
            where id = @Code and used_at is null
            returning email, return_url, name
        ),
        known as (
            insert into person (id, email, name, language, verified_at, created_at, revised_at)
            select @Person, email, name, @Language, @Now, @Now, @Now from spent
            on conflict (email) do update set
                verified_at = coalesce(person.verified_at, excluded.verified_at),
                -- Whoever typed the address for them could not know it.
                language = case when person.verified_at is null then excluded.language else person.language end,
                name = case when person.name = '' then excluded.name else person.name end
            returning id
        ),
        ended as (
            delete from session where id = @Former and exists (select from spent)
        ),
        opened as (
            insert into session (id, person_id, device, created_at, seen_at, expires_at)
            select @Session, id, @Device, @Now, @Now, @ExpiresAt from known
            returning id, person_id
        )
        select opened.id as session, opened.person_id as person, spent.return_url from opened, spent
        """;
}
