using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

public abstract record AddMemberOutcome
{
    /// <summary>They are a member now, whoever they are and whether or not they were one before.</summary>
    public sealed record Added(Guid PersonId) : AddMemberOutcome;

    /// <summary>There is no such owner, or it is not this person's to add to.</summary>
    public sealed record NotFound : AddMemberOutcome;

    public sealed record EmailUnclear : AddMemberOutcome;
}

/// <summary>Makes someone a member. The membership, its audit row and the mail commit together.</summary>
public sealed class AddMember(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // Who is a member already is not told again.
    private const string AddSql = """
        with added as (
            insert into membership (owner_id, person_id, since) values (@OwnerId, @PersonId, @Now)
            on conflict do nothing
            returning person_id
        ),
        audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, 'membership.given', person_id, @OwnerId, jsonb_build_object('owner', @OwnerId) from added
        )
        insert into outbox (id, kind, recipient, language, content, message_id, created_at, due_at)
        select @MailId, @MailKind, @MailTo, @MailLanguage, @MailContent::jsonb, @MessageId, @Now, @Now from added
        """;

    public async Task<AddMemberOutcome> HandleAsync(SignedInPerson actor, Guid ownerId, string? email, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        if (snapshot.FindOwner(ownerId) is not { } owner || !await OwnerAccess.HasAsync(connection, actor, OwnerRight.Introduce, ownerId, cancellation))
        {
            return new AddMemberOutcome.NotFound();
        }

        if (EmailAddress.Read(email) is not { } address)
        {
            return new AddMemberOutcome.EmailUnclear();
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var person = await AddressedPerson.MeetAsync(connection, address, now);
        var mail = OutboxMail.About(
            WelcomeMails.To(person, owner, [.. OwnersPlaces.Of(snapshot, ownerId).Where(OwnersPlaces.IsForMembers)], only: null, validity: null),
            MailKind.MembershipGiven, address, person.Language, now);
        await connection.ExecuteAsync(AddSql, new
        {
            OwnerId = ownerId, PersonId = person.Id, ActorId = actor.Id, Now = now,
            MailId = mail.Id, MailKind = mail.Kind, MailTo = mail.Recipient, MailLanguage = mail.Language, MailContent = mail.Content, mail.MessageId,
        });
        await transaction.CommitAsync(CancellationToken.None);
        return new AddMemberOutcome.Added(person.Id);
    }
}
