using System.Text.Json;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>One thing that has been done at an owner.</summary>
/// <param name="Actor">Who did it: a name or an address; null for a person who has been deleted, and where <paramref name="ByItself"/>.</param>
/// <param name="ByItself">Nobody did it: a job or a command.</param>
/// <param name="About">Whom it is about, if anyone: a name or an address.</param>
public sealed record LogLine(long Id, Instant At, string? Actor, bool ByItself, string Action, string? About, JsonElement? Before, JsonElement? After);

/// <param name="Older">Where the next page begins; null on the last.</param>
public sealed record OwnerLog(OwnerCard Owner, IReadOnlyList<LogLine> Lines, long? Older);

/// <summary>What has been changed at an owner and by whom, the newest first.</summary>
public sealed class ReadLog(NpgsqlDataSource database, Catalogue catalogue)
{
    public const int PageSize = 50;

    private const string Sql = """
        select a.id, a.at, a.actor_id, coalesce(nullif(actor.name, ''), actor.email) as actor, a.action,
               coalesce(nullif(person.name, ''), person.email, invitation.email) as about,
               (a.detail -> 'before')::text as before, (a.detail -> 'after')::text as after
        from audit a
        left join person actor on actor.id = a.actor_id
        left join person on person.id = a.subject
        left join invitation on invitation.id = a.subject
        where a.owner_id = @Id and a.id < @Before
        order by a.id desc
        limit @Limit
        """;

    /// <summary>Null when there is no such owner. Who may read it has been asked before.</summary>
    /// <param name="before">Only what was done before that line; null for the newest.</param>
    public async Task<OwnerLog?> HandleAsync(string slug, long? before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if ((await catalogue.ReadAsync(connection, cancellation)).FindOwner(slug) is not { } owner)
        {
            return null;
        }

        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql, new { owner.Id, Before = before ?? long.MaxValue, Limit = PageSize + 1 }, cancellationToken: cancellation))).AsList();
        return new OwnerLog(
            owner,
            [.. rows.Take(PageSize).Select(row => new LogLine(
                row.Id, row.At, row.Actor, row.ActorId is null, row.Action, row.About, Json(row.Before), Json(row.After)))],
            rows.Count > PageSize ? rows[PageSize - 1].Id : null);
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);

    private sealed record Row(
        long Id, Instant At, Guid? ActorId, string? Actor, string Action, string? About, string? Before, string? After);
}
