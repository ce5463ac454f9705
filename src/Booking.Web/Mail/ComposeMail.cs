using System.Text;
using Booking.Web.Features.CalendarFeeds;
using MimeKit;
using MimeKit.Text;
using NodaTime;

namespace Booking.Web.Mail;

/// <summary>A mail as it waits in the outbox.</summary>
public sealed record QueuedMail(Guid Id, string Kind, string Recipient, string Language, string Content, string MessageId, Instant CreatedAt);

/// <summary>The recipient of a mail cannot be one.</summary>
public sealed class NotAnAddressException : Exception;

/// <summary>Makes the message to send. The same outbox row gives the same message, whenever and wherever it is made.</summary>
public sealed class ComposeMail(WriteMail write, ReminderLink reminderLink, MailSettings settings)
{
    /// <exception cref="NotAnAddressException" />
    public MimeMessage Compose(QueuedMail mail)
    {
        if (!IsAddress(mail.Recipient))
        {
            throw new NotAnAddressException();
        }

        var message = mail.Kind switch
        {
            MailKind.Invitation => Inviting(mail, MailJson.Read<InvitationMail>(mail.Content)),
            MailKind.GroupInvitation => Message(mail, "", write.About(MailJson.Read<GroupInvitationMail>(mail.Content), mail.Language), null),
            MailKind.SignInCode => AboutSignIn(mail, MailJson.Read<SignInCodeMail>(mail.Content)),
            MailKind.CalendarFailing => AboutCalendar(mail, MailJson.Read<CalendarFailingMail>(mail.Content)),
            MailKind.OwnUseQuestion => AboutOwnUse(mail, MailJson.Read<OwnUseQuestionMail>(mail.Content)),
            _ when MailKind.IsAboutSeries(mail.Kind) => AboutSeries(mail, MailJson.Read<SeriesMail>(mail.Content)),
            _ when MailKind.IsWelcome(mail.Kind) => Welcome(mail, MailJson.Read<WelcomeMail>(mail.Content)),
            _ when MailKind.IsAboutReconfirmation(mail.Kind) => AboutReconfirmation(mail, MailJson.Read<ReconfirmMail>(mail.Content)),
            _ when MailKind.IsAboutPermission(mail.Kind) => AboutPermission(mail, MailJson.Read<PermissionMail>(mail.Content)),
            _ when MailKind.IsAboutAccess(mail.Kind) => AboutAccess(mail, MailJson.Read<AccessMail>(mail.Content)),
            MailKind.FreeNow => AboutFreeNow(mail, MailJson.Read<FreeNowMail>(mail.Content)),
            MailKind.Thanks => Thanking(mail, MailJson.Read<ThanksMail>(mail.Content)),
            _ when MailKind.IsAboutNoShow(mail.Kind) => AboutNoShow(mail, MailJson.Read<NoShowMail>(mail.Content)),
            _ when MailKind.IsAboutCase(mail.Kind) => AboutCase(mail, MailJson.Read<CaseMail>(mail.Content)),
            _ when MailKind.IsAboutListing(mail.Kind) => AboutListing(mail, MailJson.Read<ListingMail>(mail.Content)),
            _ when MailKind.IsAboutOffer(mail.Kind) => AboutOffer(mail, MailJson.Read<OfferMail>(mail.Content)),
            _ when MailKind.IsMessage(mail.Kind) => Message(mail, MailJson.Read<MessageMail>(mail.Content)),
            _ when WriteMail.IsAboutChallenge(mail.Kind) => AboutChallenge(mail, MailJson.Read<ChallengeMail>(mail.Content)),
            _ => AboutBooking(mail, MailJson.Read<BookingMail>(mail.Content)),
        };
        message.MessageId = mail.MessageId;
        message.Date = mail.CreatedAt.ToDateTimeOffset();
        // Out-of-office answers would go nowhere (RFC 3834; the second is what Exchange reads). Reports of failure are welcome.
        message.Headers[HeaderId.AutoSubmitted] = "auto-generated";
        message.Headers["X-Auto-Response-Suppress"] = "OOF, AutoReply";
        return message;
    }

