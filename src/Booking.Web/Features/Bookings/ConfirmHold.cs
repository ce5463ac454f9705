using Booking.Rules.Lifecycle;
using Booking.Web.Database;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

public enum ConfirmHoldOutcome
{
    Confirmed,
    NotFound,
    /// <summary>It is confirmed already: nothing was changed.</summary>
    Already,
    /// <summary>The hold ran out or was let go; the time may be someone else's by now.</summary>
    Gone,
}

/// <summary>Makes a held booking a booking, once its person has signed in.</summary>
public sealed class ConfirmHold(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private static readonly string ConfirmSql = $"""
        with confirmed as (
            update booking
            set status = 'confirmed', hold_expires_at = null, confirmed_at = @Now, remind_at = @RemindAt, release_at = @ReleaseAt
            where id = @Id and status = 'held' and hold_expires_at > @Now
            returning id, person_id
        ), kept as (
            update occupancy set kind = 'booking' where booking_id in (select id from confirmed)
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from confirmed)
        ), audited as (
            insert into audit (at, actor_id, action, subject) select @Now, person_id, 'booking.confirmed', id from confirmed
        ){OutboxParameters.Sql("confirmed")}
        select count(*) from confirmed
        """;

    public async Task<ConfirmHoldOutcome> HandleAsync(Guid id, SignedInPerson person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null || booking.PersonId != person.Id)
        {
            return ConfirmHoldOutcome.NotFound;
        }

        if (booking.Status != BookingStatus.Held)
        {
            return booking.Status == BookingStatus.Confirmed ? ConfirmHoldOutcome.Already : ConfirmHoldOutcome.Gone;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var confirm = new NpgsqlBatchCommand(ConfirmSql)
        {
            Parameters =
            {
                new("Id", id),
                new("Now", now),
                NullableMoment.Parameter("RemindAt", Reminders.FirstDue(booking.Period, now)),
                NullableMoment.Parameter("ReleaseAt", ReleaseRule.DueAt(booking.Period, resource.ReleaseAfterMinutes)),
            },
        };
        OutboxParameters.AddTo(confirm, OutboxMail.About(
            BookingMails.Of(resource, booking, person.Language, reason: null),
            MailKind.BookingConfirmed, person.Email, person.Language, now));
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0, BatchCommands = { confirm } };
        return (long)(await batch.ExecuteScalarAsync(CancellationToken.None))! == 1
            ? ConfirmHoldOutcome.Confirmed
            : ConfirmHoldOutcome.Gone;
    }
}
