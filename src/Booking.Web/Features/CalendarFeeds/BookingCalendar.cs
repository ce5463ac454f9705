using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>One booking as a file, for a calendar that subscribes to nothing.</summary>
public sealed class BookingCalendar(ReadBooking read, PublicUrl site)
{
    public sealed record File(byte[] Calendar, string Name);

    /// <summary>Null when it is not this person's, or not on.</summary>
    public async Task<File?> ReadAsync(Guid id, SignedInPerson person, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, person, cancellation) is not { Own: true, Booking: { Status: BookingStatus.Confirmed } booking } found)
        {
            return null;
        }

        var entry = BookingEntry.Of(
            BookingMails.Of(found.Resource, booking, person.Language, reason: null),
            booking.ConfirmedAt ?? booking.CreatedAt, site.Of($"/bookings/{booking.Id}"), person.Language);
        return new File(IcsWriter.Download(entry), $"booking-{booking.Reference}.ics");
    }
}
