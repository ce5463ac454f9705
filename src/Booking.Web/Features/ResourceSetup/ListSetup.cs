using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>What a person may set up, and for whom.</summary>
public sealed class ListSetup(NpgsqlDataSource database, Catalogue catalogue)
{
    /// <summary>The owners one may share something for, one's own before those one has by being the municipality's administrator.</summary>
    public async Task<IReadOnlyList<OwnerCard>> OwnersAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await OwnersAsync(connection, person, cancellation);
    }

    public async Task<IReadOnlyList<SetupRecord>> HandleAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var owners = await OwnersAsync(connection, person, cancellation);
        return await SetupRecord.OfOwnersAsync(connection, [.. owners.Select(owner => owner.Id)], cancellation);
    }

    private async Task<IReadOnlyList<OwnerCard>> OwnersAsync(NpgsqlConnection connection, SignedInPerson person, CancellationToken cancellation)
    {
        var own = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.SetUp, cancellation);
        return
        [
            .. (await catalogue.ReadAsync(connection, cancellation)).Owners
                .Where(owner => person.IsAdministrator || own.Contains(owner.Id))
                .OrderBy(owner => !own.Contains(owner.Id))
                .ThenBy(owner => owner.Name.Da, StringComparer.CurrentCulture),
        ];
    }
}
