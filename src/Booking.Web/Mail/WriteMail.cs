using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Http;
using NodaTime;

namespace Booking.Web.Mail;

/// <summary>What each kind of mail says.</summary>
public sealed class WriteMail(PublicUrl site, ReminderLink reminderLink, MailSettings settings)
{
    public MailBody About(SignInCodeMail mail, string language)
    {
        var texts = MailTexts.In(language);
        var until = TimeText.Time(mail.ExpiresAt.InZone(HomeZone.Zone).TimeOfDay, TimeText.CultureOf(language));
        List<MailPart> parts = [new Paragraph(texts["CodeLead"]), new Code(mail.Code), new Paragraph(texts["CodeExpires", until])];
        if (mail.ResourceName is { } held)
        {
            parts.Add(new Paragraph(texts["CodeHolds", Line(held)]));
        }

        parts.Add(new Link(texts["CodeLink"], site.Of($"/sign-in/link/{mail.LinkId}"), IsMain: true));
        parts.Add(new Paragraph(texts["CodeSameBrowser"]));
        parts.Add(new Paragraph(texts["CodeNotAsked"]));
        return Whole(texts, texts["CodeSubject", mail.Code], texts["CodeHeading"], parts);
    }

    public MailBody About(BookingMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var name = kind switch
        {
            MailKind.BookingConfirmed => "Confirmed",
            MailKind.BookingMoved => "Moved",
            MailKind.BookingCancelled => "Cancelled",
            MailKind.BookingReleased => "Released",
            MailKind.ReminderDayBefore => "DayBefore",
            MailKind.ReminderTwoHours => "TwoHours",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about a booking is of this kind."),
        };

        List<MailPart> parts =
        [
            Hello(mail.PersonName, texts),
            new Paragraph(texts[$"{name}Lead", Line(mail.ResourceName)]),
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

    public MailBody About(ChallengeMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var culture = TimeText.CultureOf(language);
        var lastDay = TimeText.LongDay(mail.LastDay, mail.LastDay.Year, culture);
        var (rule, place) = (Line(mail.RuleName), Line(mail.Where));
        var discussion = site.Of($"/rules/{mail.RuleId}#challenge-{mail.ChallengeId}");
        List<MailPart> parts = [new Paragraph(texts["HelloUnnamed"])];
        string name;
        switch (kind)
        {
            case MailKind.ChallengeMade or MailKind.ChallengeReminder or MailKind.ChallengeOverdue:
                name = kind switch
                {
                    MailKind.ChallengeMade => "Challenged",
                    MailKind.ChallengeReminder => "AnswerSoon",
                    _ => "AnswerLate",
                };
                parts.Add(new Paragraph(texts[$"{name}Lead", lastDay]));
                parts.Add(new Facts([.. RuleOf(mail, texts), .. AskedIn(mail, texts), new(texts["AnswerBy"], lastDay)]));
                parts.Add(new Paragraph(texts["AnswerHow"]));
                parts.Add(new Link(texts["ChallengeLink"], site.Of($"/challenges/{mail.ChallengeId}/answer"), IsMain: true));
                break;
            case MailKind.ChallengeAnswered:
                name = mail.Answer switch
                {
                    "keep" => "AnswerKept",
                    "change" => "AnswerChanged",
                    "drop" => "AnswerDropped",
                    var other => throw new ArgumentOutOfRangeException(nameof(mail), other, "No such answer."),
                };
                parts.Add(new Paragraph(texts[mail.Own ? "AnswerToOwn" : "AnswerToSupporter"]));
                parts.Add(new Paragraph(texts[$"{name}Lead", Line(mail.Who)]));
                parts.Add(new Facts([new(texts["Why"], mail.Reason ?? ""), .. RuleOf(mail, texts), .. AskedIn(mail, texts)]));
                parts.Add(mail.NewRuleId is { } newer
                    ? new Link(texts["SeeNewRule"], site.Of($"/rules/{newer}"), IsMain: true)
                    : new Link(texts["SeeAnswer"], discussion, IsMain: true));
                break;
            case MailKind.ChallengeHidden:
                name = "ChallengeHidden";
                parts.Add(new Paragraph(texts["ChallengeHiddenLead"]));
                parts.Add(new Facts([new(texts["Why"], mail.Reason ?? ""), .. RuleOf(mail, texts), .. AskedIn(mail, texts)]));
                parts.Add(new Paragraph(texts["ChallengeHiddenNext"]));
                parts.Add(new Link(texts["SeeRule"], site.Of($"/rules/{mail.RuleId}"), IsMain: true));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about a challenge is of this kind.");
        }

        return Whole(texts, texts[$"{name}Subject", rule, place], texts[$"{name}Heading"], parts);
    }

    public static bool IsAboutChallenge(string kind) => kind
        is MailKind.ChallengeMade or MailKind.ChallengeReminder or MailKind.ChallengeOverdue or MailKind.ChallengeAnswered
        or MailKind.ChallengeHidden;

    /// <summary>Whether it asks for an answer: pointless once there is one.</summary>
    public static bool AsksForAnswer(string kind) => kind is MailKind.ChallengeMade or MailKind.ChallengeReminder or MailKind.ChallengeOverdue;

    public MailBody About(WelcomeMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var name = kind == MailKind.MembershipGiven ? "Member" : "Introduced";
        var owner = Line(mail.OwnerName);
        List<MailPart> parts = [Hello(mail.Reader, texts), new Paragraph(texts[$"{name}Lead", owner])];
        if (FactsOf(mail, kind, texts).ToList() is { Count: > 0 } facts)
        {
            parts.Add(new Facts(facts));
        }

        parts.Add(new Paragraph(texts["SignInWith"]));
        parts.Add(new Link(
            texts["FindTime"],
            site.Of(mail.Places is [var only] ? $"/resources/{only.Slug}" : $"/resources?what={Uri.EscapeDataString(mail.OwnerName)}"),
            IsMain: true));
        parts.Add(new Paragraph(Contact(mail.OwnerName, mail.OwnerEmail, mail.OwnerPhone, texts)));
        parts.Add(new Paragraph(texts["NotYou", owner]));
        return Whole(texts, texts[$"{name}Subject", Line(mail.Only ?? mail.OwnerName)], texts[$"{name}Heading"], parts);
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

    public MailBody About(ThanksMail mail, string language)
    {
        var texts = MailTexts.In(language);
        var place = Line(mail.ResourceName);
        return Whole(
            texts, texts["ThanksSubject", place], texts["ThanksHeading"],
            [Hello(mail.Reader, texts), new Paragraph(texts[mail.ToOwner ? "ThanksToOwner" : "ThanksToBefore", place])]);
    }

    public MailBody About(GroupInvitationMail mail, string language)
    {
        var texts = MailTexts.In(language);
        var group = Line(mail.GroupName);
        return Whole(texts, texts["GroupInvitationSubject", group], texts["GroupInvitationHeading"],
        [
            new Paragraph(texts["HelloUnnamed"]),
            new Paragraph(mail.Inviter.Length > 0 ? texts["GroupInvitationLeadBy", Line(mail.Inviter), group] : texts["GroupInvitationLead", group]),
            new Paragraph(texts["GroupInvitationNext"]),
            new Link(texts["GroupInvitationLink"], site.Of("/groups"), IsMain: true),
            new Paragraph(texts["GroupInvitationNot"]),
        ]);
    }

    public static bool IsReminder(string kind) => kind is MailKind.ReminderDayBefore or MailKind.ReminderTwoHours;

    public Uri BookingPage(BookingMail mail) => site.Of($"/bookings/{mail.BookingId}");

    private static Paragraph Hello(string name, MailTexts texts) =>
        new(name.Length > 0 ? texts["Hello", Line(name)] : texts["HelloUnnamed"]);

    private static string At(Instant moment, string zone, MailTexts texts)
    {
        var (wall, culture) = (moment.InZone(DateTimeZoneProviders.Tzdb[zone]), TimeText.CultureOf(texts.Language));
        return texts["DayAt", TimeText.LongDay(wall.Date, wall.Year, culture), TimeText.Time(wall.TimeOfDay, culture)];
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

    private static IEnumerable<Fact> FactsOf(WelcomeMail mail, string kind, MailTexts texts)
    {
        if (kind == MailKind.IntroductionGiven)
        {
            yield return new(texts["IntroducedTo"], mail.Only is { } only ? Line(only) : texts["AllOf", Line(mail.OwnerName)]);
        }

        if (mail.Only is null && mail.Places.Count > 0)
        {
            yield return new(texts["BookNow"], string.Join('\n', mail.Places.Select(place => Line(place.Name))));
        }

        if (mail.LastDay is { } day)
        {
            var said = TimeText.LongDay(day, null, TimeText.CultureOf(texts.Language));
            yield return new(texts["CountsUntil"], mail.LongerElsewhere ? texts["CountsLonger", said] : said);
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

    private static IEnumerable<Fact> RuleOf(ChallengeMail mail, MailTexts texts) =>
        [new(texts["Rule"], mail.RuleSays), new(texts["RuleWhere"], mail.Where)];

    private static IEnumerable<Fact> AskedIn(ChallengeMail mail, MailTexts texts) =>
        [new(texts["Prevents"], mail.Prevents), new(texts["Better"], mail.Better)];

    private static string Contact(BookingMail mail, MailTexts texts) => Contact(mail.OwnerName, mail.OwnerEmail, mail.OwnerPhone, texts);

    private static string Contact(string owner, string email, string phone, MailTexts texts) => phone.Length > 0
        ? texts["Contact", owner, email, phone]
        : texts["ContactByMail", owner, email];

    private MailBody Whole(MailTexts texts, string subject, string heading, List<MailPart> parts) =>
        new(texts.Language, Line(subject), heading,
            [.. parts, new Paragraph(texts["Regards", settings.FromName]), new Paragraph(texts["SentAutomatically"])]);

    /// <summary>What stands in a header or a sentence is one line, whatever a person typed.</summary>
    private static string Line(string text) =>
        string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
