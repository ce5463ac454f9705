using Booking.Web.Features.Shared;
using Booking.Web.Http;
using NodaTime;

namespace Booking.Web.Mail;

/// <summary>What each kind of mail says.</summary>
public sealed partial class WriteMail(PublicUrl site, ReminderLink reminderLink, DigestLink digestLink, MailSettings settings)
{
    public static bool IsReminder(string kind) => kind is MailKind.ReminderDayBefore or MailKind.ReminderTwoHours;

    public Uri BookingPage(BookingMail mail) => site.Of($"/bookings/{mail.BookingId}");

    private static Paragraph Hello(string name, MailTexts texts) =>
        new(name.Length > 0 ? texts["Hello", Line(name)] : texts["HelloUnnamed"]);

    private static string At(Instant moment, string zone, MailTexts texts)
    {
        var (wall, culture) = (moment.InZone(DateTimeZoneProviders.Tzdb[zone]), TimeText.CultureOf(texts.Language));
        return texts["DayAt", TimeText.LongDay(wall.Date, wall.Year, culture), TimeText.Time(wall.TimeOfDay, culture)];
    }

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
