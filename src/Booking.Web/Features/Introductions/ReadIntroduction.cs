using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <summary>One introduction, for those who may take it back.</summary>
/// <param name="Place">Null when it is for all the owner has.</param>
public sealed record StandingIntroduction(Guid Id, string Name, string Email, OwnerCard Owner, CatalogueResource? Place);

public sealed class ReadIntroduction(NpgsqlDataSource database, Catalogue catalogue)
{
    private const string Sql = """
        select i.id, p.name, p.email, i.owner_id, i.resource_id
        from introduction i
        join person p on p.id = i.person_id
        where i.id = @id
        """;

    private sealed record Row(Guid Id, string Name, string Email, Guid OwnerId, Guid? ResourceId);

    /// <summary>Null when there is none, or it is none of this person's business: the two look the same.</summary>
    public async Task<StandingIntroduction?> HandleAsync(SignedInPerson reader, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Sql, new { id }, cancellationToken: cancellation));
        if (row is null || !await OwnerAccess.HasAsync(connection, reader, OwnerRight.Introduce, row.OwnerId, cancellation))
        {
            return null;
        }

        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        return new(row.Id, row.Name, row.Email, snapshot.FindOwner(row.OwnerId)!, row.ResourceId is { } place ? snapshot.Get(place) : null);
    }
}
