using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>Whom a question to an owner goes to.</summary>
public static class Answerers
{
    /// <summary>Those who answer for the owner; where nobody does, the address that it is known by.</summary>
    public static async Task<IReadOnlyList<OwnerContact>> OfAsync(
        NpgsqlConnection connection, CatalogueResource resource, CancellationToken cancellation)
    {
        var people = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.AnswerRequests, cancellation);
        return people.Count > 0 ? people : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")];
    }
}
