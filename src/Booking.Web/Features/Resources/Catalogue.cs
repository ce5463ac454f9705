using System.Collections.Frozen;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <summary>
/// Every resource, held in memory: there are thousands at most, they change seldom, and every page needs some.
/// Each use asks the database for the version alone, so no server ever shows or decides by an old one. It is also made anew
/// when the next rule comes into force or runs out, and when something begins or ends to be shared.
/// </summary>
public sealed class Catalogue(NpgsqlDataSource database, IClock clock) : IDisposable
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
        var now = clock.GetCurrentInstant();
        if (current is { } held && held.Version == version && held.IsOf(now))
        {
            return held;
        }

        await loading.WaitAsync(cancellation);
        try
        {
            if (current is { } loaded && loaded.Version >= version && loaded.IsOf(now))
            {
                return loaded;
            }

            return current = await LoadAsync(connection, now, cancellation);
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

        select id, slug, name_da, name_en, kind, email, phone, parent_id, paused_at from owner;

        select r.id, r.slug, r.kind, r.district, r.owner_id, r.name_da, r.name_en, r.description_da, r.description_en, r.address,
               r.latitude, r.longitude, r.address_private, r.features, r.house_rules_da, r.house_rules_en, r.directions_da, r.directions_en,
               r.time_zone, r.unit_use, r.capacity, r.published, r.publish_from, r.publish_until, r.lent_by,
               array(select u.unit_id from resource_unit u where u.resource_id = r.id order by u.unit_id) as units,
               array(select n.label from resource_unit u join unit n on n.id = u.unit_id where u.resource_id = r.id order by u.unit_id) as labels
        from resource r
        order by r.name_da collate "da-x-icu", r.slug;

        select whole_id, part_id, relation = 'with' as comes_with from resource_part order by whole_id, part_id;

        select resource_id, file, alt_da, alt_en from resource_picture order by resource_id, position;

        """ + CatalogueRule.SelectSql + " where valid_until is null or valid_until > @Now";

    private sealed record OwnerRow(Guid Id, string Slug, string NameDa, string NameEn, string Kind, string Email, string Phone, Guid? ParentId, Instant? PausedAt);

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
        public bool AddressPrivate { get; init; }
        public string[] Features { get; init; } = [];
        public string[] HouseRulesDa { get; init; } = [];
        public string[] HouseRulesEn { get; init; } = [];
        public string DirectionsDa { get; init; } = "";
        public string DirectionsEn { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public string UnitUse { get; init; } = "";
        public int Capacity { get; init; }
        public bool Published { get; init; }
        public Instant? PublishFrom { get; init; }
        public Instant? PublishUntil { get; init; }
        public string LentBy { get; init; } = "";
        public Guid[] Units { get; init; } = [];
        public string[] Labels { get; init; } = [];
    }

    private sealed record PartRow(Guid WholeId, Guid PartId, bool ComesWith);

    private sealed record PictureRow(Guid ResourceId, string File, string AltDa, string AltEn);

    private static async Task<CatalogueSnapshot> LoadAsync(NpgsqlConnection connection, Instant now, CancellationToken cancellation)
    {
        // One snapshot for all of it, so that the version belongs to the rows.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(LoadSql, new { Now = now }, transaction, cancellationToken: cancellation));

        var version = await rows.ReadSingleAsync<long>();
        var districts = (await rows.ReadAsync<District>()).ToList();
        var owners = (await rows.ReadAsync<OwnerRow>()).ToDictionary(
            row => row.Id, row => new OwnerCard(row.Id, row.Slug, new LocalText(row.NameDa, row.NameEn), row.Kind, row.Email, row.Phone, row.ParentId) { PausedAt = row.PausedAt });
        var resources = (await rows.ReadAsync<ResourceRow>()).ToList();
        var parts = (await rows.ReadAsync<PartRow>()).ToLookup(row => row.WholeId, row => new ResourcePart(row.PartId, row.ComesWith));
        var pictures = (await rows.ReadAsync<PictureRow>()).ToLookup(
            row => row.ResourceId, row => new Picture(row.File, new LocalText(row.AltDa, row.AltEn)));
        var districtOf = districts.ToDictionary(district => district.Slug);
        var rules = CatalogueRule.Read((await rows.ReadAsync<CatalogueRule.Row>()).AsList());
        var everywhere = rules.Where(rule => rule.Rule.Level == RuleLevel.Municipality).ToList();
        var byDistrict = rules.Where(rule => rule.District is not null).ToLookup(rule => rule.District!);
        var byOwner = rules.Where(rule => rule.OwnerId is not null).ToLookup(rule => rule.OwnerId!.Value);
        var byResource = rules.Where(rule => rule.ResourceId is not null).ToLookup(rule => rule.ResourceId!.Value);

        return new CatalogueSnapshot(
            version,
            now,
            NextChange(resources, rules, now),
            districts,
            [.. resources.Select(row => ToResource(row, districtOf[row.District], owners[row.OwnerId], [.. pictures[row.Id]],
                [.. parts[row.Id]],
                [.. everywhere, .. byDistrict[row.District], .. byOwner[row.OwnerId], .. byResource[row.Id]], now))],
            rules,
            owners);
    }

    // Until then the rules in force and what is published stay the same.
    private static Instant NextChange(IEnumerable<ResourceRow> resources, IEnumerable<CatalogueRule> rules, Instant now) =>
        rules.SelectMany(rule => (Instant?[])[rule.Rule.ValidFrom, rule.Rule.ValidUntil])
            .Concat(resources.Where(row => row.Published).SelectMany(row => (Instant?[])[row.PublishFrom, row.PublishUntil]))
            .Where(moment => moment > now)
            .Min() ?? Instant.MaxValue;

    private static CatalogueResource ToResource(
        ResourceRow row, District district, OwnerCard owner, IReadOnlyList<Picture> pictures, IReadOnlyList<ResourcePart> parts,
        IReadOnlyList<CatalogueRule> rules, Instant now)
    {
        var premises = new Premises(
            new Place(row.Id, row.OwnerId, row.Kind), DateTimeZoneProviders.Tzdb[row.TimeZone],
            row.UnitUse == "all" ? UnitUse.All : UnitUse.AnyOne, row.Capacity)
        {
            District = row.District,
            SharedFor = new Interval(row.PublishFrom, row.PublishUntil),
        };
        var rulebook = Rulebook.Of(premises, rules.Select(rule => rule.Rule), now);
        var ruleOf = rules.ToDictionary(rule => rule.Rule.Id);
        var exact = new Whereabouts(row.Address, row.Latitude, row.Longitude, new LocalText(row.DirectionsDa, row.DirectionsEn));
        var shown = row.AddressPrivate ? new Whereabouts("", district.Latitude, district.Longitude, new LocalText("", "")) : exact;
        return new(row.Id, row.Slug, row.Kind, district, owner,
            new LocalText(row.NameDa, row.NameEn), new LocalText(row.DescriptionDa, row.DescriptionEn),
            shown.Address, shown.Latitude, shown.Longitude, row.Features,
            [.. row.HouseRulesDa.Zip(row.HouseRulesEn, (da, en) => new LocalText(da, en))],
            shown.Directions, pictures, row.Units, row.Published && owner.PausedAt is null && premises.SharedFor.Contains(now),
            premises, [.. rulebook.Effective.Select(rule => ruleOf[rule.Id])], rulebook.Terms)
        {
            Exact = exact,
            IsAddressPrivate = row.AddressPrivate,
            Parts = parts,
            UnitLabels = row.Labels,
            LentBy = row.LentBy,
        };
    }
}

/// <summary>The catalogue as it was at one version; resources in Danish alphabetical order.</summary>
/// <param name="changes">The first moment at which it is no longer so.</param>
public sealed class CatalogueSnapshot(
    long version, Instant made, Instant changes, IReadOnlyList<District> districts, IReadOnlyList<CatalogueResource> all, IReadOnlyList<CatalogueRule> rules,
    IReadOnlyDictionary<Guid, OwnerCard> owners)
{
    private readonly FrozenDictionary<Guid, CatalogueRule> ruleById = rules.ToFrozenDictionary(rule => rule.Rule.Id);

    private readonly FrozenDictionary<string, CatalogueResource> published =
        all.Where(resource => resource.Published).ToFrozenDictionary(resource => resource.Slug);

    private readonly FrozenDictionary<Guid, CatalogueResource> byId = all.ToFrozenDictionary(resource => resource.Id);

    private readonly ILookup<Guid, CatalogueResource> byUnit = all
        .SelectMany(resource => resource.Units, (resource, unit) => (unit, resource))
        .ToLookup(pair => pair.unit, pair => pair.resource);

    private readonly FrozenDictionary<string, OwnerCard> ownerBySlug = owners.Values.ToFrozenDictionary(owner => owner.Slug);

    public long Version => version;

    /// <summary>Whether the rules in force and what is published at that moment are those it was made by.</summary>
    public bool IsOf(Instant moment) => made <= moment && moment < changes;

    /// <summary>Every rule in force or yet to come into force.</summary>
    public IReadOnlyList<CatalogueRule> Rules => rules;

    /// <summary>Null when there is none.</summary>
    public OwnerCard? FindOwner(Guid id) => owners.GetValueOrDefault(id);

    /// <summary>Null when there is none of that name.</summary>
    public OwnerCard? FindOwner(string slug) => ownerBySlug.GetValueOrDefault(slug);

    /// <summary>An owner and all that stands above it, the nearest first.</summary>
    public IEnumerable<OwnerCard> Above(OwnerCard owner)
    {
        for (var step = owner; step is not null; step = step.ParentId is { } parent ? FindOwner(parent) : null)
        {
            yield return step;
        }
    }

    /// <summary>Also those that share nothing yet.</summary>
    public IEnumerable<OwnerCard> Owners => owners.Values;

    /// <summary>One of those; null for one that has run out.</summary>
    public CatalogueRule? FindRule(Guid id) => ruleById.GetValueOrDefault(id);

    public IReadOnlyList<District> Districts => districts;

    public IReadOnlyList<CatalogueResource> All => all;

    /// <summary>What anyone can see and book.</summary>
    public IReadOnlyList<CatalogueResource> Published { get; } = [.. all.Where(resource => resource.Published)];

    /// <summary>A published resource; null when there is none of that name.</summary>
    public CatalogueResource? Find(string? slug) => slug is not null && published.TryGetValue(slug, out var found) ? found : null;

    /// <summary>Every other resource, published or not, that has a unit in common with this one; in alphabetical order.</summary>
    public IReadOnlyList<CatalogueResource> SharingUnitsWith(CatalogueResource resource)
    {
        var sharing = resource.Units.SelectMany(unit => byUnit[unit]).Where(other => other.Id != resource.Id).ToHashSet();
        return sharing.Count == 0 ? [] : [.. all.Where(sharing.Contains)];
    }

    /// <summary>Published or not: a booking outlives the publication of its resource.</summary>
    public CatalogueResource Get(Guid id) => byId[id];
}
