using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <summary>Who looks after an owner's resources: its caretakers, and administrators.</summary>
public sealed class CaretakerRights(NpgsqlDataSource database)
{
    public async Task<bool> IsCaretakerAsync(SignedInPerson person, Guid ownerId, CancellationToken cancellation)
    {
        if (person.IsAdministrator)
        {
            return true;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from owner_role where owner_id = @ownerId and person_id = @Id and role = 'caretaker')",
            new { ownerId, person.Id }, cancellationToken: cancellation));
    }
}
