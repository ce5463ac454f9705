using Booking.Web.Features.SignIn;
using Dapper;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Saves where it is and how one finds in.</summary>
public sealed class SaveWhere(SaveStep save)
{
    private const string Sql = """
        update resource
        set address = @Address, district = @District, latitude = @Latitude, longitude = @Longitude, address_private = @AddressPrivate,
            directions_da = @Da, directions_en = @En
        where id = @Id
        """;

    public Task HandleAsync(SetupRecord resource, WhereAnswer answer, SignedInPerson actor, CancellationToken cancellation) => save.HandleAsync(
        resource, SetupStep.Where,
        (connection, transaction) => connection.ExecuteAsync(
            Sql,
            new { answer.Address, answer.District, answer.Latitude, answer.Longitude, answer.AddressPrivate, answer.Directions.Da, answer.Directions.En, resource.Id },
            transaction),
        // Where a citizen lives is no matter for a log that is never changed.
        new { resource.District, resource.AddressPrivate }, new { answer.District, answer.AddressPrivate }, actor, cancellation);
}
