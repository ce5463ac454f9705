using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>
/// The one write by which roles change. All of it happens under the lock on the owner's row, so that of two administrators who
/// leave at once one stays.
/// </summary>
public static class WriteRoles
{
    private const string LockSql = "select id from owner where id = any(@ids) order by id for no key update";

    private const string ReadSql = "select role from owner_role where owner_id = @ownerId and person_id = @personId order by role";

    private const string HasOtherSql = """
        select exists (select from owner_role where owner_id = @ownerId and role = 'administrator' and person_id <> @personId)
        """;

    private const string WriteSql = """
        delete from owner_role where owner_id = @ownerId and person_id = @personId and role <> all(@roles);
        insert into owner_role (owner_id, person_id, role) select @ownerId, @personId, unnest(@roles) on conflict do nothing;
        """;

    /// <summary>
    /// Keeps others from changing who is what at these owners, for the rest of the transaction. Before any lock on a person: whoever
    /// writes a role holds the owner's lock when it takes that one.
    /// </summary>
    public static Task LockAsync(NpgsqlConnection connection, params Guid[] ownerIds) =>
        connection.ExecuteAsync(LockSql, new { ids = ownerIds });

    public static async Task<IReadOnlyList<OwnerRole>> ReadAsync(NpgsqlConnection connection, Guid ownerId, Guid personId) =>
        [.. (await connection.QueryAsync<string>(ReadSql, new { ownerId, personId })).Select(name => OwnerRights.Find(name)!.Value).Order()];

    /// <summary>Under <see cref="LockAsync"/>. False when that would leave the owner without any administrator: then nothing is written.</summary>
    /// <param name="roles">All that they are from now on; none for nothing.</param>
    public static async Task<bool> TryAsync(
        NpgsqlConnection connection, Guid ownerId, Guid personId, IReadOnlyCollection<OwnerRole> roles, Guid? actorId, Instant now)
    {
        var before = await ReadAsync(connection, ownerId, personId);
        if (before.Contains(OwnerRole.Administrator) && !roles.Contains(OwnerRole.Administrator)
            && !await connection.ExecuteScalarAsync<bool>(HasOtherSql, new { ownerId, personId }))
        {
            return false;
        }

        if (before.ToHashSet().SetEquals(roles))
        {
            return true;
        }

        string[] names = [.. roles.Distinct().Order().Select(OwnerRights.NameOf)];
        await connection.ExecuteAsync(WriteSql, new { ownerId, personId, roles = names });
        await OwnerAudit.WriteAsync(
            connection, ownerId, OwnerAudit.RolesChanged, personId, before.Select(OwnerRights.NameOf), names, actorId, now);
        return true;
    }
}
