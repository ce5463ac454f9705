using Booking.Web.Features.Resources;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>Someone who is written to when an owner is asked.</summary>
public sealed record OwnerContact(string Email, string Name, string Language)
{
    private const string Sql = """
        select p.email, p.name, p.language
        from owner_role r
        join person p on p.id = r.person_id
        where r.owner_id = @Id and r.role = 'caretaker'
        order by p.email
        """;

    /// <summary>The caretakers; where there is none, the address that the owner is known by.</summary>
    public static async Task<IReadOnlyList<OwnerContact>> ReadAsync(NpgsqlConnection connection, CatalogueResource resource)
    {
        var caretakers = (await connection.QueryAsync<OwnerContact>(Sql, new { resource.Owner.Id })).AsList();
        return caretakers.Count > 0 ? caretakers : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")];
    }
}
