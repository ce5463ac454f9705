using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public enum ChangeRolesOutcome
{
    Changed,

    /// <summary>They are nothing at that owner, or it is not this person's to change.</summary>
    NotFound,

    /// <summary>Nobody would be left who could say who does what.</summary>
    LastAdministrator,
}

/// <summary>Says what someone is at an owner; being nothing is to be removed.</summary>
public sealed class ChangeRoles(NpgsqlDataSource database, IClock clock)
{
    public async Task<ChangeRolesOutcome> HandleAsync(
        SignedInPerson actor, Guid ownerId, Guid personId, IReadOnlyCollection<OwnerRole> roles, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRoles.LockAsync(connection, ownerId);
        // Under the lock: whoever is being removed at this moment removes nobody.
        if (!await OwnerAccess.HasAsync(connection, actor, OwnerRight.ManagePeople, ownerId, cancellation)
            || (await WriteRoles.ReadAsync(connection, ownerId, personId)).Count == 0)
        {
            return ChangeRolesOutcome.NotFound;
        }

        if (!await WriteRoles.TryAsync(connection, ownerId, personId, roles, actor.Id, clock.GetCurrentInstant()))
        {
            return ChangeRolesOutcome.LastAdministrator;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return ChangeRolesOutcome.Changed;
    }
}
