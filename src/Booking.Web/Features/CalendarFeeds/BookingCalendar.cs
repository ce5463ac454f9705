using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Npgsql;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>One booking as a file, for a calendar that subscribes to nothing.</summary>
public sealed class BookingCalendar(NpgsqlDataSource database, Catalogue catalogue, PublicUrl site)
{
    public sealed record File(byte[] Calendar, string Name);

    /// <summary>Null when it is not this person's, or not on.</summary>
    public async Task<File?> ReadAsync(Guid id, SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is not { Status: BookingStatus.Confirmed } || booking.PersonId != person.Id)
            return null;

        var resource = (await catalogue.ReadAsync(cancellation)).Get(booking.ResourceId);
        var entry = BookingEntry.Of(
            BookingMails.Of(resource, booking, person.Language, reason: null),
            booking.ConfirmedAt ?? booking.CreatedAt, site.Of($"/bookings/{booking.Id}"), person.Language);
        return new File(IcsWriter.Download(entry), $"booking-{booking.Reference}.ics");
    }
}
