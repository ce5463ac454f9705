using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Introductions;

public abstract record GiveOutcome
{
    /// <summary>They have it now, whoever they are and whether or not they had it before.</summary>
    /// <param name="Id">The introduction's.</param>
    public sealed record Given(Guid Id) : GiveOutcome;

    /// <summary>There is no such owner, or it is not this person's to give for.</summary>
    public sealed record NotFound : GiveOutcome;

    /// <param name="Problems">A text key for each field.</param>
    public sealed record Unclear(IReadOnlyDictionary<string, string> Problems) : GiveOutcome;
}

/// <summary>Says that someone has been shown how. Giving it again renews it; the introduction, its audit row and the mail commit together.</summary>
public sealed class GiveIntroduction(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // The same given twice in a day changes nothing, so a form sent twice makes one mail.
    private const string GiveSql = """
        with given as (
            insert into introduction as i (id, person_id, owner_id, resource_id, given_by, given_at, expires_at)
            values (@NewId, @PersonId, @OwnerId, @ResourceId, @ActorId, @Now, @Expires)
            on conflict on constraint introduction_key do update
                set given_by = excluded.given_by, given_at = excluded.given_at, expires_at = excluded.expires_at
                where i.given_at < @Today or i.expires_at is distinct from excluded.expires_at
            returning id
        ),
        audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, 'introduction.given', id, @OwnerId, jsonb_build_object(
                'person', @PersonId, 'owner', @OwnerId, 'resource', @ResourceId::uuid, 'expires', @Expires::timestamptz)
            from given
        )
        insert into outbox (id, kind, recipient, language, content, message_id, created_at, due_at)
        select @MailId, @MailKind, @MailTo, @MailLanguage, @MailContent::jsonb, @MessageId, @Now, @Now from given;

        select id from introduction where person_id = @PersonId and owner_id = @OwnerId and resource_id is not distinct from @ResourceId
        """;

    public async Task<GiveOutcome> HandleAsync(SignedInPerson actor, Guid ownerId, GiveForm form, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        if (snapshot.FindOwner(ownerId) is not { } owner || !await OwnerAccess.HasAsync(connection, actor, OwnerRight.Introduce, ownerId, cancellation))
        {
            return new GiveOutcome.NotFound();
        }

        var all = OwnersPlaces.Of(snapshot, ownerId);
        if (form.Parse(all, now, out var problems) is not { } understood)
        {
            return new GiveOutcome.Unclear(problems);
        }

        IReadOnlyList<CatalogueResource> places = understood.Place is { } one ? [one] : all;
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var person = await AddressedPerson.MeetAsync(connection, understood.Email, now);
        var validity = Validity.Of(now, understood.Expires, places, now);
        var mail = OutboxMail.About(
            WelcomeMails.To(
                person, owner, [.. places.Where(place => understood.Place is not null || OwnersPlaces.AsksIntroduction(place))],
                understood.Place, validity),
            MailKind.IntroductionGiven, understood.Email, person.Language, now);
        var id = await connection.QuerySingleAsync<Guid>(GiveSql, new
        {
            NewId = Guid.CreateVersion7(), PersonId = person.Id, OwnerId = ownerId, ResourceId = understood.Place?.Id, ActorId = actor.Id,
            Now = now, Today = HomeZone.Zone.AtStartOfDay(now.InZone(HomeZone.Zone).Date).ToInstant(), understood.Expires,
            MailId = mail.Id, MailKind = mail.Kind, MailTo = mail.Recipient, MailLanguage = mail.Language, MailContent = mail.Content, mail.MessageId,
        });
        await transaction.CommitAsync(CancellationToken.None);
        return new GiveOutcome.Given(id);
    }
}
