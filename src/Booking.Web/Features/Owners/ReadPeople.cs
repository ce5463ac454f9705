using Booking.Web.Features.Resources;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <param name="Name">Empty until they have told it.</param>
public sealed record OwnerPerson(Guid Id, string Name, string Email, IReadOnlyList<OwnerRole> Roles)
{
    public bool IsAdministrator => Roles.Contains(OwnerRole.Administrator);
}

/// <param name="Invitations">Those without an answer, also those that have expired.</param>
public sealed record OwnerPeople(OwnerCard Owner, IReadOnlyList<OwnerPerson> People, IReadOnlyList<Invitation> Invitations)
{
    public OwnerPerson? Find(Guid personId) => People.FirstOrDefault(person => person.Id == personId);

    /// <summary>Whether nobody would be left to say who does what if that person went.</summary>
    public bool IsLastAdministrator(OwnerPerson person) => person.IsAdministrator && People.Count(one => one.IsAdministrator) == 1;
}

/// <summary>Who is what at an owner, and who has been asked to be.</summary>
public sealed class ReadPeople(NpgsqlDataSource database, Catalogue catalogue)
{
    private const string Sql = """
        select p.id, p.name, p.email, string_agg(r.role, ' ') as roles
        from owner_role r
        join person p on p.id = r.person_id
        where r.owner_id = @Id
        group by p.id
        order by p.name collate "da-x-icu", p.email
        """;

    /// <summary>Null when there is no such owner. Who may read it has been asked before.</summary>
    public async Task<OwnerPeople?> HandleAsync(string slug, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if ((await catalogue.ReadAsync(connection, cancellation)).FindOwner(slug) is not { } owner)
        {
            return null;
        }

        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { owner.Id }, cancellationToken: cancellation));
        return new OwnerPeople(
            owner,
            [.. rows.Select(row => new OwnerPerson(row.Id, row.Name, row.Email, OwnerRights.Read(row.Roles)))],
            await Invitation.OfOwnerAsync(connection, owner.Id));
    }

    private sealed record Row(Guid Id, string Name, string Email, string Roles);
}
