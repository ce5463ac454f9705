using Booking.Web.Features.Introductions;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

public enum InviteToGroupOutcome
{
    /// <summary>They are asked, or have been before, or have joined: which of them is not told.</summary>
    Invited,

    /// <summary>There is no such group, or it is not this person's to invite to.</summary>
    NotFound,

    EmailUnclear,

    /// <summary>As many wait for an answer as one group may ask at a time.</summary>
    TooMany,
}

/// <summary>
/// Asks somebody to book for a group, by their address. They belong to it when they have said yes; until then the address is all
/// that its organisers see, so that nobody learns a name by trying addresses.
/// </summary>
public sealed class InviteToGroup(NpgsqlDataSource database, IClock clock)
{
    public const int MostWaiting = 30;

    private const string NameSql = "select name from community where id = @GroupId";

    private const string WaitingSql = "select count(*)::int from community_member where community_id = @GroupId and joined_at is null";

    // Who has been asked is not written to again.
    private const string Sql = """
        with asked as (
            insert into community_member (community_id, person_id, invited_at) values (@GroupId, @PersonId, @Now)
            on conflict do nothing
            returning person_id
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail)
            select @Now, @ActorId, 'group.invited', person_id, jsonb_build_object('group', @GroupId) from asked
        )
        insert into outbox (id, kind, recipient, language, content, message_id, created_at, due_at)
        select @MailId, @MailKind, @MailTo, @MailLanguage, @MailContent::jsonb, @MessageId, @Now, @Now from asked
        """;

    public async Task<InviteToGroupOutcome> HandleAsync(SignedInPerson actor, Guid groupId, string? email, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await GroupMembers.LockAsync(connection, groupId);
        if (!await GroupMembers.IsOrganiserAsync(connection, groupId, actor.Id, cancellation))
        {
            return InviteToGroupOutcome.NotFound;
        }

        if (EmailAddress.Read(email) is not { } address)
        {
            return InviteToGroupOutcome.EmailUnclear;
        }

        if (await connection.ExecuteScalarAsync<int>(WaitingSql, new { GroupId = groupId }) >= MostWaiting)
        {
            return InviteToGroupOutcome.TooMany;
        }

        var person = await AddressedPerson.MeetAsync(connection, address, now);
        var name = (await connection.ExecuteScalarAsync<string>(NameSql, new { GroupId = groupId }))!;
        var mail = OutboxMail.About(new GroupInvitationMail(groupId, actor.Name, name), address, person.Language, now);
        await connection.ExecuteAsync(Sql, new
        {
            GroupId = groupId, PersonId = person.Id, ActorId = actor.Id, Now = now,
            MailId = mail.Id, MailKind = mail.Kind, MailTo = mail.Recipient, MailLanguage = mail.Language, MailContent = mail.Content, mail.MessageId,
        });
        await transaction.CommitAsync(CancellationToken.None);
        return InviteToGroupOutcome.Invited;
    }
}
