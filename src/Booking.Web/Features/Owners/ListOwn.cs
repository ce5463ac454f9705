using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>An owner and what someone may do there.</summary>
/// <param name="Roles">What they are there themselves; none where a right comes from above.</param>
public sealed record OwnOwner(OwnerCard Owner, IReadOnlyList<OwnerRole> Roles, IReadOnlyList<OwnerRight> Rights);

/// <summary>Every owner at which someone may do something.</summary>
public sealed class ListOwn(NpgsqlDataSource database, Catalogue catalogue)
{
    private const string RolesSql = "select owner_id, role from owner_role where person_id = @Id";

    /// <summary>Those where they have a role first, then in Danish alphabetical order.</summary>
    public async Task<IReadOnlyList<OwnOwner>> HandleAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var roles = (await connection.QueryAsync<(Guid OwnerId, string Role)>(
            new CommandDefinition(RolesSql, new { person.Id }, cancellationToken: cancellation)))
            .ToLookup(row => row.OwnerId, row => OwnerRights.Find(row.Role)!.Value);
        return
        [
            .. snapshot.Owners
                .Select(owner => new OwnOwner(owner, [.. roles[owner.Id].Order()], RightsAt(owner)))
                .Where(one => one.Rights.Count > 0)
                .OrderBy(one => one.Roles.Count == 0).ThenBy(one => one.Owner.Name.Da, StringComparer.CurrentCulture),
        ];

        IReadOnlyList<OwnerRight> RightsAt(OwnerCard owner) => person.IsAdministrator
            ? Enum.GetValues<OwnerRight>()
            : [.. snapshot.Above(owner).SelectMany(above => roles[above.Id]).SelectMany(OwnerRights.Of).Distinct().Order()];
    }
}
