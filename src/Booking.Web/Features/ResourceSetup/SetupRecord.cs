using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>How far a resource has come.</summary>
public enum SetupState
{
    /// <summary>Never published.</summary>
    Draft,

    /// <summary>To be published at a moment to come.</summary>
    Coming,

    /// <summary>Anyone can see and book it.</summary>
    Published,

    /// <summary>Its time is over.</summary>
    Ended,

    /// <summary>Taken off the list by those who share it.</summary>
    Paused,

    /// <summary>Taken off the list by the municipality.</summary>
    TakenOff,
}

/// <summary>A resource as those who share it see it, drafts too.</summary>
public sealed class SetupRecord
{
    private const string SelectSql = """
        select r.id, r.slug, r.owner_id, o.slug as owner_slug, o.name_da as owner_name_da, o.name_en as owner_name_en, r.kind, r.district,
               r.name_da, r.name_en, r.description_da, r.description_en, r.address, r.latitude, r.longitude, r.address_private, r.features,
               r.house_rules_da, r.house_rules_en, r.directions_da, r.directions_en, r.time_zone, r.unit_use, r.capacity, r.lent_by,
               r.published, r.taken_off, r.publish_from, r.publish_until, r.first_published_at, r.answered,
               (select count(*) from resource_unit u where u.resource_id = r.id) as units,
               array(select n.label from resource_unit u join unit n on n.id = u.unit_id
                     where u.resource_id = r.id and n.label <> '' order by u.unit_id) as labels,
               array(select part_id from resource_part where whole_id = r.id and relation = 'part' order by part_id) as parts,
               array(select part_id from resource_part where whole_id = r.id and relation = 'with' order by part_id) as companions,
               array(select o.slug from resource_part p join resource o on o.id = p.part_id
                     where p.whole_id = r.id and p.relation = 'part' order by o.slug) as part_slugs,
               array(select o.slug from resource_part p join resource o on o.id = p.part_id
                     where p.whole_id = r.id and p.relation = 'with' order by o.slug) as companion_slugs,
               exists (select from resource_part where part_id = r.id) as is_part
        from resource r
        join owner o on o.id = r.owner_id
        """;

    private const string PicturesSql = "select file, alt_da, alt_en from resource_picture where resource_id = @Id order by position";

    public Guid Id { get; init; }
    public string Slug { get; init; } = "";
    public Guid OwnerId { get; init; }
    public string OwnerSlug { get; init; } = "";
    public string OwnerNameDa { get; init; } = "";
    public string OwnerNameEn { get; init; } = "";
    public string Kind { get; init; } = "";
    public string District { get; init; } = "";
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
    public string LentBy { get; init; } = Lent.ByHour;
    public bool Published { get; init; }
    public bool TakenOff { get; init; }
    public Instant? PublishFrom { get; init; }
    public Instant? PublishUntil { get; init; }
    public Instant? FirstPublishedAt { get; init; }
    public string[] Answered { get; init; } = [];
    public long Units { get; init; }

    /// <summary>What several alike are called, where they have names.</summary>
    public string[] Labels { get; init; } = [];

    /// <summary>The other things it is directly made of.</summary>
    public Guid[] Parts { get; init; } = [];

    /// <summary>The other things that come with it.</summary>
    public Guid[] Companions { get; init; } = [];

    public string[] PartSlugs { get; init; } = [];

    public string[] CompanionSlugs { get; init; } = [];

    /// <summary>Whether something else is made of it, or comes with it.</summary>
    public bool IsPart { get; init; }

    public IReadOnlyList<Picture> Pictures { get; private set; } = [];

    public LocalText Name => new(NameDa, NameEn);

    public LocalText OwnerName => new(OwnerNameDa, OwnerNameEn);

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    public bool IsDraft => !Published && FirstPublishedAt is null;

    public bool IsPool => UnitUse == "anyOne";

    /// <summary>The questions without an answer, in their order. Pictures are asked for, not demanded.</summary>
    public IReadOnlyList<string> Missing =>
        [.. SetupStep.All.Where(step => step is not (SetupStep.Publish or SetupStep.Pictures) && !Answered.Contains(step))];

    /// <summary>Where to go on: the first question without an answer, else the last page.</summary>
    public string NextStep => SetupStep.All.First(step => step == SetupStep.Publish || !Answered.Contains(step));

    public string AddressOf(string step) => $"/setup/{Slug}/{step}";

    public SetupState StateAt(Instant now) => this switch
    {
        { TakenOff: true } => SetupState.TakenOff,
        { IsDraft: true } => SetupState.Draft,
        { Published: false } => SetupState.Paused,
        { PublishUntil: { } until } when until <= now => SetupState.Ended,
        { PublishFrom: { } from } when from > now => SetupState.Coming,
        _ => SetupState.Published,
    };

    /// <summary>Null when there is none of that name.</summary>
    public static async Task<SetupRecord?> FindAsync(NpgsqlConnection connection, string slug, CancellationToken cancellation)
    {
        var found = await connection.QuerySingleOrDefaultAsync<SetupRecord>(
            new CommandDefinition($"{SelectSql} where r.slug = @slug", new { slug }, cancellationToken: cancellation));
        if (found is not null)
        {
            found.Pictures = [.. (await connection.QueryAsync<(string File, string AltDa, string AltEn)>(
                new CommandDefinition(PicturesSql, new { found.Id }, cancellationToken: cancellation)))
                .Select(row => new Picture(row.File, new LocalText(row.AltDa, row.AltEn)))];
        }

        return found;
    }

    /// <summary>What those owners share, without the pictures; drafts first.</summary>
    public static async Task<IReadOnlyList<SetupRecord>> OfOwnersAsync(
        NpgsqlConnection connection, Guid[] owners, CancellationToken cancellation) =>
        (await connection.QueryAsync<SetupRecord>(new CommandDefinition(
            $"""
            {SelectSql} where r.owner_id = any(@owners)
            order by r.published or r.first_published_at is not null, r.name_da collate "da-x-icu", r.slug
            """,
            new { owners }, cancellationToken: cancellation))).AsList();
}
