using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public abstract record ShareOwnOutcome
{
    /// <summary>They have an owner of their own, now or since before.</summary>
    public sealed record Shares(string Slug) : ShareOwnOutcome;

    /// <param name="Problems">A text key for each field.</param>
    public sealed record Unclear(IReadOnlyDictionary<string, string> Problems) : ShareOwnOutcome;

    /// <summary>The person was deleted at the same moment.</summary>
    public sealed record NotFound : ShareOwnOutcome;
}

/// <summary>Makes a resident an owner, once: a citizen who decides alone.</summary>
public sealed class ShareOwn(NpgsqlDataSource database, IClock clock)
{
    // Two forms sent at once make one owner.
    private const string LockSql = "select id from person where id = @Id for update";

    private const string OwnSql = """
        select o.slug from owner o join owner_role r on r.owner_id = o.id
        where o.kind = 'citizen' and r.person_id = @Id and r.role = 'administrator'
        order by o.id
        limit 1
        """;

    /// <summary>The slug of what they share as already; null when they have no owner of their own.</summary>
    public async Task<string?> FindAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(OwnSql, new { person.Id }, cancellationToken: cancellation));
    }

    /// <param name="form">The name they want to be shown by, and a telephone number if they like; the address is the one they sign in with.</param>
    public async Task<ShareOwnOutcome> HandleAsync(SignedInPerson person, OwnerForm form, CancellationToken cancellation)
    {
        form.Email = person.Email;
        if (form.Parse(out var problems) is not { } who)
        {
            return new ShareOwnOutcome.Unclear(problems);
        }

        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteScalarAsync<Guid?>(LockSql, new { person.Id }) is null)
        {
            return new ShareOwnOutcome.NotFound();
        }

        if (await connection.ExecuteScalarAsync<string?>(OwnSql, new { person.Id }) is { } own)
        {
            return new ShareOwnOutcome.Shares(own);
        }

        var id = Guid.CreateVersion7();
        var slug = await MakeOwner.InsertAsync(connection, id, OwnerSlug.OfCitizen(), OwnerCard.Citizen, null, who, person.Id, now);
        await WriteRoles.TryAsync(connection, id, person.Id, [OwnerRole.Administrator], person.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return new ShareOwnOutcome.Shares(slug);
    }
}
