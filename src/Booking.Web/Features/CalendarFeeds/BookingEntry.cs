using Booking.Web.Features.Shared;
using Booking.Web.Mail;
using NodaTime;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>A booking as its person's calendar shows it, the same in a mail, a feed and a file.</summary>
public static class BookingEntry
{
    private const string Domain = "booking.aarhus.example";

    /// <param name="stamp">When what the entry says was last written.</param>
    /// <param name="page">The booking's page.</param>
    public static CalendarEntry Of(BookingMail booking, Instant stamp, Uri page, string language)
    {
        var texts = MailTexts.In(language);
        string[] lines =
        [
            $"{texts["Reference"]}: {booking.Reference}",
            $"{texts["People"]}: {booking.People.ToString(TimeText.CultureOf(language))}",
            booking.Purpose.Length > 0 ? $"{texts["Purpose"]}: {booking.Purpose}" : "",
            booking.Directions.Length > 0 ? $"{texts["Directions"]}: {booking.Directions}" : "",
            texts["CalendarContact", booking.OwnerName, booking.OwnerPhone.Length > 0 ? booking.OwnerPhone : booking.OwnerEmail],
            page.AbsoluteUri,
        ];
        return new CalendarEntry(
            Uid(booking.SeriesId ?? booking.BookingId), booking.Sequence, stamp, new Interval(booking.Start, booking.End), booking.Zone,
            booking.ResourceName, booking.Address, string.Join('\n', lines.Where(line => line.Length > 0)), page)
        {
            Occurrence = booking.Occurrence,
        };
    }

    /// <summary>The domain makes it unique among calendars (RFC 7986, section 5.3) and never changes with the site's address.</summary>
    public static string Uid(Guid bookingId) => $"{bookingId}@{Domain}";

    /// <summary>For an entry that must not tell which booking it is.</summary>
    public static string Uid(string hiddenName) => $"{hiddenName}@{Domain}";
}
