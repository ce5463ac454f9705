using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>Keeps the name a person gives with the first booking, so that the caretaker knows who is coming.</summary>
public sealed class NamePerson(NpgsqlDataSource database)
{
    public async Task<SignedInPerson> HandleAsync(SignedInPerson person, string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync("update person set name = @name where id = @Id and name = ''", new { name, person.Id });
        return person with { Name = name };
    }
}
