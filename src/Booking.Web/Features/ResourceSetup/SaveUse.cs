using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Saves how many it is for, and makes or lets go of units. Bookings that were made keep theirs.</summary>
public sealed class SaveUse(NpgsqlDataSource database, SaveStep save, IClock clock)
{
    // The units that are most in use stay; those without a booking to come go first.
    private const string RankedSql = """
        select u.unit_id
        from resource_unit u
        where u.resource_id = @Id
        order by (select count(*) from occupancy o where o.unit_id = u.unit_id and upper(o.period) > @Now) desc, u.unit_id
        """;

    private const string LargerSql = """
        select id, period, people from booking
        where resource_id = @Id and status in ('held', 'confirmed') and upper(period) > @Now and people > @People
        order by period, id
        """;

    private const string OnUnitsSql = """
        select distinct b.id, b.period, b.people
        from booking b
        join occupancy o on o.booking_id = b.id
        where b.resource_id = @Id and o.unit_id = any(@Units) and b.status in ('held', 'confirmed') and upper(b.period) > @Now
        order by b.period, b.id
        """;

    private const string ResourceSql = "update resource set capacity = @People, unit_use = @Use where id = @Id";

    private const string DropSql = "delete from resource_unit where resource_id = @Id and unit_id = any(@Units)";

    private const string AddSql = """
        insert into unit (id, name, revised_at) values (@UnitId, @UnitName, @Now);

        insert into resource_unit (resource_id, unit_id) values (@Id, @UnitId);
        """;

    /// <summary>Nobody reads it; it only has to be the only one.</summary>
    public static string UnitName(Guid resourceId, int number) => $"{resourceId:N} {number} {Guid.NewGuid():N}";

    /// <summary>The bookings to come that it would not have allowed, the first to come first.</summary>
    public async Task<IReadOnlyList<TouchedBooking>> TouchedAsync(SetupRecord resource, UseAnswer answer, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var now = clock.GetCurrentInstant();
        var larger = await connection.QueryAsync<TouchedBooking>(
            new CommandDefinition(LargerSql, new { resource.Id, Now = now, answer.People }, cancellationToken: cancellation));
        var spare = await SpareAsync(connection, null, resource, answer, now);
        var moved = spare.Length == 0
            ? []
            : await connection.QueryAsync<TouchedBooking>(
                new CommandDefinition(OnUnitsSql, new { resource.Id, Now = now, Units = spare }, cancellationToken: cancellation));
        return [.. larger.Union(moved).OrderBy(booking => booking.Period.Start)];
    }

    public Task HandleAsync(SetupRecord resource, UseAnswer answer, SignedInPerson actor, CancellationToken cancellation) => save.HandleAsync(
        resource, SetupStep.Use,
        (connection, transaction) => WriteAsync(connection, transaction, resource, answer),
        new UseAnswer(resource.Capacity, resource.IsMadeOfParts, (int)resource.Units), answer, actor, cancellation);

    private async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, SetupRecord resource, UseAnswer answer)
    {
        var now = clock.GetCurrentInstant();
        await connection.ExecuteAsync(
            ResourceSql,
            new { answer.People, Use = answer.KeepsParts ? resource.UnitUse : answer.Count > 1 ? "anyOne" : "all", resource.Id },
            transaction);
        if (await SpareAsync(connection, transaction, resource, answer, now) is { Length: > 0 } spare)
        {
            await connection.ExecuteAsync(DropSql, new { resource.Id, Units = spare }, transaction);
        }

        for (var number = (int)resource.Units + 1; number <= answer.Count; number++)
        {
            await connection.ExecuteAsync(
                AddSql, new { resource.Id, UnitId = Guid.CreateVersion7(), UnitName = UnitName(resource.Id, number), Now = now }, transaction);
        }
    }

    private static async Task<Guid[]> SpareAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, SetupRecord resource, UseAnswer answer, Instant now) =>
        answer.KeepsParts || answer.Count >= resource.Units
            ? []
            : [.. (await connection.QueryAsync<Guid>(RankedSql, new { resource.Id, Now = now }, transaction)).Skip(answer.Count)];
}

/// <summary>A booking to come that a change would not have allowed. It stays.</summary>
public sealed record TouchedBooking(Guid Id, Interval Period, int People);
