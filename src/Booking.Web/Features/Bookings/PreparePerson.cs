using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>The person of an address, known or not: whoever shows that it is theirs finds what was booked in it.</summary>
public static class PreparePerson
{
    // Not verified: whoever typed the address has shown nothing yet. The row goes with what it was made for when nobody ever comes.
    private const string Sql = """
        with added as (
            insert into person (id, email, name, language, created_at, revised_at)
            values (@Id, @Email, '', @Language, @Now, @Now)
            on conflict (email) do nothing
            returning id
        )
        select id from added union all select id from person where email = @Email limit 1
        """;

    /// <summary>In the transaction that is open on the connection.</summary>
    /// <param name="email">As <see cref="SignIn.EmailAddress"/> reads it.</param>
    public static Task<Guid> HandleAsync(NpgsqlConnection connection, string email, string language, Instant now) =>
        connection.ExecuteScalarAsync<Guid>(Sql, new { Id = Guid.CreateVersion7(), Email = email, Language = language, Now = now });
}
