using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Mail;

/// <summary>
/// A mail waiting to leave. It is written in the transaction of what it tells, so that what a person reads has been
/// committed; a job renders and sends it from <paramref name="Content"/> alone.
/// </summary>
/// <param name="Kind">Which mail it is: one of <see cref="MailKind"/>.</param>
/// <param name="Language">"da" or "en".</param>
/// <param name="Content">JSON of the content record that belongs to the kind.</param>
/// <param name="OnceKey">Makes it the only mail of its sort, for example one reminder a booking; null for no limit.</param>
public sealed record OutboxMail(
    Guid Id, string Kind, string Recipient, string Language, string Content, string? OnceKey, Instant CreatedAt)
{
    public static OutboxMail About(BookingMail content, string kind, string recipient, string language, Instant now, string? onceKey = null) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), onceKey, now);

    public static OutboxMail About(ReconfirmMail content, string kind, string recipient, string language, Instant now, string? onceKey = null) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), onceKey, now);

    public static OutboxMail About(SignInCodeMail content, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), MailKind.SignInCode, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(PermissionMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(ChallengeMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(SeriesMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(WelcomeMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(MessageMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(InvitationMail content, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), MailKind.Invitation, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(CalendarFailingMail content, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), MailKind.CalendarFailing, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(OwnUseQuestionMail content, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), MailKind.OwnUseQuestion, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(AccessMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(CaseMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(NoShowMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(FreeNowMail content, string recipient, string language, Instant now, string onceKey) =>
        new(Guid.CreateVersion7(), MailKind.FreeNow, recipient, language, MailJson.Write(content), onceKey, now);

    public static OutboxMail About(ListingMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(ThanksMail content, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), MailKind.Thanks, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(OfferMail content, string kind, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), kind, recipient, language, MailJson.Write(content), null, now);

    public static OutboxMail About(GroupInvitationMail content, string recipient, string language, Instant now) =>
        new(Guid.CreateVersion7(), MailKind.GroupInvitation, recipient, language, MailJson.Write(content), null, now);

    /// <summary>Stays the same for every attempt to send this mail. The domain is fixed: it only has to be unique, not to resolve.</summary>
    public string MessageId => $"{Id:N}@booking.aarhus.example";

    /// <summary>For statements that write nothing else; a statement with more to write names the same columns itself.</summary>
    public const string InsertSql = """
        insert into outbox (id, kind, recipient, language, content, message_id, once_key, created_at, due_at)
        values (@Id, @Kind, @Recipient, @Language, @Content::jsonb, @MessageId, @OnceKey, @CreatedAt, @CreatedAt)
        on conflict (once_key) do nothing
        """;

    /// <summary>Many at once, in the transaction that is open on the connection. None of them is limited to one of its sort.</summary>
    public static Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<OutboxMail> mails, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            insert into outbox (id, kind, recipient, language, content, message_id, created_at, due_at)
            select id, kind, recipient, language, content::jsonb, message_id, created_at, created_at
            from unnest(@Ids, @Kinds, @Recipients, @Languages, @Contents, @MessageIds, @CreatedAts)
                as mail (id, kind, recipient, language, content, message_id, created_at)
            """,
            new
            {
                Ids = mails.Select(mail => mail.Id).ToArray(),
                Kinds = mails.Select(mail => mail.Kind).ToArray(),
                Recipients = mails.Select(mail => mail.Recipient).ToArray(),
                Languages = mails.Select(mail => mail.Language).ToArray(),
                Contents = mails.Select(mail => mail.Content).ToArray(),
                MessageIds = mails.Select(mail => mail.MessageId).ToArray(),
                CreatedAts = mails.Select(mail => mail.CreatedAt).ToArray(),
            },
            cancellationToken: cancellation));
}

/// <summary>The mails there are. The values are stored: rename none.</summary>
public static class MailKind
{
    public const string BookingConfirmed = "booking-confirmed";
    public const string BookingMoved = "booking-moved";
    public const string BookingShortened = "booking-shortened";
    public const string BookingSplit = "booking-split";
    public const string BookingHandedOver = "booking-handed-over";
    public const string BookingTakenOver = "booking-taken-over";
    public const string BookingCancelled = "booking-cancelled";
    public const string SeriesPlaced = "series-placed";
    public const string SeriesChanged = "series-changed";
    public const string SeriesRenewed = "series-renewed";
    public const string SeriesEnding = "series-ending";
    public const string SeriesCancelled = "series-cancelled";
    public const string SeriesUnusedWarning = "series-unused-warning";
    public const string SeriesUnusedQuestion = "series-unused-question";
    public const string SeriesReleased = "series-released";
    public const string SeriesToAnswer = "series-to-answer";
    public const string BookingReleased = "booking-released";
    public const string ReconfirmQuestion = "reconfirm-question";
    public const string ReconfirmReminder = "reconfirm-reminder";
    public const string BookingGivenOn = "booking-given-on";
    public const string ReminderDayBefore = "reminder-day-before";
    public const string ReminderTwoHours = "reminder-two-hours";
    public const string SignInCode = "sign-in-code";
    public const string PermissionAsked = "permission-asked";
    public const string PermissionToAnswer = "permission-to-answer";
    public const string PermissionReminder = "permission-reminder";
    public const string PermissionGranted = "permission-granted";
    public const string PermissionDeclined = "permission-declined";
    public const string PermissionUnanswered = "permission-unanswered";
    public const string ChallengeMade = "challenge-made";
    public const string ChallengeReminder = "challenge-reminder";
    public const string ChallengeOverdue = "challenge-overdue";
    public const string ChallengeAnswered = "challenge-answered";
    public const string ChallengeHidden = "challenge-hidden";
    public const string IntroductionGiven = "introduction-given";
    public const string MembershipGiven = "membership-given";
    public const string Invitation = "invitation";
    public const string GroupInvitation = "group-invitation";
    public const string MessageToOwner = "message-to-owner";
    public const string MessageToPerson = "message-to-person";
    public const string CalendarFailing = "calendar-failing";
    public const string OwnUseQuestion = "own-use-question";
    public const string CodesFew = "codes-few";
    public const string CodeEnding = "code-ending";
    public const string LockFailing = "lock-failing";
    public const string CaseOpened = "case-opened";
    public const string CaseClosed = "case-closed";
    public const string FreeNow = "free-now";
    public const string NoShowContested = "no-show-contested";
    public const string NoShowAnswered = "no-show-answered";
    public const string Thanks = "thanks";
    public const string OfferMade = "offer-made";
    public const string OfferEnded = "offer-ended";
    public const string ReportOpened = "report-opened";
    public const string ReportKept = "report-kept";
    public const string ReportTakenOff = "report-taken-off";
    public const string ReportRestored = "report-restored";
    public const string ListingKept = "listing-kept";
    public const string ListingTakenOff = "listing-taken-off";
    public const string ListingObjected = "listing-objected";
    public const string ListingUpheld = "listing-upheld";
    public const string ListingRestored = "listing-restored";

    /// <summary>Whether it is about something that should perhaps not be on the list: its content is a <see cref="ListingMail"/>.</summary>
    public static bool IsAboutListing(string kind) =>
        kind is ReportOpened or ReportKept or ReportTakenOff or ReportRestored or ListingKept or ListingTakenOff or ListingObjected or ListingUpheld or ListingRestored;

    /// <summary>Whether it is about time offered to one who waits: its content is an <see cref="OfferMail"/>.</summary>
    public static bool IsAboutOffer(string kind) => kind is OfferMade or OfferEnded;

    /// <summary>Whether it is about several dates of a series: its content is a <see cref="SeriesMail"/>.</summary>
    public static bool IsAboutSeries(string kind) =>
        kind is SeriesPlaced or SeriesChanged or SeriesRenewed or SeriesEnding or SeriesCancelled or SeriesToAnswer or SeriesReleased || IsAboutUnusedSeries(kind);

    public static bool IsAboutUnusedSeries(string kind) => kind is SeriesUnusedWarning or SeriesUnusedQuestion;

    /// <summary>Whether it is about something broken: its content is a <see cref="CaseMail"/>.</summary>
    public static bool IsAboutNoShow(string kind) => kind is NoShowContested or NoShowAnswered;

    public static bool IsAboutCase(string kind) => kind is CaseOpened or CaseClosed;

    /// <summary>Whether it tells of something to do about the way in: its content is an <see cref="AccessMail"/>.</summary>
    public static bool IsAboutAccess(string kind) => kind is CodesFew or CodeEnding or LockFailing;

    /// <summary>Whether somebody writes to the other side of a booking: its content is a <see cref="MessageMail"/>.</summary>
    public static bool IsMessage(string kind) => kind is MessageToOwner or MessageToPerson;

    /// <summary>Whether it says what an owner has given somebody: its content is a <see cref="WelcomeMail"/>.</summary>
    public static bool IsWelcome(string kind) => kind is IntroductionGiven or MembershipGiven;

    /// <summary>Whether it is about a person still coming: its content is a <see cref="ReconfirmMail"/>.</summary>
    public static bool IsAboutReconfirmation(string kind) => kind == BookingGivenOn || AsksToReconfirm(kind);

    /// <summary>Whether it asks a person if they still come. No choice of theirs turns it off: it is part of the booking.</summary>
    public static bool AsksToReconfirm(string kind) => kind is ReconfirmQuestion or ReconfirmReminder;

    /// <summary>Whether it is about a question to an owner: its content is a <see cref="PermissionMail"/>.</summary>
    public static bool IsAboutPermission(string kind) =>
        kind is PermissionAsked or PermissionGranted or PermissionDeclined or PermissionUnanswered || IsForOwner(kind);

    /// <summary>Whether it asks for an answer.</summary>
    public static bool IsForOwner(string kind) => kind is PermissionToAnswer or PermissionReminder;
}
