using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>An invitation as whoever is invited meets it.</summary>
public sealed record MetInvitation(Invitation Invitation, OwnerCard Owner, bool IsExpired);

public enum AnswerInvitationOutcome
{
    Accepted,
    Declined,

    /// <summary>There is none that waits for this person's answer: withdrawn, answered, expired, or another's. They look the same.</summary>
    NotFound,
}

/// <summary>Whoever is invited says yes or no, once.</summary>
public sealed class AnswerInvitation(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string EndSql = """
        update invitation set ended_at = @Now, outcome = @Outcome
        where id = @Id and email = @Email and ended_at is null and expires_at > @Now
        """;

    /// <summary>Null when there is none for this person: the address that they sign in with is the one that was invited.</summary>
    public async Task<MetInvitation?> FindAsync(SignedInPerson person, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Invitation.FindOpenAsync(connection, id) is { } invitation && invitation.Email == person.Email
            && (await catalogue.ReadAsync(connection, cancellation)).FindOwner(invitation.OwnerId) is { } owner
                ? new MetInvitation(invitation, owner, invitation.IsExpired(clock.GetCurrentInstant()))
                : null;
    }

    public async Task<AnswerInvitationOutcome> HandleAsync(SignedInPerson person, Guid id, bool accept, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await Invitation.FindOpenAsync(connection, id) is not { } invitation)
        {
            return AnswerInvitationOutcome.NotFound;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRoles.LockAsync(connection, invitation.OwnerId);
        var ended = await connection.ExecuteAsync(
            EndSql, new { Id = id, person.Email, Now = now, Outcome = accept ? "accepted" : "declined" });
        if (ended == 0)
        {
            return AnswerInvitationOutcome.NotFound;
        }

        await OwnerAudit.WriteAsync(
            connection, invitation.OwnerId, accept ? OwnerAudit.InvitationAccepted : OwnerAudit.InvitationDeclined, id, null,
            invitation.Roles.Select(OwnerRights.NameOf), person.Id, now);
        if (accept)
        {
            var before = await WriteRoles.ReadAsync(connection, invitation.OwnerId, person.Id);
            await WriteRoles.TryAsync(connection, invitation.OwnerId, person.Id, [.. before.Union(invitation.Roles)], person.Id, now);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return accept ? AnswerInvitationOutcome.Accepted : AnswerInvitationOutcome.Declined;
    }
}
