using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>Gives a time to others that its owner was asked about and has not said to need.</summary>
public sealed class ReleaseOwnTime(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string ResourceSql = "select resource_id from own_time where id = @id";

    // What nobody has had in hand for a day is not given away: a mail server may have been down.
    private const string ReleaseSql = """
        with released as (
            update own_time t set ended_at = @Now, end_reason = 'released'
            where t.id = @Id and t.release_at <= @Now and t.confirmed_at is null and t.ended_at is null and lower(t.period) > @Now
              and exists (select from outbox o where o.id = any(t.asked_mails) and o.sent_at <= @SentBy)
            returning id
        ), audited as (
            insert into audit (at, owner_id, action, subject) select @Now, @OwnerId, 'own-use.released', id from released
        )
        select count(*) from released
        """;

    /// <summary>True when this call released it. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(ResourceSql, new { id }, cancellationToken: cancellation)) is not { } resourceId)
        {
            return false;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(resourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        if (await connection.ExecuteScalarAsync<long>(
            ReleaseSql, new { Id = id, Now = now, SentBy = now - AskAboutOwnUse.LeastToAnswer, OwnerId = resource.Owner.Id }) == 0)
        {
            return false;
        }

        await HoldOwnTime.FreeAsync(connection, [id], now);
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
