using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Mail;

/// <content>About what has just come free: to whoever wants to hear of it each morning.</content>
public sealed partial class WriteMail
{
    public Uri EndOf(FreeNowMail mail) => digestLink.ToEnd(mail.DigestId);

    public MailBody About(FreeNowMail mail, string language)
    {
        var texts = MailTexts.In(language);
        var culture = TimeText.CultureOf(language);
        var first = Line(mail.Times[0].ResourceName);
        return Whole(
            texts,
            mail.Times.Count == 1 ? texts["FreeNowSubjectOne", first] : texts["FreeNowSubject", first, mail.Times.Count - 1],
            texts["FreeNowHeading"],
            [
                Hello(mail.Reader, texts),
                new Paragraph(texts["FreeNowLead"]),
                .. mail.Times.Select(Offered),
                new Link(texts["FreeNowAll"], site.Of("/free-now"), IsMain: true),
                new Link(texts["FreeNowChange"], site.Of("/free-now/mail")),
                new Link(texts["FreeNowEnd"], EndOf(mail)),
            ]);

        Link Offered(FreeNowMail.Time time) => new(
            $"{Line(time.ResourceName)}, {time.District}: {TimeText.Period(new Interval(time.Start, time.End), DateTimeZoneProviders.Tzdb[time.Zone], culture)}",
            site.Of(time.BookPath));
    }
}
