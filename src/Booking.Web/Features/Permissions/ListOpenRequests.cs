using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>What is asked for in one week of a place and leaves its time open to others.</summary>
public sealed class ListOpenRequests(NpgsqlDataSource database, IClock clock)
{
    private const string Sql = """
        select b.period
        from booking b
        join permission m on m.booking_id = b.id and not m.holds and m.answered_at is null
        where b.resource_id = @Id and b.status = 'held' and b.hold_expires_at > @Now and b.period && tstzrange(@From, @To)
        order by lower(b.period)
        """;

    public async Task<IReadOnlyList<Interval>> HandleAsync(CatalogueResource resource, LocalDate monday, CancellationToken cancellation)
    {
        var zone = resource.Terms.Zone;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<Interval>(new CommandDefinition(
            Sql,
            new
            {
                resource.Id,
                Now = clock.GetCurrentInstant(),
                From = zone.AtStartOfDay(monday).ToInstant(),
                To = zone.AtStartOfDay(monday.PlusDays(7)).ToInstant(),
            },
            cancellationToken: cancellation))).AsList();
    }
}
