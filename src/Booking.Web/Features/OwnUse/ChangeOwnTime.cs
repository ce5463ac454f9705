using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

public enum OwnTimeOutcome
{
    Done,
    /// <summary>There is no such time, or it has begun.</summary>
    NotFound,
    /// <summary>Others have it by now.</summary>
    Taken,
}

/// <summary>Takes one date out of a series, or puts it back while it is still free.</summary>
public sealed class ChangeOwnTime(NpgsqlDataSource database, IClock clock)
{
    private const string RemoveSql = """
        update own_time set ended_at = @Now, end_reason = 'removed'
        where id = @Id and resource_id = @ResourceId and own_use_id is not null and ended_at is null and lower(period) > @Now
        """;

    private const string IsTakenSql = """
        select exists (
            select from own_time t join occupancy o on o.unit_id = any(@Units) and o.period && t.period
            where t.id = @Id)
        """;

    // Nobody is asked again about what somebody has just asked for.
    private const string RestoreSql = """
        update own_time set ended_at = null, end_reason = null, confirmed_at = @Now
        where id = @Id and resource_id = @ResourceId and ended_at is not null and lower(period) > @Now
          and exists (select from own_use u where u.id = own_use_id and u.ended_at is null)
        """;

    private const string AuditSql = """
        insert into audit (at, actor_id, owner_id, action, subject) values (@Now, @By, @OwnerId, @Action, @Id)
        """;

    public async Task<OwnTimeOutcome> RemoveAsync(CatalogueResource resource, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        if (await connection.ExecuteAsync(RemoveSql, new { Id = id, ResourceId = resource.Id, Now = now }) == 0)
        {
            return OwnTimeOutcome.NotFound;
        }

        await HoldOwnTime.FreeAsync(connection, [id], now);
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await WriteAuditAsync(connection, resource, "own-use.date-removed", id, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return OwnTimeOutcome.Done;
    }

    /// <summary>Also one that was given back.</summary>
    public async Task<OwnTimeOutcome> RestoreAsync(CatalogueResource resource, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        if (await connection.ExecuteAsync(RestoreSql, new { Id = id, ResourceId = resource.Id, Now = now }) == 0)
        {
            return OwnTimeOutcome.NotFound;
        }

        if (await connection.ExecuteScalarAsync<bool>(IsTakenSql, new { Id = id, Units = resource.Units.ToArray() }))
        {
            return OwnTimeOutcome.Taken;
        }

        await HoldOwnTime.TakeAsync(connection, resource, now);
        await WriteAuditAsync(connection, resource, "own-use.date-restored", id, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return OwnTimeOutcome.Done;
    }

    private static Task<int> WriteAuditAsync(
        NpgsqlConnection connection, CatalogueResource resource, string action, Guid id, SignedInPerson actor, Instant now) =>
        connection.ExecuteAsync(AuditSql, new { Now = now, By = actor.Id, OwnerId = resource.Owner.Id, Action = action, Id = id });
}
