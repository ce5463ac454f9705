using Booking.Web.Features.Shared;

namespace Booking.Web.Mail;

/// <content>To a person about their profile, their groups and where they are welcome.</content>
public sealed partial class WriteMail
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
}
