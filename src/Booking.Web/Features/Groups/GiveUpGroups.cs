using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

/// <summary>What becomes of a person's groups when the person is deleted: others carry on, and a group without others ends.</summary>
public static class GiveUpGroups
{
    private const string OfSql = "select community_id from community_booker where person_id = @personId order by community_id";

    private const string FollowSql = """
        update community_member set organiser = true
        where community_id = @groupId
          and not exists (
              select from community_booker where community_id = @groupId and organiser and person_id <> @personId)
          and person_id = (
              select person_id from community_booker
              where community_id = @groupId and person_id <> @personId
              order by joined_at, person_id
              limit 1)
        """;

    private const string HasOthersSql = """
        select exists (select from community_booker where community_id = @groupId and person_id <> @personId)
        """;

    public static async Task<bool> HasAnyAsync(NpgsqlConnection connection, Guid personId) =>
        (await connection.QueryAsync<Guid>(OfSql, new { personId })).Any();

    /// <summary>
    /// One group at a time, each in a transaction of its own. If nobody else organises it, whoever has been in it longest does from now on:
    /// nobody is kept from being deleted by it.
    /// </summary>
    public static async Task HandleAsync(NpgsqlConnection connection, Guid personId, Instant now)
    {
        foreach (var groupId in (await connection.QueryAsync<Guid>(OfSql, new { personId })).AsList())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await GroupMembers.LockAsync(connection, groupId);
            if (await connection.ExecuteScalarAsync<bool>(HasOthersSql, new { groupId, personId }))
            {
                await connection.ExecuteAsync(FollowSql, new { groupId, personId });
                await GroupMembers.WithdrawAsync(connection, groupId, personId, personId, now);
            }
            else
            {
                await EndGroup.EndAsync(connection, groupId, personId, now);
            }

            await transaction.CommitAsync();
        }
    }
}
