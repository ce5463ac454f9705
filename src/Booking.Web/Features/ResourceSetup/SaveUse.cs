using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Saves how many it is for, and what it is made of. Bookings that were made stay as they are.</summary>
public sealed class SaveUse(NpgsqlDataSource database, SaveStep save, IClock clock)
{
    // The units that are most in use stay; those without a booking to come go first.
    private const string RankedSql = """
        select u.id, u.label
        from unit u
        where u.id = any(@Own)
        order by (select count(*) from occupancy o where o.unit_id = u.id and upper(o.period) > @Now) desc, u.id
        """;

    private const string LargerSql = """
        select id, period, people from booking
        where resource_id = @Id and status in ('held', 'confirmed') and upper(period) > @Now and people > @People
        order by period, id
        """;

    private const string OthersSql = """
        select id, slug, name_da, name_en from resource
        where owner_id = @OwnerId and id <> @Id and unit_use = 'all'
        order by name_da collate "da-x-icu", slug
        """;

    private const string ResourceSql = """
        update resource set capacity = @People, unit_use = @Use, lent_by = @LentBy where id = @Id;

        delete from resource_part where whole_id = @Id;

        insert into resource_part (whole_id, part_id, relation)
        select @Id, part_id, relation from unnest(@PartIds, @Relations) as p (part_id, relation)
        """;

    private const string UnitSql = """
        insert into unit (id, name, revised_at, label) values (@UnitId, @UnitName, @Now, @Label)
        on conflict (id) do update set label = excluded.label
        """;

    private sealed record Ranked(Guid Id, string Label);

    private sealed record OtherRow(Guid Id, string Slug, string NameDa, string NameEn);

    /// <summary>What becomes of the units.</summary>
    /// <param name="Own">Those it has by itself, with what each is called; some are new.</param>
    /// <param name="After">All the units of it, and of what it is a part of.</param>
    private sealed record Plan(OwnersUnits Before, IReadOnlyList<(Guid Id, string Label)> Own, IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> After);

    /// <summary>Nobody reads it; it only has to be the only one.</summary>
    public static string UnitName(Guid resourceId, int number) => $"{resourceId:N} {number} {Guid.NewGuid():N}";

    /// <summary>What it can be made of, or come with: what else its owner shares, but nothing that is made of it.</summary>
    public async Task<IReadOnlyList<OtherResource>> OthersAsync(SetupRecord resource, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var others = await connection.QueryAsync<OtherRow>(
            new CommandDefinition(OthersSql, new { resource.OwnerId, resource.Id }, cancellationToken: cancellation));
        var composition = (await ArrangeUnits.ReadAsync(connection, null, resource.OwnerId)).Composition;
        return
        [
            .. others.Where(other => !composition.Contains(other.Id, resource.Id))
                .Select(other => new OtherResource(other.Id, other.Slug, new LocalText(other.NameDa, other.NameEn))),
        ];
    }

    /// <summary>The bookings to come that it would not have allowed, the first to come first.</summary>
    public async Task<IReadOnlyList<TouchedBooking>> TouchedAsync(SetupRecord resource, UseAnswer answer, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var now = clock.GetCurrentInstant();
        var larger = await connection.QueryAsync<TouchedBooking>(
            new CommandDefinition(LargerSql, new { resource.Id, Now = now, answer.People }, cancellationToken: cancellation));
        var plan = await PlanAsync(connection, null, resource, answer, now);
        var meeting = await ArrangeUnits.TouchedAsync(connection, plan.Before, plan.After, PoolOf(resource, answer), now);
        return [.. meeting.Concat(larger).DistinctBy(booking => booking.Id).OrderBy(booking => booking.Period.Start)];
    }

    public Task HandleAsync(SetupRecord resource, UseAnswer answer, SignedInPerson actor, CancellationToken cancellation) => save.HandleAsync(
        resource, SetupStep.Use,
        (connection, transaction) => WriteAsync(connection, transaction, resource, answer, clock.GetCurrentInstant()),
        UseAnswer.Of(resource), answer, actor, cancellation);

    /// <summary>The same in a transaction that does more.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SetupRecord resource, UseAnswer answer, Instant now)
    {
        await ArrangeUnits.LockOwnerAsync(connection, transaction, resource.OwnerId);
        var plan = await PlanAsync(connection, transaction, resource, answer, now);
        await ArrangeUnits.LockAsync(connection, transaction, plan.Before, plan.After);
        foreach (var ((id, label), index) in plan.Own.Select((unit, index) => (unit, index)))
        {
            await connection.ExecuteAsync(UnitSql, new { UnitId = id, UnitName = UnitName(resource.Id, index + 1), Now = now, Label = label }, transaction);
        }

        await ArrangeUnits.WriteAsync(connection, transaction, plan.Before, plan.After, PoolOf(resource, answer), now);
        await connection.ExecuteAsync(
            ResourceSql,
            new
            {
                resource.Id, answer.People, answer.LentBy, Use = answer.IsPool ? "anyOne" : "all",
                PartIds = answer.Parts.Concat(answer.Companions).ToArray(),
                Relations = answer.Parts.Select(_ => "part").Concat(answer.Companions.Select(_ => "with")).ToArray(),
            },
            transaction);
    }

    // A booking of one of several alike has that one, and takes no other as more come.
    private static Guid? PoolOf(SetupRecord resource, UseAnswer answer) => answer.IsPool ? resource.Id : null;

    private static async Task<Plan> PlanAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, SetupRecord resource, UseAnswer answer, Instant now)
    {
        var before = await ArrangeUnits.ReadAsync(connection, transaction, resource.OwnerId);
        var ranked = await connection.QueryAsync<Ranked>(
            RankedSql, new { Own = before.Composition.OwnUnits(resource.Id).ToArray(), Now = now }, transaction);
        var own = Named(ranked.AsList(), answer);
        return new Plan(
            before, own, before.Composition.After(resource.Id, [.. own.Select(unit => unit.Id)], [.. answer.Parts, .. answer.Companions]));
    }

    // Who is asked for by name stays that one; the other names go to those that are left, and to new ones.
    private static List<(Guid Id, string Label)> Named(List<Ranked> units, UseAnswer answer)
    {
        var left = units.ToList();
        var names = answer.Names.Count > 0 ? answer.Names : [.. Enumerable.Repeat("", answer.Count)];
        List<(Guid Id, string Label)> named = [];
        foreach (var name in names.Where(name => name.Length > 0))
        {
            if (left.Find(unit => unit.Label == name) is { } same)
            {
                left.Remove(same);
                named.Add((same.Id, name));
            }
        }

        foreach (var name in names.Where(name => name.Length == 0 || !named.Exists(unit => unit.Label == name)))
        {
            var id = left.Count > 0 ? left[0].Id : Guid.CreateVersion7();
            left.RemoveAll(unit => unit.Id == id);
            named.Add((id, name));
        }

        return named;
    }
}

/// <summary>A booking to come that a change would not have allowed. It stays.</summary>
public sealed record TouchedBooking(Guid Id, Interval Period, int People)
{
    /// <summary>What is booked; null where it is the thing at hand.</summary>
    public LocalText? Where { get; init; }
}
