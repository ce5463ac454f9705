using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Who may set rules where: administrators everywhere, an owner's caretakers for the owner and its resources.</summary>
public sealed class RuleSetters(NpgsqlDataSource database)
{
    private const string OwnersSql = """
        select owner_id from owner_role where person_id = @Id and role = 'caretaker'
        """;

    public async Task<bool> MaySetAsync(SignedInPerson person, RuleTarget target, CancellationToken cancellation)
    {
        if (target.OwnerId is null || person.IsAdministrator)
        {
            return person.IsAdministrator;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await CaretakerRights.IsCaretakerAsync(connection, person, target.OwnerId.Value, cancellation);
    }

    /// <summary>The owners whose rules that person sets as their caretaker.</summary>
    public async Task<IReadOnlySet<Guid>> OwnersAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<Guid>(
            new CommandDefinition(OwnersSql, new { person.Id }, cancellationToken: cancellation))).ToHashSet();
    }
}
