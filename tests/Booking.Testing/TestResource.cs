using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Testing;

/// <summary>
/// A resource written straight into the database. What a test says nothing about stands in the way of nothing: always open,
/// any whole quarter of an hour up to two days, a year ahead, no buffers.
/// </summary>
public sealed record TestResource
{
    private static readonly LocalDate Monday = new(2026, 11, 23);

    public Guid Id { get; } = Guid.CreateVersion7();

    public string Slug { get; init; } = $"resource-{Guid.CreateVersion7():N}";

    public string Kind { get; init; } = "kitchen";

    public string Name { get; init; } = "Køkkenet i Gellerup";

    public string Description { get; init; } = "Et stort køkken.";

    public string District { get; init; } = "gellerup";

    /// <summary>In the middle of the district, unless said otherwise.</summary>
    public double Latitude { get; init; } = 56.15;

    public double Longitude { get; init; } = 10.13;

    public string[] Features { get; init; } = [];

    /// <summary>Names. Resources that name the same unit share it, as the half hall and the whole one do.</summary>
    public string[] Units { get; init; } = [$"unit {Guid.CreateVersion7()}"];

    public UnitUse Use { get; init; } = UnitUse.All;

    public int Capacity { get; init; } = 20;

    public int MinimumMinutes { get; init; } = 15;

    public int MaximumMinutes { get; init; } = 2880;

    public int StepMinutes { get; init; } = 15;

    public int LeadMinutes { get; init; }

    public int HorizonDays { get; init; } = 365;

    public int BufferBeforeMinutes { get; init; }

    public int BufferAfterMinutes { get; init; }

    public int? ReleaseAfterMinutes { get; init; }

    public bool Published { get; init; } = true;

    /// <summary>From when it is shared; null when it always has been.</summary>
    public Instant? PublishFrom { get; init; }

    /// <summary>Until when; null without end.</summary>
    public Instant? PublishUntil { get; init; }

    /// <summary>Opening and closing minutes, the same every day.</summary>
    public (int Opens, int Closes)[] Hours { get; init; } = [(0, 1440)];

    /// <summary>Closed from and until these days, both included.</summary>
    public (LocalDate From, LocalDate Until)[] Closures { get; init; } = [];

    /// <summary>What else it asks for.</summary>
    public Condition[] Rules { get; init; } = [];

    /// <summary>Resources of the same owner have the same caretakers.</summary>
    public string Owner { get; init; } = "beboerhuset";

    public async Task<TestResource> InsertAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(InsertSql, new
        {
            Id, Slug, Kind, Name, Description, District, Latitude, Longitude, Features, Units, Capacity, Published, PublishFrom, PublishUntil, Owner,
            Use = Use == UnitUse.All ? "all" : "anyOne",
            NewOwner = Guid.CreateVersion7(),
            NewUnits = Units.Select(_ => Guid.CreateVersion7()).ToArray(),
            Then = Monday.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()
        });
        foreach (var condition in Conditions().Concat(Rules))
        {
            await new TestRule(condition) { Resource = Id }.InsertAsync(connection);
        }

        return this;
    }

    private IEnumerable<Condition> Conditions()
    {
        yield return new OpeningHours(
            [.. Enumerable.Range(1, 7).SelectMany(day => Hours.Select(span => new WeeklySpan((IsoDayOfWeek)day, span.Opens, span.Closes)))], []);
        yield return new MinimumDuration(MinimumMinutes);
        yield return new MaximumDuration(MaximumMinutes);
        yield return new StartGrid(StepMinutes);
        yield return new LeadTime(LeadMinutes);
        yield return new Horizon(HorizonDays);
        yield return new BufferTime(BufferBeforeMinutes, BufferAfterMinutes);
        if (ReleaseAfterMinutes is { } grace)
        {
            yield return new CheckInGrace(grace);
        }

        foreach (var (from, until) in Closures)
        {
            yield return new ClosedDates(from, until);
        }
    }

    private const string InsertSql = """
        insert into district (slug, name, latitude, longitude) values (@District, initcap(@District), 56.15, 10.13)
        on conflict do nothing;

        insert into owner (id, slug, name_da, name_en, kind, email, phone)
        values (@NewOwner, @Owner, initcap(@Owner), initcap(@Owner), 'association', @Owner || '@example.dk', '+45 00 00 00 00')
        on conflict do nothing;

        insert into unit (id, name, revised_at)
        select id, name, @Then from unnest(@NewUnits, @Units) as u (id, name)
        on conflict do nothing;

        insert into resource (id, slug, owner_id, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, features, unit_use, capacity, published, publish_from, publish_until)
        select @Id, @Slug, owner.id, @Kind, @District, @Name, @Name, @Description, @Description, 'Gudrunsvej 1', @Latitude,
            @Longitude, @Features, @Use, @Capacity, @Published, @PublishFrom::timestamptz, @PublishUntil::timestamptz
        from owner where owner.slug = @Owner;

        insert into resource_unit (resource_id, unit_id) select @Id, id from unit where name = any(@Units);
        """;
}
