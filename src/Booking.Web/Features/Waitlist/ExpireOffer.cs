using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>Ends an offer that nobody has answered, so that the next in line can be asked; and says so.</summary>
public sealed class ExpireOffer(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <summary>True when this call ended it. Safe to repeat.</summary>
    /// <param name="id">Of the booking that holds the time.</param>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await OfferRecord.OfBookingAsync(connection, id, cancellation) is not { } offer || await BookingRecord.FindAsync(connection, id, cancellation) is not { } booking)
        {
            return false;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var mail = booking.IsReachable
            ? OutboxMail.About(
                new OfferMail(BookingMails.Of(resource, booking, booking.PersonLanguage, reason: null), offer.Id, offer.ExpiresAt, offer.IsWhole, offer.Place),
                MailKind.OfferEnded, booking.PersonEmail, booking.PersonLanguage, now)
            : null;
        return await EndBooking.TryAsync(
            connection, id, EndBooking.MayExpire, BookingStatus.Expired, reason: null, actorId: null, mail, now, sequence: null);
    }
}
