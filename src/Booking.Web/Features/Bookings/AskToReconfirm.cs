using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>
/// Asks a person whether they still come, and reminds them once. What comes late, after downtime, moves the deadline, so that
/// there is always a fair time to answer; where that is not to be had before the start, nobody is asked for an answer.
/// </summary>
public sealed class AskToReconfirm(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <summary>True when this call wrote a mail. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is not { Status: BookingStatus.Confirmed, ReconfirmAt: { } due, ReconfirmBy: { } by } || due > now || due >= by)
        {
            return false;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        return booking.ReconfirmAskedAt is null
            ? await AskAsync(connection, booking, resource, new ReconfirmationPlan(due, by), now)
            : await RemindAsync(connection, booking, resource, now, cancellation);
    }

    private static async Task<bool> AskAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, ReconfirmationPlan planned, Instant now)
    {
        if (!booking.IsReachable || planned.AnswerByIfHeardAt(now, booking.Period.Start) is not { } answerBy)
        {
            await ReconfirmationStep.LetBeAsync(connection, booking);
            return false;
        }

        var next = new ReconfirmationPlan(now, answerBy).RemindAt(resource.Terms.Zone) ?? answerBy;
        return await TellAsync(
            connection, booking, resource, MailKind.ReconfirmQuestion, ReconfirmationStep.KeyOfQuestion(booking), now, answerBy, next, now);
    }

    private static async Task<bool> RemindAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, Instant now, CancellationToken cancellation)
    {
        if (!booking.IsReachable || await ReconfirmationStep.SinceSentAsync(connection, booking, cancellation) is not { } asked)
        {
            // To remind of what has not left yet helps nobody. When the answer is due it is seen whether it has.
            await ReconfirmationStep.GoOnAsync(
                connection, booking, booking.ReconfirmAskedAt!.Value, booking.ReconfirmBy!.Value, booking.ReconfirmBy.Value);
            return false;
        }

        if (ReminderOf(asked, resource.Terms.Zone, now) is not { } remindAt)
        {
            await ReconfirmationStep.GoOnAsync(connection, booking, asked.AskAt, asked.AnswerBy, asked.AnswerBy);
            return false;
        }

        if (asked.AnswerByIfHeardAt(remindAt, booking.Period.Start) is not { } answerBy)
        {
            await ReconfirmationStep.LetBeAsync(connection, booking);
            return false;
        }

        if (remindAt > now)
        {
            await ReconfirmationStep.GoOnAsync(connection, booking, asked.AskAt, answerBy, remindAt);
            return false;
        }

        return await TellAsync(
            connection, booking, resource, MailKind.ReconfirmReminder, ReconfirmationStep.KeyOfReminder(booking), asked.AskAt, answerBy, answerBy, now);
    }

    // Later than planned where the question left late, and not in the night after downtime.
    private static Instant? ReminderOf(ReconfirmationPlan asked, DateTimeZone zone, Instant now) => asked.RemindAt(zone) switch
    {
        { } planned when planned <= now => ReconfirmationPlan.NotAtNight(now, zone),
        var planned => planned,
    };

    private static async Task<bool> TellAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, string kind, string key, Instant askedAt, Instant answerBy,
        Instant next, Instant now)
    {
        var content = new ReconfirmMail(BookingMails.Of(resource, booking, booking.PersonLanguage, reason: null), answerBy);
        var mail = OutboxMail.About(content, kind, booking.PersonEmail, booking.PersonLanguage, now, key);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        // The step decides: of two servers at it, one writes.
        var told = await ReconfirmationStep.GoOnAsync(connection, booking, askedAt, answerBy, next)
            && await connection.ExecuteAsync(OutboxMail.InsertSql, mail) == 1;
        await transaction.CommitAsync(CancellationToken.None);
        return told;
    }
}
