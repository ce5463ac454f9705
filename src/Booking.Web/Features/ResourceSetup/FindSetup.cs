using System.Security.Claims;
using Booking.Web.Features.Owners;
using Microsoft.AspNetCore.Authorization;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Finds a resource for those who may set it up. To others there is none.</summary>
public sealed class FindSetup(NpgsqlDataSource database, IAuthorizationService authorization)
{
    public async Task<SetupRecord?> HandleAsync(ClaimsPrincipal user, string slug, CancellationToken cancellation)
    {
        SetupRecord? found;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            found = await SetupRecord.FindAsync(connection, slug, cancellation);
        }

        return found is not null && await authorization.MayAsync(user, OwnerRight.SetUp, found.OwnerId) ? found : null;
    }
}
