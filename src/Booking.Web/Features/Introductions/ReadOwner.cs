using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

/// <param name="Name">Empty until they have told it.</param>
/// <param name="Place">Null when it is for all the owner has.</param>
/// <param name="GivenBy">Empty when that person is gone or has no name.</param>
public sealed record GivenIntroduction(
    Guid Id, string Name, string Email, CatalogueResource? Place, Instant GivenAt, string GivenBy, Validity Validity);

public sealed record Member(Guid PersonId, string Name, string Email, Instant Since);

/// <param name="Number">From 1.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Rows, int Number, int Total)
{
    public int Pages => Math.Max(1, (Total + ReadOwner.PageSize - 1) / ReadOwner.PageSize);
}

/// <summary>What one owner has given to whom.</summary>
public sealed record OwnersPeople(
    OwnerCard Owner, IReadOnlyList<CatalogueResource> Places, PageOf<GivenIntroduction> Introductions, PageOf<Member> Members);

/// <summary>One owner's introductions and members, for those who look after it.</summary>
public sealed class ReadOwner(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    public const int PageSize = 50;

    /// <summary>The last page that is asked for; what is beyond it is found by searching.</summary>
    public const int LastPage = 10_000;

    public const int LongestSearch = 100;

    // Danish letters have their small forms in every database, whatever its own collation.
    private const string Found = """
        (@What = '' or strpos(lower(p.name || ' ' || p.email collate "da-x-icu"), lower(@What collate "da-x-icu")) > 0)
        """;

    private const string Sql = $"""
        select i.id, p.name, p.email, i.resource_id, i.given_at, i.expires_at, coalesce(g.name, '') as given_by, (count(*) over ())::int as total
        from introduction i
        join person p on p.id = i.person_id
        left join person g on g.id = i.given_by
        where i.owner_id = @OwnerId and {Found}
        order by i.given_at desc, i.id
        limit @PageSize offset @SkippedIntroductions;

        select p.id as person_id, p.name, p.email, m.since, (count(*) over ())::int as total
        from membership m
        join person p on p.id = m.person_id
        where m.owner_id = @OwnerId and {Found}
        order by p.name collate "da-x-icu", p.email
        limit @PageSize offset @SkippedMembers
        """;

    private sealed record IntroductionRow(
        Guid Id, string Name, string Email, Guid? ResourceId, Instant GivenAt, Instant? ExpiresAt, string GivenBy, int Total);

    private sealed record MemberRow(Guid PersonId, string Name, string Email, Instant Since, int Total);

    /// <summary>Null when there is no such owner, or the reader does not look after it: the two look the same.</summary>
    /// <param name="what">Part of a name or an address; blank for everyone.</param>
    /// <param name="page">Of the introductions, from 1; a page beyond the last is empty.</param>
    /// <param name="memberPage">Of the members.</param>
    public async Task<OwnersPeople?> HandleAsync(
        SignedInPerson reader, Guid ownerId, string what, int page, int memberPage, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        if (snapshot.FindOwner(ownerId) is not { } owner || !await OwnerAccess.HasAsync(connection, reader, OwnerRight.Introduce, ownerId, cancellation))
        {
            return null;
        }

        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql,
            new
            {
                OwnerId = ownerId, What = what.Trim(), PageSize,
                SkippedIntroductions = (page - 1) * PageSize, SkippedMembers = (memberPage - 1) * PageSize,
            },
            cancellationToken: cancellation));
        var introductions = (await rows.ReadAsync<IntroductionRow>()).AsList();
        var members = (await rows.ReadAsync<MemberRow>()).AsList();
        var now = clock.GetCurrentInstant();
        return new(
            owner,
            OwnersPlaces.Of(snapshot, ownerId),
            new(
                [.. introductions.Select(row => new GivenIntroduction(
                    row.Id, row.Name, row.Email, row.ResourceId is { } place ? snapshot.Get(place) : null, row.GivenAt, row.GivenBy,
                    Validity.Of(row.GivenAt, row.ExpiresAt, OwnersPlaces.Of(snapshot, ownerId, row.ResourceId), now)))],
                page, introductions.Count > 0 ? introductions[0].Total : 0),
            new([.. members.Select(row => new Member(row.PersonId, row.Name, row.Email, row.Since))],
                memberPage, members.Count > 0 ? members[0].Total : 0));
    }
}
