using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Admin;

/// <summary>Tries a mail again that had been given up, when what stopped it has been mended. It keeps its Message-ID.</summary>
public sealed class SendAgain(NpgsqlDataSource database, IClock clock)
{
    private const string Sql = """
        with again as (
            update outbox set failed_at = null, due_at = @Now, attempts = 0 where id = @Id and failed_at is not null returning id
        ), audited as (
            insert into audit (at, actor_id, action, subject) select @Now, @ActorId, 'mail.again', id from again
        )
        select count(*) from again
        """;

    /// <summary>False when there is no such mail, or it has not been given up.</summary>
    public async Task<bool> HandleAsync(Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql, new { Id = id, ActorId = actor.Id, Now = clock.GetCurrentInstant() }, cancellationToken: cancellation)) == 1;
    }
}