    private MimeMessage AboutSignIn(QueuedMail mail, SignInCodeMail content) =>
        Message(mail, "", write.About(content, mail.Language), null);

    // Nothing for a calendar: it is nobody's until it is answered.
    private MimeMessage AboutOffer(QueuedMail mail, OfferMail content) =>
        Message(mail, content.Booking.PersonName, write.About(content, mail.Kind, mail.Language), null);

    private MimeMessage AboutChallenge(QueuedMail mail, ChallengeMail content) =>
        Message(mail, "", write.About(content, mail.Kind, mail.Language), null);

    // Answers go to the page: nobody's address is shown to the other.
    private MimeMessage Message(QueuedMail mail, MessageMail content) =>
        Message(mail, content.Reader, write.About(content, mail.Language), null);

    private MimeMessage AboutBooking(QueuedMail mail, BookingMail content)
    {
        InvitationMethod? method = mail.Kind switch
        {
            MailKind.BookingConfirmed or MailKind.BookingMoved or MailKind.BookingShortened or MailKind.BookingSplit or MailKind.BookingTakenOver => InvitationMethod.Request,
            MailKind.BookingCancelled or MailKind.BookingHandedOver => InvitationMethod.Cancel,
            _ => null,
        };
        var message = Message(
            mail, content.PersonName, write.About(content, mail.Kind, mail.Language),
            method is { } known ? Invitation(known, mail, content) : null);

        AnsweredByOwner(message, content.OwnerName, content.OwnerEmail);
        if (WriteMail.IsReminder(mail.Kind))
        {
            message.Headers[HeaderId.ListUnsubscribe] = $"<{reminderLink.ToTurnOff(content.BookingId).AbsoluteUri}>";
            message.Headers[HeaderId.ListUnsubscribePost] = "List-Unsubscribe=One-Click";
        }
        return message;
    }

    private MimeMessage AboutSeries(QueuedMail mail, SeriesMail content)
    {
        var method = mail.Kind is MailKind.SeriesCancelled or MailKind.SeriesReleased ? InvitationMethod.Cancel : InvitationMethod.Request;
        var entries = mail.Kind is MailKind.SeriesToAnswer or MailKind.SeriesEnding || MailKind.IsAboutUnusedSeries(mail.Kind)
            ? []
            : SeriesEntries.Of(content, method, mail.CreatedAt, write.SeriesPage(content), mail.Language);
        var message = Message(
            mail, content.Reader, write.About(content, mail.Kind, mail.Language),
            entries.Count == 0 ? null : Calendar(method, mail, entries, content.Reader));
        if (mail.Kind != MailKind.SeriesToAnswer)
        {
            AnsweredByOwner(message, content.OwnerName, content.OwnerEmail);
        }

        return message;
    }

    private MimeMessage AboutReconfirmation(QueuedMail mail, ReconfirmMail content)
    {
        var message = Message(
            mail, content.Booking.PersonName, write.About(content, mail.Kind, mail.Language),
            mail.Kind == MailKind.BookingGivenOn ? Invitation(InvitationMethod.Cancel, mail, content.Booking) : null);
        AnsweredByOwner(message, content.Booking.OwnerName, content.Booking.OwnerEmail);
        return message;
    }

    private MimeMessage AboutPermission(QueuedMail mail, PermissionMail content)
    {
        var message = Message(
            mail, content.Reader, write.About(content, mail.Kind, mail.Language),
            mail.Kind == MailKind.PermissionGranted ? Invitation(InvitationMethod.Request, mail, content.Booking) : null);
        // Owners would write to themselves.
        if (!MailKind.IsForOwner(mail.Kind))
        {
            AnsweredByOwner(message, content.Booking.OwnerName, content.Booking.OwnerEmail);
        }

        return message;
    }

    private MimeMessage AboutCalendar(QueuedMail mail, CalendarFailingMail content) =>
        Message(mail, content.Reader, write.About(content, mail.Language), null);

    private MimeMessage AboutOwnUse(QueuedMail mail, OwnUseQuestionMail content) =>
        Message(mail, content.Reader, write.About(content, mail.Language), null);

