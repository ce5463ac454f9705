using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public enum ManageInvitationOutcome
{
    Done,

    /// <summary>It has been answered or withdrawn, or it is not this person's.</summary>
    NotFound,

    /// <summary>It was sent within the hour.</summary>
    TooSoon,
}

/// <summary>Withdraws an invitation, or sends it once more with two weeks from now.</summary>
public sealed class ManageInvitation(NpgsqlDataSource database, Catalogue catalogue, InvitationMails mails, IClock clock)
{
    private const string WithdrawSql = "update invitation set ended_at = @Now, outcome = 'withdrawn' where id = @Id and ended_at is null";

    private const string AgainSql = """
        update invitation set invited_at = @Now, expires_at = @Expires, invited_by = @ActorId
        where id = @Id and ended_at is null and invited_at <= @Before
        """;

    public async Task<ManageInvitationOutcome> WithdrawAsync(SignedInPerson actor, Guid ownerId, Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await FindAsync(connection, actor, ownerId, id, cancellation) is not { } invitation
            || await connection.ExecuteAsync(WithdrawSql, new { Id = id, Now = now }) == 0)
        {
            return ManageInvitationOutcome.NotFound;
        }

        await OwnerAudit.WriteAsync(
            connection, ownerId, OwnerAudit.InvitationWithdrawn, id, invitation.Roles.Select(OwnerRights.NameOf), null, actor.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return ManageInvitationOutcome.Done;
    }

    public async Task<ManageInvitationOutcome> SendAgainAsync(SignedInPerson actor, Guid ownerId, Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await FindAsync(connection, actor, ownerId, id, cancellation) is not { } invitation || snapshot.FindOwner(ownerId) is not { } owner)
        {
            return ManageInvitationOutcome.NotFound;
        }

        var expires = now + Invitation.Lifetime;
        if (await connection.ExecuteAsync(
            AgainSql, new { Id = id, Now = now, Expires = expires, ActorId = actor.Id, Before = now - Invitation.BetweenMails }) == 0)
        {
            return ManageInvitationOutcome.TooSoon;
        }

        await OwnerAudit.WriteAsync(
            connection, ownerId, OwnerAudit.InvitationSentAgain, id, null, invitation.Roles.Select(OwnerRights.NameOf), actor.Id, now);
        await mails.WriteAsync(connection, invitation with { ExpiresAt = expires }, owner, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return ManageInvitationOutcome.Done;
    }

    private static async Task<Invitation?> FindAsync(
        NpgsqlConnection connection, SignedInPerson actor, Guid ownerId, Guid id, CancellationToken cancellation)
    {
        await WriteRoles.LockAsync(connection, ownerId);
        return await OwnerAccess.HasAsync(connection, actor, OwnerRight.ManagePeople, ownerId, cancellation)
            && await Invitation.FindOpenAsync(connection, id) is { } invitation && invitation.OwnerId == ownerId
                ? invitation
                : null;
    }
}
