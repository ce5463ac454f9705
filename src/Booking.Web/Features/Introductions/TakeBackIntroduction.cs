using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <summary>Takes an introduction back. Bookings already made stand.</summary>
public sealed class TakeBackIntroduction(NpgsqlDataSource database, ReadIntroduction read, IClock clock)
{
    private const string Sql = """
        with gone as (
            delete from introduction where id = @Id returning id, person_id, owner_id, resource_id, given_at
        )
        insert into audit (at, actor_id, action, subject, owner_id, detail)
        select @Now, @ActorId, 'introduction.taken-back', id, owner_id, jsonb_build_object(
            'person', person_id, 'owner', owner_id, 'resource', resource_id, 'given', given_at, 'reason', @Reason::text)
        from gone
        """;

    /// <param name="reason">As <see cref="EndReason"/> reads it.</param>
    public async Task<EndOutcome> HandleAsync(SignedInPerson actor, Guid id, string reason, CancellationToken cancellation)
    {
        if (await read.HandleAsync(actor, id, cancellation) is null)
        {
            return EndOutcome.NotFound;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(Sql, new { Id = id, ActorId = actor.Id, Reason = reason, Now = clock.GetCurrentInstant() }) > 0
            ? EndOutcome.Ended
            : EndOutcome.NotFound;
    }
}
