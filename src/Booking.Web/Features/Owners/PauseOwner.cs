using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>Takes everything an owner shares off the list, and puts it back. What has been booked stands.</summary>
public sealed class PauseOwner(NpgsqlDataSource database, IClock clock)
{
    // Said twice, it is written once.
    private const string Sql = """
        update owner set paused_at = case when @Paused then @Now end
        where id = @OwnerId and (paused_at is not null) <> @Paused
        """;

    /// <returns>False when there is no such owner, or it is not this person's to pause.</returns>
    public async Task<bool> HandleAsync(SignedInPerson actor, Guid ownerId, bool paused, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await OwnerAccess.HasAsync(connection, actor, OwnerRight.SetUp, ownerId, cancellation))
        {
            return false;
        }

        if (await connection.ExecuteAsync(Sql, new { OwnerId = ownerId, Paused = paused, Now = now }, transaction) == 1)
        {
            await OwnerAudit.WriteAsync(
                connection, ownerId, paused ? OwnerAudit.OwnerPaused : OwnerAudit.OwnerResumed, ownerId, null, null, actor.Id, now);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
