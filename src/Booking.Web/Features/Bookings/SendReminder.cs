using Booking.Rules.Lifecycle;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>Reminds a person of a booking that is coming, and notes when the next reminder is due.</summary>
public sealed class SendReminder(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string SentSql = "select once_key from outbox where once_key = any(@keys)";

    private const string WantedSql = "select reminders from person where id = @PersonId";

    // Named by its start too: a booking moved meanwhile has reminders of its own to come.
    private const string MoveOnSql = """
        update booking set remind_at = @Next
        where id = @Id and status = 'confirmed' and lower(period) = @Start and remind_at <= @Now
        """;

    /// <summary>True when this call wrote a reminder. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null or { Status: not BookingStatus.Confirmed })
        {
            return false;
        }

        var mail = await MailAsync(connection, booking, now, cancellation);

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var movedOn = await connection.ExecuteAsync(MoveOnSql, new
        {
            booking.Id,
            booking.Period.Start,
            Next = Reminders.FirstDue(booking.Period, now),
            Now = now,
        });
        // The key decides: of two servers at it, one writes.
        var written = movedOn == 1 && mail is not null && await connection.ExecuteAsync(OutboxMail.InsertSql, mail) == 1;
        await transaction.CommitAsync(CancellationToken.None);
        return written;
    }

    /// <summary>Null when none is due, or the person wants none.</summary>
    private async Task<OutboxMail?> MailAsync(
        NpgsqlConnection connection, BookingRecord booking, Instant now, CancellationToken cancellation)
    {
        // About to be given on: to remind of it now would be to remind of what is lost.
        if (!booking.IsReachable || (booking.AwaitsReconfirmation && booking.ReconfirmBy <= now))
        {
            return null;
        }

        var keys = Enum.GetValues<ReminderKind>().ToDictionary(kind => OnceKey(kind, booking));
        var sent = (await connection.QueryAsync<string>(
            new CommandDefinition(SentSql, new { keys = keys.Keys.ToArray() }, cancellationToken: cancellation))).Select(key => keys[key]);
        if (Reminders.Due(booking.Period, booking.ConfirmedAt ?? booking.CreatedAt, sent.ToHashSet(), now) is not { } due)
        {
            return null;
        }

        var wanted = await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(WantedSql, new { PersonId = booking.PersonId ?? booking.HelperId }, cancellationToken: cancellation));
        if (!wanted)
        {
            return null;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        return OutboxMail.About(
            BookingMails.Of(resource, booking, booking.PersonLanguage, reason: null) with
            {
                CodeFrom = (await LookAtCode.OfAsync(connection, booking, cancellation))?.From,
            },
            due == ReminderKind.DayBefore ? MailKind.ReminderDayBefore : MailKind.ReminderTwoHours,
            booking.PersonEmail, booking.PersonLanguage, now, OnceKey(due, booking));
    }

    private static string OnceKey(ReminderKind kind, BookingRecord booking) =>
        $"reminder:{kind}:{booking.Id}:{InstantPattern.General.Format(booking.Period.Start)}";
}
