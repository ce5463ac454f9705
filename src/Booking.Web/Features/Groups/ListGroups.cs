using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

/// <summary>A group as its member, or whoever is invited to it, sees it in a list.</summary>
/// <param name="Members">How many have joined.</param>
public sealed record ListedGroup(Guid Id, string Name, bool Organiser, int Members);

/// <param name="Invited">Those that wait for an answer.</param>
public sealed record OwnGroups(IReadOnlyList<ListedGroup> Joined, IReadOnlyList<ListedGroup> Invited);

/// <summary>The groups of a person.</summary>
public sealed class ListGroups(NpgsqlDataSource database)
{
    private const string Sql = """
        select c.id, c.name, m.organiser, m.joined_at,
               (select count(*)::int from community_booker b where b.community_id = c.id) as members
        from community c
        join community_member m on m.community_id = c.id
        where m.person_id = @personId
        order by c.name collate "da-x-icu", c.id
        """;

    private sealed record Row(Guid Id, string Name, bool Organiser, Instant? JoinedAt, int Members);

    public async Task<OwnGroups> HandleAsync(Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { personId }, cancellationToken: cancellation)))
            .ToLookup(row => row.JoinedAt is not null, row => new ListedGroup(row.Id, row.Name, row.Organiser, row.Members));
        return new OwnGroups([.. rows[true]], [.. rows[false]]);
    }
}
