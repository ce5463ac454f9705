namespace Booking.Web.Mail;

/// <content>About what should perhaps not be on the list.</content>
public sealed partial class WriteMail
{
    public MailBody About(ListingMail mail, string kind, string language)
    {
        var (texts, place) = (MailTexts.In(language), Line(mail.ResourceName));
        var (name, path) = kind switch
        {
            MailKind.ReportOpened => ("ReportOpened", $"/reports/{mail.CaseId}"),
            MailKind.ListingObjected => ("ListingObjected", $"/reports/{mail.CaseId}"),
            MailKind.ListingTakenOff => ("ListingTakenOff", $"/setup/{mail.ResourceSlug}/taken-off"),
            MailKind.ListingRestored => ("ListingRestored", $"/setup/{mail.ResourceSlug}/publish"),
            MailKind.ListingKept => ("ListingKept", null),
            MailKind.ListingUpheld => ("ListingUpheld", null),
            MailKind.ReportKept => ("ReportKept", null),
            MailKind.ReportTakenOff => ("ReportTakenOff", null),
            MailKind.ReportRestored => ("ReportRestored", (string?)null),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about a listing is of this kind."),
        };
        List<MailPart> parts = [Hello(mail.Reader, texts), new Paragraph(texts[$"{name}Lead", place])];
        List<Fact> facts = [];
        if (mail.Reported.Count > 0)
        {
            facts.Add(new(texts["ListingReported"], string.Join('\n', mail.Reported.Select(reason => texts[$"Reported_{reason}"]))));
        }

        if (mail.Reason.Length > 0)
        {
            facts.Add(new(texts["ListingReason"], mail.Reason));
        }

        if (facts.Count > 0)
        {
            parts.Add(new Facts(facts));
        }

        if (path is not null)
        {
            parts.Add(new Link(texts[$"{name}Link"], site.Of(path), IsMain: true));
        }

        return Whole(texts, texts[$"{name}Subject", place], texts[$"{name}Heading"], parts);
    }
}
