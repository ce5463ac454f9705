using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>An owner that somebody is alone to answer for.</summary>
/// <param name="IsOwn">It is they themselves as a citizen, not an organisation.</param>
/// <param name="HasResources">Also those that are no longer shown to anyone.</param>
public sealed record AnsweredAlone(Guid Id, string Slug, LocalText Name, bool IsOwn, bool HasResources, bool Shares)
{
    /// <summary>Whether someone else has to take over, or the sharing has to stop, before that person can go.</summary>
    public bool KeepsThem => !IsOwn || Shares;
}

/// <summary>What becomes of a person's owners and roles when the person is deleted.</summary>
public static class GiveUpOwners
{
    private const string OwnersSql = "select distinct owner_id from owner_role where person_id = @personId";

    private const string AloneSql = """
        select o.id, o.slug, o.name_da, o.name_en, o.kind = 'citizen' as is_own,
               exists (select from resource where resource.owner_id = o.id) as has_resources,
               exists (select from resource where resource.owner_id = o.id and published) as shares
        from owner o
        join owner_role r on r.owner_id = o.id and r.person_id = @personId and r.role = 'administrator'
        where not exists (
            select from owner_role other where other.owner_id = o.id and other.role = 'administrator' and other.person_id <> @personId)
        order by o.name_da collate "da-x-icu"
        """;

    private const string DeleteSql = "delete from owner where id = @Id";

    // What has been booked there stays as history that nobody is named in.
    private const string ForgetSql = """
        update owner set name_da = 'Tidligere udlåner', name_en = 'Former lender', email = '', phone = '' where id = @Id;
        delete from owner_role where owner_id = @Id and person_id = @personId
        """;

    public static async Task<Guid[]> OwnersAsync(NpgsqlConnection connection, Guid personId) =>
        [.. await connection.QueryAsync<Guid>(OwnersSql, new { personId })];

    public static async Task<IReadOnlyList<AnsweredAlone>> AloneAsync(NpgsqlConnection connection, Guid personId) =>
    [
        .. (await connection.QueryAsync<Row>(AloneSql, new { personId })).Select(row => new AnsweredAlone(
            row.Id, row.Slug, new LocalText(row.NameDa, row.NameEn), row.IsOwn, row.HasResources, row.Shares)),
    ];

    /// <summary>Under the locks on those owners and on the person, when none of <paramref name="alone"/> keeps them.</summary>
    public static async Task HandleAsync(
        NpgsqlConnection connection, Guid personId, IReadOnlyList<Guid> owners, IReadOnlyList<AnsweredAlone> alone, Instant now)
    {
        foreach (var own in alone)
        {
            await connection.ExecuteAsync(own.HasResources ? ForgetSql : DeleteSql, new { own.Id, personId });
        }

        foreach (var owner in owners.Except(alone.Select(own => own.Id)))
        {
            await WriteRoles.TryAsync(connection, owner, personId, [], personId, now);
        }
    }

    private sealed record Row(Guid Id, string Slug, string NameDa, string NameEn, bool IsOwn, bool HasResources, bool Shares);
}
