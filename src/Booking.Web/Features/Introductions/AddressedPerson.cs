using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <summary>
/// Whoever has an address. Nobody is told whether they were known: one who was not gets a row without a name that is theirs when they
/// first sign in, and has no rights until then.
/// </summary>
public sealed record AddressedPerson(Guid Id, string Name, string Language)
{
    // The update changes nothing: it locks the row, so that the person is not deleted before what they are given is written.
    private const string Sql = """
        insert into person (id, email, name, created_at, revised_at)
        values (@NewId, @Email, '', @Now, @Now)
        on conflict (email) do update set email = excluded.email
        returning id, name, language
        """;

    /// <summary>In the transaction that is open on the connection.</summary>
    /// <param name="email">As <see cref="SignIn.EmailAddress"/> reads it.</param>
    public static Task<AddressedPerson> MeetAsync(NpgsqlConnection connection, string email, Instant now) =>
        connection.QuerySingleAsync<AddressedPerson>(Sql, new { NewId = Guid.CreateVersion7(), Email = email, Now = now });
}
