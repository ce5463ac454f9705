using Booking.Web.Features.Resources;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>Adds the dates that have come into sight, and takes what others have given up of the time that own use wants. Safe to repeat.</summary>
public sealed class ExtendOwnUse(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    public async Task HandleAsync(Guid resourceId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(resourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        await PlanOwnUse.WriteAsync(connection, resource, now, cancellation);
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
