using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <summary>Ends a membership. Bookings already made stand.</summary>
public sealed class RemoveMember(NpgsqlDataSource database, ReadMember read, IClock clock)
{
    private const string Sql = """
        with gone as (
            delete from membership where owner_id = @OwnerId and person_id = @PersonId returning owner_id, person_id, since
        )
        insert into audit (at, actor_id, action, subject, owner_id, detail)
        select @Now, @ActorId, 'membership.ended', person_id, owner_id, jsonb_build_object('owner', owner_id, 'since', since, 'reason', @Reason::text)
        from gone
        """;

    /// <param name="reason">As <see cref="EndReason"/> reads it.</param>
    public async Task<EndOutcome> HandleAsync(SignedInPerson actor, Guid ownerId, Guid personId, string reason, CancellationToken cancellation)
    {
        if (await read.HandleAsync(actor, ownerId, personId, cancellation) is null)
        {
            return EndOutcome.NotFound;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(
            Sql, new { OwnerId = ownerId, PersonId = personId, ActorId = actor.Id, Reason = reason, Now = clock.GetCurrentInstant() }) > 0
            ? EndOutcome.Ended
            : EndOutcome.NotFound;
    }
}
