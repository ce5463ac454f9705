using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using Microsoft.Extensions.Localization;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>Writes invitations into the outbox, in the transaction of what they tell.</summary>
public sealed class InvitationMails(IStringLocalizer<OwnersTexts> texts)
{
    private const string LanguageSql = "select language from person where email = @Email and verified_at is not null";

    /// <summary>In the language of whoever is known by the address; to others in that of the inviter.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, Invitation invitation, OwnerCard owner, SignedInPerson actor, Instant now)
    {
        var language = await connection.QuerySingleOrDefaultAsync<string>(LanguageSql, new { invitation.Email }) ?? actor.Language;
        var roles = Speaking.In(language, () => string.Join('\n', invitation.Roles.Select(role => RoleWords.Sentence(texts, role))));
        await connection.ExecuteAsync(OutboxMail.InsertSql, OutboxMail.About(
            new InvitationMail(
                invitation.Id, actor.Name, owner.Name.In(language), owner.Email, owner.Phone, roles,
                (invitation.ExpiresAt - Duration.Epsilon).InZone(HomeZone.Zone).Date),
            invitation.Email, language, now));
    }
}
