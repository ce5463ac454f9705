using Dapper;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <summary>Ends sessions on the server: a copied cookie is worth nothing from then on.</summary>
public sealed class EndSession(NpgsqlDataSource database)
{
    /// <summary>Answers whether there was such a session of this person's.</summary>
    public async Task<bool> One(Guid session, Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(
            "delete from session where id = @Session and person_id = @Person", new { Session = session, Person = person }) > 0;
    }

    public async Task AllBut(Guid? kept, Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "delete from session where person_id = @Person and id is distinct from @Kept", new { Person = person, Kept = kept });
    }
}
