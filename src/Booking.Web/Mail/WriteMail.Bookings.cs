using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Mail;

/// <content>About one booking: to who booked it, and to those who answer for the place.</content>
public sealed partial class WriteMail
{
    public MailBody About(BookingMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var name = kind switch
        {
            MailKind.BookingConfirmed => "Confirmed",
            MailKind.BookingMoved => "Moved",
            MailKind.BookingShortened => "Shortened",
            MailKind.BookingSplit => "Split",
            MailKind.BookingHandedOver => "HandedOver",
            MailKind.BookingTakenOver => "TakenOver",
            MailKind.BookingCancelled => "Cancelled",
            MailKind.BookingReleased => "Released",
            MailKind.ReminderDayBefore => "DayBefore",
            MailKind.ReminderTwoHours => "TwoHours",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about a booking is of this kind."),
        };

        List<MailPart> parts =
        [
            Hello(mail.PersonName, texts),
            new Paragraph(texts[$"{name}Lead", Line(mail.ResourceName), mail.Other.Length > 0 ? Line(mail.Other) : texts["Nameless"]]),
            new Facts([.. FactsOf(mail, texts)]),
            new Paragraph(texts[$"{name}Next"]),
        ];
        if (mail.CodeFrom is { } from)
        {
            parts.Add(new Paragraph(texts["CodeWhere", At(from, mail.Zone, texts)]));
        }

        parts.Add(new Link(texts["SeeBooking"], BookingPage(mail), IsMain: true));
        if (kind is MailKind.BookingCancelled or MailKind.BookingReleased)
        {
            parts.AddRange(mail.Offers.Select(offer => ToTake(offer, mail.People, texts)));
            parts.Add(new Link(texts["FindAnotherTime"], site.Of($"/resources/{mail.ResourceSlug}")));
        }

        parts.Add(new Paragraph(Contact(mail, texts)));
        if (IsReminder(kind))
        {
            parts.Add(new Link(texts["RemindersOff"], reminderLink.ToTurnOff(mail.BookingId)));
        }

        return Whole(texts, texts[$"{name}Subject", Line(mail.ResourceName), At(mail.Start, mail.Zone, texts)], texts[$"{name}Heading"], parts);
    }

    public MailBody About(ReconfirmMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var name = kind switch
        {
            MailKind.ReconfirmQuestion => "StillComing",
            MailKind.ReconfirmReminder => "StillComingReminder",
            MailKind.BookingGivenOn => "GivenOn",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about still coming is of this kind."),
        };

        var booking = mail.Booking;
        var due = new Fact(texts[MailKind.AsksToReconfirm(kind) ? "AnswerBy" : "AnswerWasDue"], At(mail.AnswerBy, booking.Zone, texts));
        List<MailPart> parts =
        [
            Hello(booking.PersonName, texts),
            new Paragraph(texts[$"{name}Lead", Line(booking.ResourceName)]),
            new Facts([due, .. FactsOf(booking with { Directions = "" }, texts)]),
            new Paragraph(texts[$"{name}Next"]),
        ];
        if (MailKind.AsksToReconfirm(kind))
        {
            parts.Add(new Link(texts["AnswerLink"], new Uri(BookingPage(booking), "#reconfirm"), IsMain: true));
        }
        else
        {
            parts.Add(new Link(texts["FindAnotherTime"], site.Of($"/resources/{booking.ResourceSlug}"), IsMain: true));
            parts.Add(new Link(texts["SeeBooking"], BookingPage(booking)));
        }

        parts.Add(new Paragraph(Contact(booking, texts)));
        var subject = texts[$"{name}Subject", Line(booking.ResourceName), At(booking.Start, booking.Zone, texts)];
        return Whole(texts, subject, texts[$"{name}Heading"], parts);
    }

    public MailBody About(OfferMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var (booking, made) = (mail.Booking, kind == MailKind.OfferMade);
        var name = made ? "OfferMade" : "OfferEnded";
        var due = new Fact(texts[made ? "AnswerBy" : "AnswerWasDue"], At(mail.ExpiresAt, booking.Zone, texts));
        List<MailPart> parts =
        [
            Hello(booking.PersonName, texts),
            new Paragraph(texts[made && !mail.IsWhole ? "OfferMadeLeadPart" : $"{name}Lead", Line(booking.ResourceName)]),
            new Facts([due, .. FactsOf(booking with { Directions = "" }, texts)]),
            new Paragraph(texts[$"{name}Next"]),
            made ? new Link(texts["AnswerLink"], site.Of($"/offers/{mail.OfferId}"), IsMain: true) : new Link(texts["SeeWaiting"], site.Of("/waiting"), IsMain: true),
        ];
        if (made)
        {
            parts.Add(new Paragraph(texts[mail.Place == 1 ? "OfferWhyFirst" : "OfferWhyMost"]));
        }

        parts.Add(new Paragraph(Contact(booking, texts)));
        return Whole(texts, texts[$"{name}Subject", Line(booking.ResourceName), At(booking.Start, booking.Zone, texts)], texts[$"{name}Heading"], parts);
    }

