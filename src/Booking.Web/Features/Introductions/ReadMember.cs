using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <summary>One member of one owner, for those who look after it.</summary>
public sealed record OwnersMember(Member Member, OwnerCard Owner);

public sealed class ReadMember(NpgsqlDataSource database, Catalogue catalogue)
{
    private const string Sql = """
        select p.id as person_id, p.name, p.email, m.since
        from membership m
        join person p on p.id = m.person_id
        where m.owner_id = @ownerId and m.person_id = @personId
        """;

    /// <summary>Null when they are no member, or it is none of the reader's business: the two look the same.</summary>
    public async Task<OwnersMember?> HandleAsync(SignedInPerson reader, Guid ownerId, Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!await OwnerAccess.HasAsync(connection, reader, OwnerRight.Introduce, ownerId, cancellation))
        {
            return null;
        }

        var member = await connection.QuerySingleOrDefaultAsync<Member>(
            new CommandDefinition(Sql, new { ownerId, personId }, cancellationToken: cancellation));
        return member is null ? null : new(member, (await catalogue.ReadAsync(connection, cancellation)).FindOwner(ownerId)!);
    }
}
