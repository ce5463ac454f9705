using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public enum LeaveOutcome
{
    Left,

    /// <summary>They are nothing there.</summary>
    NotFound,

    /// <summary>Somebody else has to be administrator first.</summary>
    LastAdministrator,

    /// <summary>Whoever was to follow has left meanwhile: nothing was changed.</summary>
    SuccessorGone,
}

/// <summary>Gives up all that one is at an owner; the last administrator names another who has a role there.</summary>
public sealed class LeaveOwner(NpgsqlDataSource database, IClock clock)
{
    /// <param name="successor">Who becomes administrator; null to leave it as it is.</param>
    public async Task<LeaveOutcome> HandleAsync(SignedInPerson actor, Guid ownerId, Guid? successor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRoles.LockAsync(connection, ownerId);
        var own = await WriteRoles.ReadAsync(connection, ownerId, actor.Id);
        if (own.Count == 0)
        {
            return LeaveOutcome.NotFound;
        }

        // Only an administrator makes another.
        if (successor is { } next && next != actor.Id && own.Contains(OwnerRole.Administrator))
        {
            var roles = await WriteRoles.ReadAsync(connection, ownerId, next);
            if (roles.Count == 0)
            {
                return LeaveOutcome.SuccessorGone;
            }

            await WriteRoles.TryAsync(connection, ownerId, next, [.. roles, OwnerRole.Administrator], actor.Id, now);
        }

        if (!await WriteRoles.TryAsync(connection, ownerId, actor.Id, [], actor.Id, now))
        {
            return LeaveOutcome.LastAdministrator;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return LeaveOutcome.Left;
    }
}
