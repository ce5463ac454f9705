using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <summary>How a resource comes to share units with another.</summary>
public enum Sharing
{
    /// <summary>The other is a part of it.</summary>
    Part,

    /// <summary>The other comes with it.</summary>
    Companion,

    /// <summary>It is a part of the other.</summary>
    Whole,

    /// <summary>It comes with the other.</summary>
    ComesWith,

    /// <summary>Both have something in common that is neither.</summary>
    Common,
}

/// <summary>Another resource that is taken whenever this one is.</summary>
public sealed record SharedUnits(CatalogueResource Other, Sharing Sharing)
{
    /// <summary>Those that anyone can see and book.</summary>
    public static IReadOnlyList<SharedUnits> Of(CatalogueResource resource, CatalogueSnapshot snapshot) =>
    [
        .. snapshot.SharingUnitsWith(resource).Where(other => other.Published)
            .Select(other => new SharedUnits(other, HowOf(resource, other)))
            .OrderBy(shared => shared.Sharing),
    ];

    private static Sharing HowOf(CatalogueResource resource, CatalogueResource other) =>
        resource.Parts.FirstOrDefault(part => part.Id == other.Id) is { } mine ? mine.ComesWith ? Sharing.Companion : Sharing.Part
        : other.Parts.FirstOrDefault(part => part.Id == resource.Id) is { } its ? its.ComesWith ? Sharing.ComesWith : Sharing.Whole
        : Sharing.Common;
}

/// <summary>Time in which a resource is taken because another one is.</summary>
/// <param name="Period">With buffers.</param>
public sealed record TakenByOther(CatalogueResource Other, Interval Period)
{
    /// <summary>
    /// Those for whose sake all of that time is taken; none where something else has to do with it too.
    /// </summary>
    /// <param name="buffer">Of the resource itself: its bookings keep so far from what is taken.</param>
    public static IReadOnlyList<CatalogueResource> Of(IReadOnlyList<TakenByOther> taken, Interval time, Booking.Rules.Availability.Buffer buffer)
    {
        List<CatalogueResource> others = [];
        var covered = time.Start;
        foreach (var (other, period) in taken.OrderBy(one => one.Period.Start))
        {
            var (from, until) = (period.Start - buffer.After, period.End + buffer.Before);
            if (from < time.End && covered < until && from <= covered)
            {
                covered = until;
                others.Add(other);
            }
        }

        return covered >= time.End ? [.. others.DistinctBy(other => other.Id)] : [];
    }
}

/// <summary>Which time of a resource is taken by the others that have units in common with it. Not by whom: that is nobody's business.</summary>
public sealed class ReadSharedUnits(NpgsqlDataSource database)
{
    private const string Sql = """
        select distinct coalesce(b.resource_id, t.resource_id) as resource_id, o.period
        from occupancy o
        left join booking b on b.id = o.booking_id
        left join own_time t on t.id = o.own_time_id
        where o.unit_id = any(@Units) and o.period && @Window and coalesce(b.resource_id, t.resource_id) = any(@Others)
        """;

    private sealed record Row(Guid ResourceId, Interval Period);

    public async Task<IReadOnlyList<TakenByOther>> HandleAsync(
        CatalogueResource resource, IReadOnlyList<SharedUnits> shared, LocalDate from, LocalDate until, CancellationToken cancellation)
    {
        if (shared.Count == 0)
        {
            return [];
        }

        var zone = resource.Terms.Zone;
        var others = shared.ToDictionary(one => one.Other.Id, one => one.Other);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new
            {
                Units = resource.Units.ToArray(),
                Others = others.Keys.ToArray(),
                Window = new Interval(zone.AtStartOfDay(from).ToInstant(), zone.AtStartOfDay(until).ToInstant()),
            },
            cancellationToken: cancellation));
        return [.. rows.Select(row => new TakenByOther(others[row.ResourceId], row.Period))];
    }
}
