using System.Security.Claims;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceImport;

/// <summary>A file as whoever sent it sees it.</summary>
/// <param name="Id">It is kept under.</param>
/// <param name="File">What would come of it; null when its drafts are made.</param>
/// <param name="Made">The drafts, in the order of the file; none before they are made.</param>
public sealed record ImportInFull(Guid Id, OwnerCard Owner, JudgedFile? File, IReadOnlyList<(string Slug, LocalText Name)> Made);

/// <summary>Finds a file for whoever sent it, while they may set up what it is about. To others there is none.</summary>
public sealed class LookAtImport(NpgsqlDataSource database, Catalogue catalogue, JudgeRows judge, IAuthorizationService authorization, IClock clock)
{
    /// <summary>The file alone.</summary>
    public async Task<KeptImport?> FindAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellation)
    {
        KeptImport? import;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            import = await KeptImport.FindAsync(connection, id, SignedInPerson.From(user)!, cancellation);
        }

        // A right that has been taken away since the file was sent is gone.
        return import is not null && await authorization.MayAsync(user, OwnerRight.SetUp, import.OwnerId) ? import : null;
    }

    public async Task<ImportInFull?> HandleAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(user, id, cancellation) is not { } import)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owner = snapshot.FindOwner(import.OwnerId)!;
        if (import.MadeAt is not null)
        {
            return new ImportInFull(id, owner, null, await import.MadeAsync(connection, cancellation));
        }

        return judge.Of(ReadTable.Of(import.Content).Table!, owner, snapshot, clock.GetCurrentInstant()).File is { } file
            ? new ImportInFull(id, owner, file, [])
            : null;
    }
}
