using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>
/// Who may do what at which owner, as the database has it at this moment. A right at an owner is a right at all that stands below
/// it; the municipality's administrators have every right everywhere.
/// </summary>
public sealed class OwnerAccess(NpgsqlDataSource database)
{
    private const string HasSql = """
        select exists (
            select from owner_role r
            where r.person_id = @PersonId and r.role = any(@Roles) and r.owner_id in (select owner_id from owners_above(@OwnerId)))
            or (@OfOwnAddress and exists (select from owner where id = @OwnerId and lower(email) = lower(@Email)))
        """;

    private const string OwnersSql = """
        select owner_id from owners_below(array(select owner_id from owner_role where person_id = @PersonId and role = any(@Roles)))
        union
        select id from owner where @OfOwnAddress and lower(email) = lower(@Email)
        """;

    private const string AnyoneSql = """
        select owner_id from owners_below(array(select owner_id from owner_role where role = any(@Roles)))
        """;

    private const string IdSql = "select id from owner where slug = @slug";

    public async Task<bool> HasAsync(SignedInPerson person, OwnerRight right, Guid ownerId, CancellationToken cancellation)
    {
        if (person.IsAdministrator)
        {
            return true;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await HasAsync(connection, person, right, ownerId, cancellation);
    }

    /// <summary>Of the owner of that name; false as well when there is none.</summary>
    public async Task<bool> HasAsync(SignedInPerson person, OwnerRight right, string slug, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(IdSql, new { slug }, cancellationToken: cancellation)) is { } id
            && await HasAsync(connection, person, right, id, cancellation);
    }

    /// <summary>For those who have a connection open: waiting for a second one while holding the first can last for ever.</summary>
    public static async Task<bool> HasAsync(
        NpgsqlConnection connection, SignedInPerson person, OwnerRight right, Guid ownerId, CancellationToken cancellation) =>
        person.IsAdministrator || await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            HasSql,
            new
            {
                PersonId = person.Id, person.Email, OwnerId = ownerId, Roles = OwnerRights.RolesWith(right),
                OfOwnAddress = OwnerRights.IsOfOwnAddress(right),
            },
            cancellationToken: cancellation));

    /// <summary>All that someone may do there.</summary>
    public async Task<IReadOnlyList<OwnerRight>> RightsAsync(SignedInPerson person, Guid ownerId, CancellationToken cancellation)
    {
        List<OwnerRight> rights = [];
        foreach (var right in person.LooksAfter ? Enum.GetValues<OwnerRight>() : [])
        {
            if (await HasAsync(person, right, ownerId, cancellation))
            {
                rights.Add(right);
            }
        }

        return rights;
    }

    public async Task<IReadOnlySet<Guid>> OwnersAsync(SignedInPerson person, OwnerRight right, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await OwnersAsync(connection, person, right, cancellation);
    }

    /// <summary>The owners at which someone has a right by what they are there or above, not by being the municipality's administrator.</summary>
    public static async Task<IReadOnlySet<Guid>> OwnersAsync(
        NpgsqlConnection connection, SignedInPerson person, OwnerRight right, CancellationToken cancellation) =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(
            OwnersSql,
            new
            {
                PersonId = person.Id, person.Email, Roles = OwnerRights.RolesWith(right), OfOwnAddress = OwnerRights.IsOfOwnAddress(right),
            },
            cancellationToken: cancellation))).ToHashSet();

    /// <summary>The owners at which anyone has a right.</summary>
    public static async Task<IReadOnlySet<Guid>> WithAnyoneAsync(NpgsqlConnection connection, OwnerRight right, CancellationToken cancellation) =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(
            AnyoneSql, new { Roles = OwnerRights.RolesWith(right) }, cancellationToken: cancellation))).ToHashSet();
}
