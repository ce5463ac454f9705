using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>How one gets in at a place, for those who look after it: without any code.</summary>
/// <param name="Left">Codes on its list that nobody has had.</param>
/// <param name="Taken">Codes on its list that somebody has had.</param>
/// <param name="LockHost">Where its lock system is asked; null where none is.</param>
public sealed record AccessOverview(AccessTerms Terms, int Left, int Taken, string? LockHost);

/// <param name="Source">One of <see cref="AccessSource"/>.</param>
/// <param name="Failing">Its lock system does not answer.</param>
/// <param name="Left">Codes on its list that nobody has had.</param>
public sealed record AccessOfPlace(CatalogueResource Resource, string Source, bool Failing, int Left);

public sealed class ReadAccess(NpgsqlDataSource database, Catalogue catalogue, ProtectedText secrets, FetchLimits limits)
{
    private const string CountsSql = """
        select count(*) filter (where taken_at is null)::int as left, count(*) filter (where taken_at is not null)::int as taken
        from access_code
        where resource_id = @Id
        """;

    private const string ListSql = """
        select r.id, coalesce(a.source, 'none') as source, a.failing_since is not null as failing,
               (select count(*)::int from access_code c where c.resource_id = r.id and c.taken_at is null) as left
        from unnest(@Resources) as r (id)
        left join resource_access a on a.resource_id = r.id
        """;

    private sealed record Counts(int Left, int Taken);

    private sealed record Row(Guid Id, string Source, bool Failing, int Left);

    public async Task<AccessOverview> HandleAsync(CatalogueResource resource, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var terms = await AccessTerms.FindAsync(connection, resource.Id, cancellation) ?? AccessTerms.Empty(resource.Id);
        var counts = await connection.QuerySingleAsync<Counts>(new CommandDefinition(CountsSql, new { resource.Id }, cancellationToken: cancellation));
        return new AccessOverview(
            terms, counts.Left, counts.Taken,
            secrets.Read(terms.LockAddress) is { } kept ? CalendarAddress.Parse(kept, limits)?.Uri.Host : null);
    }

    /// <summary>What somebody looks after, by owner and then by name.</summary>
    public async Task<IReadOnlyList<AccessOfPlace>> ListAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.LookAfter, cancellation);
        var mine = snapshot.All.Where(resource => owners.Contains(resource.Owner.Id))
            .OrderBy(resource => resource.Owner.Name.ToString(), StringComparer.CurrentCulture)
            .ThenBy(resource => resource.Name.ToString(), StringComparer.CurrentCulture)
            .ToList();
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            ListSql, new { Resources = mine.ConvertAll(resource => resource.Id).ToArray() }, cancellationToken: cancellation))).ToDictionary(row => row.Id);
        return [.. mine.Select(resource => new AccessOfPlace(resource, rows[resource.Id].Source, rows[resource.Id].Failing, rows[resource.Id].Left))];
    }
}
