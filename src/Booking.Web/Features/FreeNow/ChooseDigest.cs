using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.FreeNow;

/// <summary>Of what a person wants to hear each morning.</summary>
/// <param name="Kinds">None for any.</param>
/// <param name="Districts">Slugs; none for all of the city.</param>
public sealed record DigestChoice(IReadOnlyList<string> Kinds, IReadOnlyList<string> Districts)
{
    public bool Includes(FreedTime freed) =>
        (Kinds.Count == 0 || Kinds.Contains(freed.Resource.Kind)) && (Districts.Count == 0 || Districts.Contains(freed.Resource.District.Slug));
}

/// <summary>A person asks for the morning mail, changes of what it is, or ends it.</summary>
public sealed class ChooseDigest(NpgsqlDataSource database, Catalogue catalogue, DigestLink link, IClock clock)
{
    private const string ReadSql = """
        select array_to_string(kinds, ' ') as kinds, array_to_string(districts, ' ') as districts from free_now_digest where person_id = @personId
        """;

    private const string SaveSql = """
        insert into free_now_digest (id, person_id, kinds, districts, since) values (@Id, @PersonId, @Kinds, @Districts, @Now)
        on conflict (person_id) do update set kinds = excluded.kinds, districts = excluded.districts
        """;

    /// <summary>Null when they get none.</summary>
    public async Task<DigestChoice?> ReadAsync(Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<(string Kinds, string Districts)?>(
            new CommandDefinition(ReadSql, new { personId }, cancellationToken: cancellation)) is { } row
            ? new DigestChoice(Words(row.Kinds), Words(row.Districts))
            : null;
    }

    /// <summary>What there is not is left out: of none of it they hear of all.</summary>
    public async Task SaveAsync(Guid personId, DigestChoice choice, CancellationToken cancellation)
    {
        var known = (await catalogue.ReadAsync(cancellation)).Districts.Select(district => district.Slug);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            SaveSql,
            new
            {
                Id = Guid.CreateVersion7(), PersonId = personId, Now = clock.GetCurrentInstant(),
                Kinds = ResourceKinds.All.Intersect(choice.Kinds).ToArray(), Districts = known.Intersect(choice.Districts).ToArray(),
            },
            cancellationToken: cancellation));
    }

    public async Task StopAsync(Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from free_now_digest where person_id = @personId", new { personId }, cancellationToken: cancellation));
    }

    public bool IsKnown(string token) => link.DigestIn(token) is not null;

    /// <summary>For whoever has the link of a mail. False when it is not ours; safe to repeat.</summary>
    public async Task<bool> StopAsync(string token, CancellationToken cancellation)
    {
        if (link.DigestIn(token) is not { } id)
        {
            return false;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition("delete from free_now_digest where id = @id", new { id }, cancellationToken: cancellation));
        return true;
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
