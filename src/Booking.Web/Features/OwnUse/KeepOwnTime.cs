using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>Says that a time is needed: it does not go to others.</summary>
public sealed class KeepOwnTime(NpgsqlDataSource database, IClock clock)
{
    private const string KeepSql = """
        with kept as (
            update own_time set confirmed_at = @Now
            where resource_id = @ResourceId and (id = @Id or @Id is null) and asked_at is not null and release_at is not null
              and confirmed_at is null and ended_at is null
            returning id
        ), audited as (
            insert into audit (at, actor_id, owner_id, action, subject) select @Now, @By, @OwnerId, 'own-use.kept', id from kept
        )
        select count(*) from kept
        """;

    /// <param name="id">Null for all that were asked about.</param>
    /// <returns>Whether there was anything to keep.</returns>
    public async Task<bool> HandleAsync(CatalogueResource resource, Guid? id, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            KeepSql,
            new { Id = id, ResourceId = resource.Id, OwnerId = resource.Owner.Id, By = actor.Id, Now = clock.GetCurrentInstant() },
            cancellationToken: cancellation)) > 0;
    }
}
