using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

/// <summary>Says yes or no to belonging to a group.</summary>
public sealed class AnswerGroupInvitation(NpgsqlDataSource database, IClock clock)
{
    // Their calendar shows what is booked for the group from now on.
    private const string JoinSql = """
        with joined as (
            update community_member set joined_at = @Now
            where community_id = @GroupId and person_id = @PersonId and joined_at is null
            returning person_id
        ), revised as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from joined)
        )
        insert into audit (at, actor_id, action, subject, detail)
        select @Now, @PersonId, 'group.joined', person_id, jsonb_build_object('group', @GroupId) from joined
        """;

    private const string DeclineSql = """
        with gone as (
            delete from community_member
            where community_id = @GroupId and person_id = @PersonId and joined_at is null
            returning person_id
        )
        insert into audit (at, actor_id, action, subject, detail)
        select @Now, @PersonId, 'group.declined', person_id, jsonb_build_object('group', @GroupId) from gone
        """;

    /// <summary>False when nobody asks them, or they have answered.</summary>
    public async Task<bool> HandleAsync(SignedInPerson person, Guid groupId, bool yes, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(
            yes ? JoinSql : DeclineSql, new { GroupId = groupId, PersonId = person.Id, Now = clock.GetCurrentInstant() }) == 1;
    }
}
