using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>An offer to have roles at an owner, for whoever signs in with an address.</summary>
/// <param name="InvitedAt">When it was last sent.</param>
/// <param name="ExpiresAt">The first moment at which it can no longer be accepted.</param>
public sealed record Invitation(Guid Id, Guid OwnerId, string Email, IReadOnlyList<OwnerRole> Roles, Instant InvitedAt, Instant ExpiresAt)
{
    public static readonly Duration Lifetime = Duration.FromDays(14);

    /// <summary>Nobody sends one again sooner: whoever is invited would be plagued.</summary>
    public static readonly Duration BetweenMails = Duration.FromHours(1);

    private const string SelectSql = "select id, owner_id, email, array_to_string(roles, ' ') as roles, invited_at, expires_at from invitation";

    private const string OpenSql = SelectSql + " where id = @id and ended_at is null";

    private const string OfOwnerSql = SelectSql + " where owner_id = @ownerId and ended_at is null order by invited_at desc, id";

    public bool IsExpired(Instant now) => ExpiresAt <= now;

    /// <summary>One that has not been answered or withdrawn; it may have expired. Null when there is none.</summary>
    public static async Task<Invitation?> FindOpenAsync(NpgsqlConnection connection, Guid id) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(OpenSql, new { id }))?.Read();

    /// <summary>All that wait at an owner, or have expired without an answer; the newest first.</summary>
    public static async Task<IReadOnlyList<Invitation>> OfOwnerAsync(NpgsqlConnection connection, Guid ownerId) =>
        [.. (await connection.QueryAsync<Row>(OfOwnerSql, new { ownerId })).Select(row => row.Read())];

    private sealed record Row(Guid Id, Guid OwnerId, string Email, string Roles, Instant InvitedAt, Instant ExpiresAt)
    {
        public Invitation Read() =>
            new(Id, OwnerId, Email, OwnerRights.Read(Roles), InvitedAt, ExpiresAt);
    }
}