    private MimeMessage AboutAccess(QueuedMail mail, AccessMail content) =>
        Message(mail, content.Reader, write.About(content, mail.Kind, mail.Language), null);

    private MimeMessage AboutCase(QueuedMail mail, CaseMail content) =>
        Message(mail, content.Reader, write.About(content, mail.Kind, mail.Language), null);

    private MimeMessage AboutFreeNow(QueuedMail mail, FreeNowMail content)
    {
        var message = Message(mail, content.Reader, write.About(content, mail.Language), null);
        message.Headers[HeaderId.ListUnsubscribe] = $"<{write.EndOf(content).AbsoluteUri}>";
        message.Headers[HeaderId.ListUnsubscribePost] = "List-Unsubscribe=One-Click";
        return message;
    }

    private MimeMessage AboutNoShow(QueuedMail mail, NoShowMail content) =>
        Message(mail, content.Reader, write.About(content, mail.Language), null);

    private MimeMessage AboutListing(QueuedMail mail, ListingMail content) =>
        Message(mail, content.Reader, write.About(content, mail.Kind, mail.Language), null);

    private MimeMessage Thanking(QueuedMail mail, ThanksMail content) => Message(mail, content.Reader, write.About(content, mail.Language), null);

    private MimeMessage Welcome(QueuedMail mail, WelcomeMail content)
    {
        var message = Message(mail, content.Reader, write.About(content, mail.Kind, mail.Language), null);
        AnsweredByOwner(message, content.OwnerName, content.OwnerEmail);
        return message;
    }

    private MimeMessage Inviting(QueuedMail mail, InvitationMail content)
    {
        var message = Message(mail, "", write.About(content, mail.Language), null);
        AnsweredByOwner(message, content.OwnerName, content.OwnerEmail);
        return message;
    }

    private static void AnsweredByOwner(MimeMessage message, string ownerName, string ownerEmail)
    {
        if (MailboxAddress.TryParse(ownerEmail, out var owner))
        {
            message.ReplyTo.Add(new MailboxAddress(OneLine(ownerName), owner.Address));
        }
    }

    private MimeMessage Message(QueuedMail mail, string recipientName, MailBody body, TextPart? invitation)
    {
        // Readers show the last part they understand: the plainest comes first (RFC 2046, section 5.1.4).
        var parts = new MultipartAlternative
        {
            Part(TextFormat.Plain, MailAsText.Render(body)),
            Part(TextFormat.Html, MailAsHtml.Render(body)),
        };
        if (invitation is not null)
        {
            parts.Add(invitation);
        }

        parts.Headers[HeaderId.ContentLanguage] = body.Language;
        parts.Boundary = $"=-{mail.Id:N}";

        return new MimeMessage(
            [new MailboxAddress(settings.FromName, settings.FromAddress)],
            [new MailboxAddress(OneLine(recipientName), mail.Recipient)],
            body.Subject,
            parts);
    }

    private TextPart Invitation(InvitationMethod method, QueuedMail mail, BookingMail content) => Calendar(
        method, mail, [BookingEntry.Of(content, mail.CreatedAt, write.BookingPage(content), mail.Language)], content.PersonName);

    private TextPart Calendar(InvitationMethod method, QueuedMail mail, IReadOnlyList<CalendarEntry> entries, string reader)
    {
        var calendar = IcsWriter.Invitation(
            method,
            entries,
            // The sender is no recipient: Exchange Online discards a mail from an organiser to itself.
            new CalendarParty(settings.FromName, settings.FromAddress),
            new CalendarParty(reader, mail.Recipient));
        var part = new TextPart("calendar") { ContentTransferEncoding = ContentEncoding.Base64 };
        part.SetText(Encoding.UTF8, calendar);
        part.ContentType.Parameters["method"] = method == InvitationMethod.Cancel ? "CANCEL" : "REQUEST";
        return part;
    }

    private static TextPart Part(TextFormat format, string text)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static bool IsAddress(string recipient) =>
        MailboxAddress.TryParse(recipient, out var mailbox) && mailbox.Address == recipient && recipient.IndexOf('@') > 0;

    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));
}
