using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <param name="Place">Null when it is for all the owner has.</param>
public sealed record OwnIntroduction(OwnerCard Owner, CatalogueResource? Place, Validity Validity);

public sealed record OwnMembership(OwnerCard Owner, Instant Since);

/// <summary>What owners have given to one person.</summary>
public sealed record OwnStanding(IReadOnlyList<OwnIntroduction> Introductions, IReadOnlyList<OwnMembership> Memberships);

/// <summary>A person's own introductions and memberships, the newest first.</summary>
public sealed class ReadOwn(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string Sql = """
        select owner_id, resource_id, given_at, expires_at from introduction where person_id = @person order by given_at desc, id;
        select owner_id, since from membership where person_id = @person order by since desc, owner_id
        """;

    private sealed record IntroductionRow(Guid OwnerId, Guid? ResourceId, Instant GivenAt, Instant? ExpiresAt);

    private sealed record MembershipRow(Guid OwnerId, Instant Since);

    public async Task<OwnStanding> HandleAsync(Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        List<IntroductionRow> introductions;
        List<MembershipRow> memberships;
        await using (var rows = await connection.QueryMultipleAsync(Sql, new { person }))
        {
            introductions = (await rows.ReadAsync<IntroductionRow>()).AsList();
            memberships = (await rows.ReadAsync<MembershipRow>()).AsList();
        }

        if (introductions.Count + memberships.Count == 0)
        {
            return new([], []);
        }

        var snapshot = await catalogue.ReadAsync(connection, CancellationToken.None);
        var now = clock.GetCurrentInstant();
        return new(
            [.. introductions.Select(row => new OwnIntroduction(
                snapshot.FindOwner(row.OwnerId)!,
                row.ResourceId is { } place ? snapshot.Get(place) : null,
                Validity.Of(row.GivenAt, row.ExpiresAt, OwnersPlaces.Of(snapshot, row.OwnerId, row.ResourceId), now)))],
            [.. memberships.Select(row => new OwnMembership(snapshot.FindOwner(row.OwnerId)!, row.Since))]);
    }
}
