using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public enum InviteOutcome
{
    /// <summary>A mail is on its way, whether or not anybody is known by that address.</summary>
    Invited,

    /// <summary>There is no such owner, or it is not this person's to invite to.</summary>
    NotFound,
    EmailUnclear,
    RolesMissing,

    /// <summary>They have a role there: it is changed, not invited to.</summary>
    IsThere,

    /// <summary>An invitation waits for their answer.</summary>
    IsInvited,

    /// <summary>As many have been invited in a day as one owner may.</summary>
    TooMany,
}

/// <summary>Invites an address to have a role at an owner. The invitation, its audit row and its mail commit together.</summary>
public sealed class InvitePerson(NpgsqlDataSource database, Catalogue catalogue, InvitationMails mails, IClock clock)
{
    public const int MostADay = 50;

    private const string IsSentSql = "select exists (select from invitation where id = @id)";

    private const string IsThereSql = """
        select exists (
            select from owner_role r join person p on p.id = r.person_id where r.owner_id = @OwnerId and p.email = @Email)
        """;

    private const string TodaySql = "select count(*)::int from invitation where owner_id = @OwnerId and invited_at > @Yesterday";

    private const string EndExpiredSql = """
        update invitation set ended_at = expires_at, outcome = 'expired'
        where owner_id = @OwnerId and email = @Email and ended_at is null and expires_at <= @Now
        """;

    private const string InsertSql = """
        insert into invitation (id, owner_id, email, roles, invited_by, invited_at, expires_at)
        values (@Id, @OwnerId, @Email, @Roles, @ActorId, @Now, @Expires)
        on conflict do nothing
        """;

    public Task<InviteOutcome> HandleAsync(
        SignedInPerson actor, Guid ownerId, string? email, IReadOnlyCollection<OwnerRole> roles, CancellationToken cancellation) =>
        HandleAsync(Guid.CreateVersion7(), actor, ownerId, email, roles, cancellation);

    /// <param name="id">The same for every attempt to invite the same: it is sent once.</param>
    public async Task<InviteOutcome> HandleAsync(
        Guid id, SignedInPerson actor, Guid ownerId, string? email, IReadOnlyCollection<OwnerRole> roles, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if ((await catalogue.ReadAsync(connection, cancellation)).FindOwner(ownerId) is not { } owner
            || !await OwnerAccess.HasAsync(connection, actor, OwnerRight.ManagePeople, ownerId, cancellation))
        {
            return InviteOutcome.NotFound;
        }

        if (EmailAddress.Read(email) is not { } address)
        {
            return InviteOutcome.EmailUnclear;
        }

        if (roles.Count == 0)
        {
            return InviteOutcome.RolesMissing;
        }

        var now = clock.GetCurrentInstant();
        var invitation = new Invitation(id, ownerId, address, [.. roles.Distinct().Order()], now, now + Invitation.Lifetime);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRoles.LockAsync(connection, ownerId);
        if (await connection.ExecuteScalarAsync<bool>(IsSentSql, new { id }))
        {
            return InviteOutcome.Invited;
        }

        var asked = new { OwnerId = ownerId, Email = address, Now = now, Yesterday = now - Duration.FromDays(1) };
        if (await connection.ExecuteScalarAsync<bool>(IsThereSql, asked))
        {
            return InviteOutcome.IsThere;
        }

        if (await connection.ExecuteScalarAsync<int>(TodaySql, asked) >= MostADay)
        {
            return InviteOutcome.TooMany;
        }

        string[] names = [.. invitation.Roles.Select(OwnerRights.NameOf)];
        await connection.ExecuteAsync(EndExpiredSql, asked);
        if (await connection.ExecuteAsync(
            InsertSql, new { invitation.Id, OwnerId = ownerId, Email = address, Roles = names, ActorId = actor.Id, Now = now, Expires = invitation.ExpiresAt }) == 0)
        {
            return InviteOutcome.IsInvited;
        }

        await OwnerAudit.WriteAsync(connection, ownerId, OwnerAudit.InvitationSent, invitation.Id, null, names, actor.Id, now);
        await mails.WriteAsync(connection, invitation, owner, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return InviteOutcome.Invited;
    }
}
