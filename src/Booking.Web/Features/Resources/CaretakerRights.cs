using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <summary>Who looks after an owner's resources: its caretakers, and administrators.</summary>
public sealed class CaretakerRights(NpgsqlDataSource database)
{
    private const string Sql = """
        select exists (select from owner_role where owner_id = @ownerId and person_id = @Id and role = 'caretaker')
        """;

    public async Task<bool> IsCaretakerAsync(SignedInPerson person, Guid ownerId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await IsCaretakerAsync(connection, person, ownerId, cancellation);
    }

    /// <summary>For those who have a connection open: waiting for a second one while holding the first can last for ever.</summary>
    public static async Task<bool> IsCaretakerAsync(
        NpgsqlConnection connection, SignedInPerson person, Guid ownerId, CancellationToken cancellation) =>
        person.IsAdministrator || await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(Sql, new { ownerId, person.Id }, cancellationToken: cancellation));
}
