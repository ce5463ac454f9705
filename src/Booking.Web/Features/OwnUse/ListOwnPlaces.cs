using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>A place somebody looks after, with how much of its own use is entered.</summary>
/// <param name="Series">Entered by hand and not over.</param>
/// <param name="Calendars">Read from elsewhere.</param>
public sealed record OwnPlace(CatalogueResource Resource, int Series, int Calendars);

public sealed class ListOwnPlaces(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string Sql = """
        select r.id,
               (select count(*)::int from own_use u
                where u.resource_id = r.id and u.ended_at is null and (u.last_date is null or u.last_date >= @Today)) as series,
               (select count(*)::int from calendar_import i where i.resource_id = r.id) as calendars
        from unnest(@Resources) as r (id)
        """;

    private sealed record Row(Guid Id, int Series, int Calendars);

    /// <summary>By owner, then by name.</summary>
    public async Task<IReadOnlyList<OwnPlace>> HandleAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.LookAfter, cancellation);
        var mine = snapshot.All.Where(resource => owners.Contains(resource.Owner.Id)).ToList();
        var counts = (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new { Resources = mine.ConvertAll(resource => resource.Id).ToArray(), Today = clock.GetCurrentInstant().InUtc().Date },
            cancellationToken: cancellation))).ToDictionary(row => row.Id);
        return
        [
            .. mine.OrderBy(resource => resource.Owner.Name.ToString(), StringComparer.CurrentCulture).ThenBy(resource => resource.Name.ToString(), StringComparer.CurrentCulture)
                .Select(resource => new OwnPlace(resource, counts[resource.Id].Series, counts[resource.Id].Calendars)),
        ];
    }
}
