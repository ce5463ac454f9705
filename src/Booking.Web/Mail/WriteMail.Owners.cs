using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Mail;

/// <content>To those who look after a place.</content>
public sealed partial class WriteMail
{
    public MailBody About(InvitationMail mail, string language)
    {
        var texts = MailTexts.In(language);
        var owner = Line(mail.OwnerName);
        return Whole(texts, texts["InvitationSubject", owner], texts["InvitationHeading"],
        [
            new Paragraph(texts["HelloUnnamed"]),
            new Paragraph(mail.Inviter.Length > 0 ? texts["InvitationLeadBy", Line(mail.Inviter), owner] : texts["InvitationLead", owner]),
            new Facts(
            [
                new(texts["InvitationRoles"], mail.Roles),
                new(texts["InvitationLastDay"], TimeText.LongDay(mail.LastDay, null, TimeText.CultureOf(texts.Language))),
            ]),
            new Paragraph(texts["InvitationNext"]),
            new Link(texts["InvitationLink"], site.Of($"/invitations/{mail.InvitationId}"), IsMain: true),
            new Paragraph(Contact(mail.OwnerName, mail.OwnerEmail, mail.OwnerPhone, texts)),
            new Paragraph(texts["NotYou", owner]),
        ]);
    }

    public MailBody About(CalendarFailingMail mail, string language)
    {
        var texts = MailTexts.In(language);
        return Whole(
            texts, texts["CalendarFailingSubject", Line(mail.CalendarName), Line(mail.ResourceName)], texts["CalendarFailingHeading"],
            [
                Hello(mail.Reader, texts),
                new Paragraph(texts["CalendarFailingLead", Line(mail.CalendarName), Line(mail.ResourceName), At(mail.Since, mail.Zone, texts)]),
                new Paragraph(texts["CalendarFailingNext"]),
                new Link(texts["CalendarFailingLink"], site.Of($"/own-use/{mail.ResourceSlug}/calendars"), IsMain: true),
            ]);
    }

    public MailBody About(OwnUseQuestionMail mail, string language)
    {
        var (texts, zone) = (MailTexts.In(language), DateTimeZoneProviders.Tzdb[mail.Zone]);
        return Whole(
            texts, texts["OwnUseQuestionSubject", Line(mail.ResourceName)], texts["OwnUseQuestionHeading"],
            [
                Hello(mail.Reader, texts),
                new Paragraph(texts["OwnUseQuestionLead", Line(mail.ResourceName)]),
                new Facts([.. mail.Times.Select(time => new Fact(
                    Line(time.Title),
                    TimeText.Period(new Interval(time.Start, time.End), zone, TimeText.CultureOf(language))
                    + "\n" + texts["OwnUseQuestionBy", At(time.ReleaseAt, mail.Zone, texts)]))]),
                new Link(texts["OwnUseQuestionLink"], site.Of($"/own-use/{mail.ResourceSlug}#asked"), IsMain: true),
            ]);
    }

    public MailBody About(AccessMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var name = kind switch
        {
            MailKind.CodesFew => "CodesFew",
            MailKind.CodeEnding => "CodeEnding",
            MailKind.LockFailing => "LockFailing",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about the way in is of this kind."),
        };
        var place = Line(mail.ResourceName);
        var about = mail.LastDay is { } day ? TimeText.LongDay(day, null, TimeText.CultureOf(language)) : $"{mail.Left}";
        return Whole(
            texts, texts[$"{name}Subject", place], texts[$"{name}Heading"],
            [
                Hello(mail.Reader, texts),
                new Paragraph(texts[$"{name}Lead", place, about]),
                new Link(texts[$"{name}Link"], site.Of($"/access/{mail.ResourceSlug}"), IsMain: true),
            ]);
    }

    public MailBody About(CaseMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var opened = kind == MailKind.CaseOpened;
        var (name, place) = (opened ? "CaseOpened" : "CaseClosed", Line(mail.ResourceName));
        List<Fact> facts = [new(texts["CaseWhat"], Line(mail.What))];
        if (mail.Details.Length > 0)
        {
            facts.Add(new(texts["CaseDetails"], mail.Details));
        }

        if (mail.Answer.Length > 0)
        {
            facts.Add(new(texts["CaseAnswer"], mail.Answer));
        }

        List<MailPart> parts = [Hello(mail.Reader, texts), new Paragraph(texts[$"{name}Lead", place]), new Facts(facts)];
        if (opened)
        {
            parts.Add(new Link(texts["CaseOpenedLink"], site.Of($"/cases/{mail.CaseId}"), IsMain: true));
        }
        else if (mail.BookingId is { } booking)
        {
            parts.Add(new Link(texts["SeeBooking"], site.Of($"/bookings/{booking}"), IsMain: true));
        }

        return Whole(texts, texts[$"{name}Subject", place], texts[$"{name}Heading"], parts);
    }

    public MailBody About(NoShowMail mail, string language)
    {
        var texts = MailTexts.In(language);
        var booking = mail.Booking;
        var name = mail.Upheld switch { null => "NoShowContested", true => "NoShowUpheld", false => "NoShowDeclined" };
        var said = mail.Upheld is null ? mail.Words : mail.Answer;
        List<Fact> facts = [new(texts["When"], TimeText.Period(new Interval(booking.Start, booking.End), DateTimeZoneProviders.Tzdb[booking.Zone], TimeText.CultureOf(language)))];
        if (said.Length > 0)
        {
            facts.Add(new(texts[mail.Upheld is null ? "NoShowWords" : "NoShowReason"], said));
        }

        List<MailPart> parts =
        [
            Hello(mail.Reader, texts), new Paragraph(texts[$"{name}Lead", Line(booking.ResourceName)]), new Facts(facts),
            new Link(texts[mail.Upheld is null ? "AnswerLink" : "SeeBooking"], site.Of($"/bookings/{booking.BookingId}/was-there"), IsMain: true),
        ];
        if (mail.Upheld is not null)
        {
            parts.Add(new Paragraph(Contact(booking, texts)));
        }

        return Whole(texts, texts[$"{name}Subject", Line(booking.ResourceName), At(booking.Start, booking.Zone, texts)], texts[$"{name}Heading"], parts);
    }

    public MailBody About(ThanksMail mail, string language)
    {
        var texts = MailTexts.In(language);
        var place = Line(mail.ResourceName);
        return Whole(
            texts, texts["ThanksSubject", place], texts["ThanksHeading"],
            [Hello(mail.Reader, texts), new Paragraph(texts[mail.ToOwner ? "ThanksToOwner" : "ThanksToBefore", place])]);
    }
}
