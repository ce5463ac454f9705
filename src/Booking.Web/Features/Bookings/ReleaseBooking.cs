using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>Gives back what is left of a booking that nobody has checked in to, and tells its person kindly.</summary>
public sealed class ReleaseBooking(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // After downtime a booking may be over before it was looked at: there is nothing left to give back, and no news in saying so.
    private const string ForgetSql = """
        update booking set release_at = null where id = @id and status = 'confirmed' and upper(period) <= @now
        """;

    /// <summary>True when this call released it. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null or { Status: not BookingStatus.Confirmed } or { ReleaseAt: null })
        {
            return false;
        }

        if (booking.Period.End <= now)
        {
            await connection.ExecuteAsync(ForgetSql, new { id, now });
            return false;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var mail = !booking.IsReachable
            ? null
            : OutboxMail.About(
                BookingMails.Of(resource, booking with { Sequence = booking.Sequence + 1 }, booking.PersonLanguage, reason: null),
                MailKind.BookingReleased, booking.PersonEmail, booking.PersonLanguage, now);
        return await EndBooking.TryAsync(
            connection, id, EndBooking.MayBeReleased, BookingStatus.Released, reason: null, actorId: null, mail, now, booking.Sequence);
    }
}
