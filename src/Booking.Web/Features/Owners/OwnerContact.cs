using Dapper;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>Someone who is written to about what is an owner's to do.</summary>
public sealed record OwnerContact(string Email, string Name, string Language)
{
    // At each owner those whose task it is come before its administrators, and nearer owners before wider ones.
    private const string Sql = """
        with holder as (
            select p.email, p.name, p.language, 2 * above.distance + (r.role = 'administrator')::int as rank
            from owners_above(@ownerId) above
            join owner_role r on r.owner_id = above.owner_id
            join person p on p.id = r.person_id
            where r.role = any(@Roles) and p.verified_at is not null
        )
        select distinct email, name, language from holder where rank = (select min(rank) from holder) order by email
        """;

    private const string MunicipalitySql = """
        select email, name, language from person where is_administrator and verified_at is not null order by email
        """;

    /// <summary>Those nearest to the owner who have the right; none where nobody has.</summary>
    public static async Task<IReadOnlyList<OwnerContact>> ReadAsync(
        NpgsqlConnection connection, Guid ownerId, OwnerRight right, CancellationToken cancellation) =>
        (await connection.QueryAsync<OwnerContact>(new CommandDefinition(
            Sql, new { ownerId, Roles = OwnerRights.RolesWith(right) }, cancellationToken: cancellation))).AsList();

    /// <summary>The municipality's administrators.</summary>
    public static async Task<IReadOnlyList<OwnerContact>> OfMunicipalityAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        (await connection.QueryAsync<OwnerContact>(new CommandDefinition(MunicipalitySql, cancellationToken: cancellation))).AsList();
}
