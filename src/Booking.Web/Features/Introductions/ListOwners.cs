using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <summary>An owner in the list, with how many have something from it.</summary>
public sealed record OwnerLine(Guid Id, string Slug, string NameDa, string NameEn, int Introductions, int Members);

/// <summary>The owners for which someone introduces; for an administrator all.</summary>
public sealed class ListOwners(NpgsqlDataSource database)
{
    private const string Sql = """
        select o.id, o.slug, o.name_da, o.name_en,
               (select count(*)::int from introduction i where i.owner_id = o.id) as introductions,
               (select count(*)::int from membership m where m.owner_id = o.id) as members
        from owner o
        where @Everywhere or o.id = any(@Owners)
        order by o.name_da collate "da-x-icu", o.id
        """;

    public async Task<IReadOnlyList<OwnerLine>> HandleAsync(SignedInPerson reader, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, reader, OwnerRight.Introduce, cancellation);
        return (await connection.QueryAsync<OwnerLine>(new CommandDefinition(
            Sql, new { Everywhere = reader.IsAdministrator, Owners = owners.ToArray() }, cancellationToken: cancellation))).AsList();
    }
}
