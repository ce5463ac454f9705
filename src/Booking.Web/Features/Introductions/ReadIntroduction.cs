using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <summary>One introduction of one owner, for those who may take it back.</summary>
public sealed record OwnersIntroduction(GivenIntroduction Introduction, OwnerCard Owner);

public sealed class ReadIntroduction(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string Sql = """
        select i.id, p.name, p.email, i.owner_id, i.resource_id, i.given_at, i.expires_at, coalesce(g.name, '') as given_by
        from introduction i
        join person p on p.id = i.person_id
        left join person g on g.id = i.given_by
        where i.id = @id
        """;

    private sealed record Row(
        Guid Id, string Name, string Email, Guid OwnerId, Guid? ResourceId, Instant GivenAt, Instant? ExpiresAt, string GivenBy);

    /// <summary>Null when there is none, or it is none of this person's business: the two look the same.</summary>
    public async Task<OwnersIntroduction?> HandleAsync(SignedInPerson reader, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Sql, new { id }, cancellationToken: cancellation));
        if (row is null || !await OwnerAccess.HasAsync(connection, reader, OwnerRight.Introduce, row.OwnerId, cancellation))
        {
            return null;
        }

        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        return new(
            new GivenIntroduction(
                row.Id, row.Name, row.Email, row.ResourceId is { } place ? snapshot.Get(place) : null, row.GivenAt, row.GivenBy,
                Validity.Of(row.GivenAt, row.ExpiresAt, OwnersPlaces.Of(snapshot, row.OwnerId, row.ResourceId), clock.GetCurrentInstant())),
            snapshot.FindOwner(row.OwnerId)!);
    }
}
