using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

/// <summary>Ends a group for good. What is booked for it stays, and is then only of the one who booked: nobody loses time they count on.</summary>
public sealed class EndGroup(NpgsqlDataSource database, IClock clock)
{
    private const string Sql = """
        update person set revised_at = greatest(revised_at, @now)
        where id in (select person_id from community_booker where community_id = @groupId);
        delete from community where id = @groupId;
        insert into audit (at, actor_id, action, subject) values (@now, @actorId, 'group.ended', @groupId);
        """;

    /// <summary>False when there is no such group or it is not this person's to end.</summary>
    public async Task<bool> HandleAsync(SignedInPerson actor, Guid groupId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await GroupMembers.LockAsync(connection, groupId);
        if (!await GroupMembers.IsOrganiserAsync(connection, groupId, actor.Id, cancellation))
        {
            return false;
        }

        await EndAsync(connection, groupId, actor.Id, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Under <see cref="GroupMembers.LockAsync"/>, in the transaction that is open on the connection.</summary>
    public static Task EndAsync(NpgsqlConnection connection, Guid groupId, Guid actorId, Instant now) =>
        connection.ExecuteAsync(Sql, new { groupId, actorId, now });
}
