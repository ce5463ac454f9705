using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Mail;

/// <content>About the dates of a series: to who booked it, and to those who answer for the place.</content>
public sealed partial class WriteMail
{
    public Uri SeriesPage(SeriesMail mail) => site.Of($"/series/{mail.SeriesId}");

    public MailBody About(SeriesMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var name = kind switch
        {
            MailKind.SeriesPlaced => "SeriesPlaced",
            MailKind.SeriesChanged => "SeriesChanged",
            MailKind.SeriesRenewed => "SeriesRenewed",
            MailKind.SeriesEnding => "SeriesEnding",
            MailKind.SeriesCancelled => "SeriesCancelled",
            MailKind.SeriesToAnswer => "SeriesToAnswer",
            MailKind.SeriesUnusedWarning => "SeriesUnusedWarning",
            MailKind.SeriesUnusedQuestion => "SeriesUnusedQuestion",
            MailKind.SeriesReleased => "SeriesReleased",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about a series is of this kind."),
        };
        List<MailPart> parts =
        [
            Hello(mail.Reader, texts),
            new Paragraph(texts[$"{name}Lead", mail.Dates.Count, Line(mail.ResourceName)]),
            new Facts([.. FactsOf(mail, kind, texts)]),
            kind switch
            {
                MailKind.SeriesToAnswer => new Link(texts["SeeRequests"], site.Of("/requests"), IsMain: true),
                MailKind.SeriesUnusedQuestion => new Link(texts["AnswerLink"], new Uri(SeriesPage(mail), "#unused"), IsMain: true),
                MailKind.SeriesEnding => new Link(texts["RenewLink"], site.Of($"/series/{mail.SeriesId}/renew"), IsMain: true),
                _ => new Link(texts["SeeSeries"], SeriesPage(mail), IsMain: true),
            },
        ];
        if (kind != MailKind.SeriesToAnswer)
        {
            parts.Add(new Paragraph(Contact(mail.OwnerName, mail.OwnerEmail, mail.OwnerPhone, texts)));
        }

        return Whole(texts, texts[$"{name}Subject", Line(mail.ResourceName), mail.Dates.Count], texts[$"{name}Heading"], parts);
    }

    private static IEnumerable<Fact> FactsOf(SeriesMail mail, string kind, MailTexts texts)
    {
        var zone = DateTimeZoneProviders.Tzdb[mail.Zone];
        var culture = TimeText.CultureOf(texts.Language);
        if (mail.AnswerBy is { } due)
        {
            yield return new(texts[kind == MailKind.SeriesEnding ? "KeptUntil" : "AnswerBy"], At(due, mail.Zone, texts));
        }

        yield return new(
            texts[MailKind.IsAboutUnusedSeries(kind) ? "DatesUnused" : kind == MailKind.SeriesEnding ? "LastDate" : "Dates"],
            string.Join('\n', mail.Dates.Select(Said)));
        if (kind is MailKind.SeriesPlaced or MailKind.SeriesChanged or MailKind.SeriesRenewed && mail.Without.Count > 0)
        {
            yield return new(texts["DatesWithout"], string.Join('\n', mail.Without.Select(date =>
                $"{TimeText.LongDay(date.Occurrence.Date, null, culture)}{(date.Reason.Length > 0 ? $": {Line(date.Reason)}" : "")}")));
        }

        if (mail.Reason is { Length: > 0 } reason)
        {
            yield return new(texts["Why"], reason);
        }

        yield return new(texts["Where"], $"{mail.ResourceName}\n{mail.Address}");
        if (mail.Group.Length > 0)
        {
            yield return new(texts["BookedFor"], Line(mail.Group));
        }

        yield return new(texts["People"], mail.People.ToString(culture));
        if (mail.Purpose.Length > 0)
        {
            yield return new(texts["Purpose"], mail.Purpose);
        }

        string Said(SeriesMail.Date date)
        {
            var place = date.ResourceName == mail.ResourceName ? "" : $", {Line(date.ResourceName)}, {Line(date.Address)}";
            return $"{TimeText.Period(new Interval(date.Start, date.End), zone, culture)}{place}{(date.Waits ? $" ({texts["DateWaits"]})" : "")}";
        }
    }
}
