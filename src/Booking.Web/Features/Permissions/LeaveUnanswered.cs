using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Rules;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>Gives back time that was held for an answer which did not come, and tells the person so, with what they could have instead.</summary>
public sealed class LeaveUnanswered(
    NpgsqlDataSource database, ReadRequest read, FindAlternatives alternatives, RuleSentences sentences, IClock clock)
{
    private const string UnansweredSql = """
        with unanswered as (
            update permission set unanswered_at = @Now, remind_at = null where id = @Id and answered_at is null returning booking_id, kind, against
        )
        insert into audit (at, action, subject, owner_id, detail)
        select @Now, 'permission.unanswered', booking_id,
               (select r.owner_id from booking b join resource r on r.id = b.resource_id where b.id = booking_id),
               jsonb_build_object('kind', kind, 'against', against) from unanswered
        """;

    /// <summary>True when this call ended the booking. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid bookingId, CancellationToken cancellation)
    {
        if (await read.OfBookingAsync(bookingId, cancellation) is not { State: PermissionState.Unanswered, Permission.UnansweredAt: null } request)
        {
            return false;
        }

        var booking = request.Booking;
        var offers = await alternatives.HandleAsync(request.Resource, booking.Period, booking.People, booking.Booker, cancellation);
        var now = clock.GetCurrentInstant();
        var mail = !booking.IsReachable ? null : PermissionMails.Of(sentences, request).ToPerson(MailKind.PermissionUnanswered, "", offers, now);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await EndBooking.TryAsync(
            connection, bookingId, EndBooking.MayExpire, BookingStatus.Expired, reason: null, actorId: null, mail, now, booking.Sequence))
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return false;
        }

        await connection.ExecuteAsync(UnansweredSql, new { request.Permission.Id, Now = now });
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
