using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceImport;

/// <summary>
/// A file that somebody has sent and is looking at. It is kept in the database until the drafts are made, a day at most: no browser
/// sends it a second time, and what was looked at is what is made.
/// </summary>
public sealed record KeptImport(Guid Id, Guid OwnerId, Guid PersonId, string Content, Instant UploadedAt, Instant? MadeAt)
{
    private const string InsertSql = """
        insert into resource_import (id, owner_id, person_id, content, uploaded_at) values (@Id, @OwnerId, @PersonId, @Content, @UploadedAt)
        on conflict (id) do nothing
        """;

    private const string FindSql = """
        select id, owner_id, person_id, content, uploaded_at, made_at from resource_import where id = @id and person_id = @PersonId
        """;

    // Nothing is asked of the drafts but what leads to them; one that was since given up is not there.
    private const string MadeSql = """
        select r.slug, r.name_da, r.name_en
        from resource_import i, unnest(i.made) with ordinality as m (id, position) join resource r on r.id = m.id
        where i.id = @Id
        order by m.position
        """;

    private sealed record MadeRow(string Slug, string NameDa, string NameEn);

    public static Task KeepAsync(NpgsqlConnection connection, Guid id, Guid ownerId, string content, SignedInPerson person, Instant now) =>
        connection.ExecuteAsync(InsertSql, new { Id = id, OwnerId = ownerId, PersonId = person.Id, Content = content, UploadedAt = now });

    /// <summary>Null when that person has sent no such file, or it has been deleted since.</summary>
    public static Task<KeptImport?> FindAsync(
        NpgsqlConnection connection, Guid id, SignedInPerson person, CancellationToken cancellation, NpgsqlTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<KeptImport>(new CommandDefinition(
            transaction is null ? FindSql : $"{FindSql} for update", new { id, PersonId = person.Id }, transaction, cancellationToken: cancellation));

    /// <summary>The drafts that were made of it, in the order of the file.</summary>
    public async Task<IReadOnlyList<(string Slug, Resources.LocalText Name)>> MadeAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
    [
        .. (await connection.QueryAsync<MadeRow>(new CommandDefinition(MadeSql, new { Id }, cancellationToken: cancellation)))
            .Select(row => (row.Slug, new Resources.LocalText(row.NameDa, row.NameEn))),
    ];
}
