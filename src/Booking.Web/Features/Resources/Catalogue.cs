using System.Collections.Frozen;
using Booking.Rules.Availability;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <summary>
/// Every resource, held in memory: there are thousands at most, they change seldom, and every page needs some.
/// Each use asks the database for the version alone, so no server ever shows or decides by an old one.
/// </summary>
public sealed class Catalogue(NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim loading = new(1);
    private volatile CatalogueSnapshot? current;

    public async Task<CatalogueSnapshot> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ReadAsync(connection, cancellation);
    }

    /// <summary>For those who have a connection open: waiting for a second one while holding the first can last for ever.</summary>
    public async Task<CatalogueSnapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var version = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("select version from catalogue_version", cancellationToken: cancellation));
        if (current is { } held && held.Version == version)
        {
            return held;
        }

        await loading.WaitAsync(cancellation);
        try
        {
            if (current is { } loaded && loaded.Version >= version)
            {
                return loaded;
            }

            return current = await LoadAsync(connection, cancellation);
        }
        finally
        {
            loading.Release();
        }
    }

    public void Dispose() => loading.Dispose();

    private const string LoadSql = """
        select version from catalogue_version;

        select slug, name, latitude, longitude from district order by name collate "da-x-icu";

        select id, name_da, name_en, kind, email, phone from owner;

        select r.id, r.slug, r.kind, r.district, r.owner_id, r.name_da, r.name_en, r.description_da, r.description_en, r.address,
               r.latitude, r.longitude, r.features, r.house_rules_da, r.house_rules_en, r.directions_da, r.directions_en,
               r.time_zone, r.unit_use, r.capacity, r.minimum_minutes, r.maximum_minutes, r.step_minutes, r.lead_minutes,
               r.horizon_days, r.buffer_before_minutes, r.buffer_after_minutes, r.closed_on_public_holidays, r.release_after_minutes, r.published,
               array(select u.unit_id from resource_unit u where u.resource_id = r.id order by u.unit_id) as units
        from resource r
        order by r.name_da collate "da-x-icu", r.slug;

        select resource_id, file, alt_da, alt_en from resource_picture order by resource_id, position;

        select resource_id, weekday, opens_minute, closes_minute from opening_hours order by resource_id, weekday, opens_minute;

        select resource_id, from_date, until_date, reason_da, reason_en from closure order by resource_id, from_date;
        """;

    private sealed record OwnerRow(Guid Id, string NameDa, string NameEn, string Kind, string Email, string Phone);

    private sealed class ResourceRow
    {
        public Guid Id { get; init; }
        public string Slug { get; init; } = "";
        public string Kind { get; init; } = "";
        public string District { get; init; } = "";
        public Guid OwnerId { get; init; }
        public string NameDa { get; init; } = "";
        public string NameEn { get; init; } = "";
        public string DescriptionDa { get; init; } = "";
        public string DescriptionEn { get; init; } = "";
        public string Address { get; init; } = "";
        public double Latitude { get; init; }
        public double Longitude { get; init; }
        public string[] Features { get; init; } = [];
        public string[] HouseRulesDa { get; init; } = [];
        public string[] HouseRulesEn { get; init; } = [];
        public string DirectionsDa { get; init; } = "";
        public string DirectionsEn { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public string UnitUse { get; init; } = "";
        public int Capacity { get; init; }
        public int MinimumMinutes { get; init; }
        public int MaximumMinutes { get; init; }
        public int StepMinutes { get; init; }
        public int LeadMinutes { get; init; }
        public int HorizonDays { get; init; }
        public int BufferBeforeMinutes { get; init; }
        public int BufferAfterMinutes { get; init; }
        public bool ClosedOnPublicHolidays { get; init; }
        public int? ReleaseAfterMinutes { get; init; }
        public bool Published { get; init; }
        public Guid[] Units { get; init; } = [];
    }

    private sealed record PictureRow(Guid ResourceId, string File, string AltDa, string AltEn);

    private sealed record HoursRow(Guid ResourceId, int Weekday, int OpensMinute, int ClosesMinute);

    private sealed record ClosureRow(Guid ResourceId, LocalDate FromDate, LocalDate UntilDate, string ReasonDa, string ReasonEn);

    private static async Task<CatalogueSnapshot> LoadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // One snapshot for all seven, so that the version belongs to the rows.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(LoadSql, transaction: transaction, cancellationToken: cancellation));

        var version = await rows.ReadSingleAsync<long>();
        var districts = (await rows.ReadAsync<District>()).ToList();
        var owners = (await rows.ReadAsync<OwnerRow>()).ToDictionary(
            row => row.Id, row => new OwnerCard(row.Id, new LocalText(row.NameDa, row.NameEn), row.Kind, row.Email, row.Phone));
        var resources = (await rows.ReadAsync<ResourceRow>()).ToList();
        var pictures = (await rows.ReadAsync<PictureRow>()).ToLookup(
            row => row.ResourceId, row => new Picture(row.File, new LocalText(row.AltDa, row.AltEn)));
        var hours = (await rows.ReadAsync<HoursRow>()).ToLookup(
            row => row.ResourceId, row => new WeeklySpan((IsoDayOfWeek)row.Weekday, row.OpensMinute, row.ClosesMinute));
        var closures = (await rows.ReadAsync<ClosureRow>()).ToLookup(
            row => row.ResourceId, row => new Closure(row.FromDate, row.UntilDate, row.ReasonDa, row.ReasonEn));
        var districtOf = districts.ToDictionary(district => district.Slug);

        return new CatalogueSnapshot(
            version,
            districts,
            [.. resources.Select(row => ToResource(row, districtOf[row.District], owners[row.OwnerId],
                [.. pictures[row.Id]], [.. hours[row.Id]], [.. closures[row.Id]]))]);
    }

    private static CatalogueResource ToResource(
        ResourceRow row, District district, OwnerCard owner,
        IReadOnlyList<Picture> pictures, IReadOnlyList<WeeklySpan> hours, IReadOnlyList<Closure> closures) =>
        new(row.Id, row.Slug, row.Kind, district, owner,
            new LocalText(row.NameDa, row.NameEn), new LocalText(row.DescriptionDa, row.DescriptionEn),
            row.Address, row.Latitude, row.Longitude, row.Features,
            [.. row.HouseRulesDa.Zip(row.HouseRulesEn, (da, en) => new LocalText(da, en))],
            new LocalText(row.DirectionsDa, row.DirectionsEn), pictures, row.Units, row.ReleaseAfterMinutes, row.Published,
            new Terms
            {
                Zone = DateTimeZoneProviders.Tzdb[row.TimeZone],
                OpeningHours = hours,
                Closures = closures,
                ClosedOnPublicHolidays = row.ClosedOnPublicHolidays,
                MinimumMinutes = row.MinimumMinutes,
                MaximumMinutes = row.MaximumMinutes,
                StepMinutes = row.StepMinutes,
                LeadMinutes = row.LeadMinutes,
                HorizonDays = row.HorizonDays,
                Buffer = new Booking.Rules.Availability.Buffer(
                    Duration.FromMinutes(row.BufferBeforeMinutes), Duration.FromMinutes(row.BufferAfterMinutes)),
                Capacity = row.Capacity,
                Use = row.UnitUse == "all" ? UnitUse.All : UnitUse.AnyOne,
            });
}

/// <summary>The catalogue as it was at one version; resources in Danish alphabetical order.</summary>
public sealed class CatalogueSnapshot(long version, IReadOnlyList<District> districts, IReadOnlyList<CatalogueResource> all)
{
    private readonly FrozenDictionary<string, CatalogueResource> published =
        all.Where(resource => resource.Published).ToFrozenDictionary(resource => resource.Slug);

    private readonly FrozenDictionary<Guid, CatalogueResource> byId = all.ToFrozenDictionary(resource => resource.Id);

    public long Version => version;

    public IReadOnlyList<District> Districts => districts;

    public IReadOnlyList<CatalogueResource> All => all;

    /// <summary>What anyone can see and book.</summary>
    public IReadOnlyList<CatalogueResource> Published { get; } = [.. all.Where(resource => resource.Published)];

    /// <summary>A published resource; null when there is none of that name.</summary>
    public CatalogueResource? Find(string? slug) => slug is not null && published.TryGetValue(slug, out var found) ? found : null;

    /// <summary>Published or not: a booking outlives the publication of its resource.</summary>
    public CatalogueResource Get(Guid id) => byId[id];
}
