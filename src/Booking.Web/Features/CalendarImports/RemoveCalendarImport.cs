using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarImports;

/// <summary>Reads a calendar no more. Its times become free, and its address is forgotten.</summary>
public sealed class RemoveCalendarImport(NpgsqlDataSource database, IClock clock)
{
    private const string TimesSql = "select id from own_time where import_id = @Id";

    private const string RemoveSql = """
        with removed as (
            delete from calendar_import where id = @Id and resource_id = @ResourceId returning id
        ), audited as (
            insert into audit (at, actor_id, owner_id, action, subject) select @Now, @By, @OwnerId, 'calendar-import.removed', id from removed
        )
        select count(*) from removed
        """;

    /// <summary>False when there is none.</summary>
    public async Task<bool> HandleAsync(CatalogueResource resource, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        var times = (await connection.QueryAsync<Guid>(TimesSql, new { Id = id })).AsList();
        if (await connection.ExecuteScalarAsync<long>(
            RemoveSql, new { Id = id, ResourceId = resource.Id, Now = now, By = actor.Id, OwnerId = resource.Owner.Id }) == 0)
        {
            return false;
        }

        await HoldOwnTime.FreeAsync(connection, times, now);
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