    public MailBody About(PermissionMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var name = kind switch
        {
            MailKind.PermissionAsked => "Asked",
            MailKind.PermissionToAnswer => "ToAnswer",
            MailKind.PermissionReminder => "StillToAnswer",
            MailKind.PermissionGranted => "Granted",
            MailKind.PermissionDeclined => "Declined",
            MailKind.PermissionUnanswered => "Unanswered",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about a question to an owner is of this kind."),
        };

        var (booking, forOwner) = (mail.Booking, MailKind.IsForOwner(kind));
        // What was left open to others was never held, nor given back.
        var open = !mail.Holds && kind != MailKind.PermissionGranted;
        List<MailPart> parts =
        [
            Hello(mail.Reader, texts),
            new Paragraph(texts[open ? $"{name}LeadOpen" : $"{name}Lead", Line(booking.ResourceName)]),
            new Facts([.. FactsOf(mail, kind, texts)]),
            new Paragraph(texts[open && forOwner ? $"{name}NextOpen" : $"{name}Next"]),
        ];
        if (kind is MailKind.PermissionDeclined or MailKind.PermissionUnanswered)
        {
            var week = IsoWeek.Of(booking.Start.InZone(DateTimeZoneProviders.Tzdb[booking.Zone]).Date);
            parts.AddRange(mail.Offers.Select(offer => ToTake(offer, booking.People, texts)));
            parts.Add(new Link(texts["SeeWeek"], site.Of($"/resources/{booking.ResourceSlug}/week/{week}")));
        }

        if (forOwner)
        {
            parts.Add(new Link(texts["AnswerLink"], site.Of($"/requests/{mail.PermissionId}"), IsMain: true));
        }
        else
        {
            parts.Add(new Link(texts["SeeBooking"], BookingPage(booking), IsMain: true));
            parts.Add(new Paragraph(Contact(booking, texts)));
        }

        var subject = texts[$"{name}Subject", Line(booking.ResourceName), At(booking.Start, booking.Zone, texts)];
        return Whole(texts, subject, texts[$"{name}Heading"], parts);
    }

    public MailBody About(MessageMail mail, string language)
    {
        var (texts, booking) = (MailTexts.In(language), mail.Booking);
        var from = mail.From.Length > 0 ? Line(mail.From) : texts["Nameless"];
        List<MailPart> parts =
        [
            Hello(mail.Reader, texts),
            new Paragraph(texts["MessageLead", from, Line(booking.ResourceName)]),
            new Facts(
            [
                new(texts["Message"], mail.Text),
                new(texts["When"], TimeText.Period(new Interval(booking.Start, booking.End), DateTimeZoneProviders.Tzdb[booking.Zone], TimeText.CultureOf(language))),
                new(texts["Reference"], booking.Reference),
            ]),
            new Link(texts["MessageLink"], site.Of($"/bookings/{booking.BookingId}/messages"), IsMain: true),
            new Paragraph(texts["MessageHow"]),
        ];
        return Whole(texts, texts["MessageSubject", from, Line(booking.ResourceName), At(booking.Start, booking.Zone, texts)], texts["MessageHeading", from], parts);
    }

    private Link ToTake(PermissionMail.Offer offer, int people, MailTexts texts)
    {
        var zone = DateTimeZoneProviders.Tzdb[offer.Zone];
        var (start, end) = (Uri.EscapeDataString(TimeText.WallTime(offer.Start, zone)), Uri.EscapeDataString(TimeText.WallTime(offer.End, zone)));
        return new(
            texts["TakeInstead", Line(offer.ResourceName), TimeText.Period(new Interval(offer.Start, offer.End), zone, TimeText.CultureOf(texts.Language))],
            site.Of($"/resources/{offer.ResourceSlug}/book?start={start}&end={end}&people={people}"));
    }

    private static IEnumerable<Fact> FactsOf(PermissionMail mail, string kind, MailTexts texts)
    {
        var forOwner = MailKind.IsForOwner(kind);
        if (forOwner)
        {
            yield return new(texts["Who"], mail.Booking.PersonName.Length > 0 ? Line(mail.Booking.PersonName) : texts["Nameless"]);
        }

        foreach (var fact in FactsOf(mail.Booking with { Directions = kind == MailKind.PermissionGranted ? mail.Booking.Directions : "" }, texts))
        {
            yield return fact;
        }

        foreach (var rule in mail.Rules)
        {
            yield return new(texts[mail.IsException ? "ExceptionFrom" : "BecauseOf"], $"{rule.Sentence}\n{rule.Reason}");
        }

        if (mail.Why.Length > 0)
        {
            yield return new(texts[forOwner ? "TheirWords" : "YourWords"], mail.Why);
        }

        if (mail.Answer.Length > 0)
        {
            yield return new(texts["OwnersAnswer"], mail.Answer);
        }

        if (forOwner || kind == MailKind.PermissionAsked)
        {
            yield return new(texts["AnswerBy"], At(mail.AnswerBy, mail.Booking.Zone, texts));
        }
    }

    private static IEnumerable<Fact> FactsOf(BookingMail mail, MailTexts texts)
    {
        var zone = DateTimeZoneProviders.Tzdb[mail.Zone];
        var culture = TimeText.CultureOf(texts.Language);
        yield return new(texts["When"], TimeText.Period(new Interval(mail.Start, mail.End), zone, culture));
        yield return new(texts["Where"], $"{mail.ResourceName}\n{mail.Address}");
        if (mail.Group.Length > 0)
        {
            yield return new(texts["BookedFor"], Line(mail.Group));
        }

        if (mail.BookedFor.Length > 0)
        {
            yield return new(texts["BookedFor"], texts["TellThem", Line(mail.BookedFor)]);
        }

        if (mail.BookedBy.Length > 0)
        {
            yield return new(texts["BookedBy"], Line(mail.BookedBy));
        }

        if (mail.Reason is { Length: > 0 } reason)
        {
            yield return new(texts["Why"], reason);
        }

        if (mail.Directions.Length > 0)
        {
            yield return new(texts["Directions"], mail.Directions);
        }

        yield return new(texts["People"], mail.People.ToString(culture));
        if (mail.Purpose.Length > 0)
        {
            yield return new(texts["Purpose"], mail.Purpose);
        }

        yield return new(texts["Reference"], mail.Reference);
    }
}
