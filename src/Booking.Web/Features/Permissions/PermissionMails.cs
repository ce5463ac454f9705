using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Mail;
using NodaTime;

namespace Booking.Web.Features.Permissions;

/// <summary>The mails about one question to an owner, each in the language of its reader.</summary>
/// <param name="rules">Those that the question is about.</param>
public sealed class PermissionMails(
    RuleSentences sentences, CatalogueResource resource, BookingRecord booking, Guid id, PermissionKind kind, string why,
    IReadOnlyList<CatalogueRule> rules, Instant answerBy, bool holds)
{
    public static PermissionMails Of(RuleSentences sentences, OwnersRequest request) => new(
        sentences, request.Resource, request.Booking, request.Permission.Id, request.Permission.Kind, request.Permission.Why, request.Rules,
        request.Permission.AnswerBy, request.Permission.Holds);

    /// <param name="answer">The owner's words; empty where there are none.</param>
    /// <param name="offers">What could be had instead.</param>
    /// <param name="sequence">Of the booking as the mail tells it.</param>
    public OutboxMail ToPerson(string mailKind, string answer, IReadOnlyList<Alternative> offers, Instant now, int sequence = 0) =>
        OutboxMail.About(
            Content(mailKind, booking.PersonLanguage, booking.PersonName, answer, offers, sequence), mailKind, booking.PersonEmail, booking.PersonLanguage, now);

    public OutboxMail ToOwner(string mailKind, OwnerContact contact, Instant now) =>
        OutboxMail.About(Content(mailKind, contact.Language, contact.Name, "", [], 0), mailKind, contact.Email, contact.Language, now);

    private PermissionMail Content(string mailKind, string language, string reader, string answer, IReadOnlyList<Alternative> offers, int sequence) => new(
        id,
        BookingMails.Of(
            resource, booking with { Sequence = sequence, Status = mailKind == MailKind.PermissionGranted ? BookingStatus.Confirmed : booking.Status },
            language, reason: null),
        reader,
        kind == PermissionKind.Exception,
        why,
        Speaking.In(language, () => rules
            .Select(rule => new PermissionMail.Rule(sentences.Of(rule.Condition, resource.Kind), rule.Reason.In(language))).ToList()),
        answerBy,
        answer,
        [.. offers.Select(offer => new PermissionMail.Offer(
            offer.Resource.Slug, offer.Resource.Name.In(language), offer.Resource.Terms.Zone.Id, offer.Period.Start, offer.Period.End))])
    {
        Holds = holds,
    };
}
