using System.Text.Json;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>One thing that has been done at an owner.</summary>
/// <param name="Actor">Who did it: a name or an address; null for a person who has been deleted, and where <paramref name="ByItself"/>.</param>
/// <param name="ByItself">Nobody did it: a job or a command.</param>
/// <param name="About">Whom it is about, if anyone: a name or an address; of a booking where, and its reference.</param>
public sealed record LogLine(long Id, Instant At, string? Actor, bool ByItself, string Action, string? About, JsonElement? Before, JsonElement? After)
{
    /// <summary>Somebody who booked did it, whose name is nobody's business here.</summary>
    public bool ByBooker { get; init; }

    /// <summary>The kind of the rule it is about; null for none.</summary>
    public string? RuleKind { get; init; }
}

/// <param name="Older">Where the next page begins; null on the last.</param>
/// <summary>What a part of the log is about; each would drown the others.</summary>
public enum LogAbout
{
    /// <summary>What has been changed at the owner, and what gives a way in.</summary>
    Changes,

    /// <summary>What has been done about bookings.</summary>
    Bookings,

    /// <summary>Who of those who look after its places has seen whose bookings those are.</summary>
    Looks,
}

public sealed record OwnerLog(OwnerCard Owner, IReadOnlyList<LogLine> Lines, long? Older, LogAbout About);

/// <summary>What has been changed at an owner and by whom, the newest first.</summary>
public sealed class ReadLog(NpgsqlDataSource database, Catalogue catalogue)
{
    public const int PageSize = 50;

    private const string Sql = """
        select a.id, a.at, a.actor_id,
               case when not by_booker.it then coalesce(nullif(actor.name, ''), actor.email) end as actor, by_booker.it as by_booker, a.action,
               coalesce(nullif(person.name, ''), person.email, invitation.email, r.name_da || ', ' || b.reference) as about, rule.kind as rule_kind,
               (a.detail -> 'before')::text as before, (a.detail -> 'after')::text as after
        from audit a
        left join person actor on actor.id = a.actor_id
        left join person on person.id = a.subject
        left join invitation on invitation.id = a.subject
        left join booking b on b.id = a.subject
        left join resource r on r.id = b.resource_id
        left join rule on rule.id = a.subject
        cross join lateral (
            select a.actor_id is not null and (a.action like 'booking.%' or a.action = 'permission.asked') and a.action not in ('booking.on-behalf', 'booking.seen') and (
                coalesce(a.actor_id = b.person_id, b.person_id is null and not exists (select from on_behalf f where f.booking_id = b.id))
                or (not exists (select from owner_role o where o.person_id = a.actor_id and o.owner_id in (select owner_id from owners_above(@Id)))
                    and not coalesce(actor.is_administrator, false))) as it
        ) by_booker
        where a.owner_id = @Id and a.id < @Before
          and case when a.action = 'booking.seen' then 'Looks' when a.action like 'booking.%' or a.action like 'permission.%' then 'Bookings' else 'Changes' end = @About
        order by a.id desc
        limit @Limit
        """;

    /// <summary>Null when there is no such owner. Who may read it has been asked before.</summary>
    /// <param name="before">Only what was done before that line; null for the newest.</param>
    public async Task<OwnerLog?> HandleAsync(string slug, LogAbout about, long? before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if ((await catalogue.ReadAsync(connection, cancellation)).FindOwner(slug) is not { } owner)
        {
            return null;
        }

        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql, new { owner.Id, Before = before ?? long.MaxValue, About = about.ToString(), Limit = PageSize + 1 }, cancellationToken: cancellation))).AsList();
        return new OwnerLog(
            owner,
            [.. rows.Take(PageSize).Select(row => new LogLine(
                row.Id, row.At, row.Actor, row.ActorId is null, row.Action, row.About, Json(row.Before), Json(row.After))
            {
                ByBooker = row.ByBooker,
                RuleKind = row.RuleKind,
            })],
            rows.Count > PageSize ? rows[PageSize - 1].Id : null,
            about);
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);

    private sealed record Row(
        long Id, Instant At, Guid? ActorId, string? Actor, bool ByBooker, string Action, string? About, string? RuleKind, string? Before, string? After);
}
