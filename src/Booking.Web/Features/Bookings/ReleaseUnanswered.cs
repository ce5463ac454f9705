using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>Gives on the time of a booking whose person was asked whether they still come and has not said, and tells them why.</summary>
public sealed class ReleaseUnanswered(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string Detail = """{"because": "not reconfirmed"}""";

    /// <summary>True when this call released it. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is not { AwaitsReconfirmation: true, ReconfirmAt: { } due, ReconfirmBy: { } by } || due < by || due > now)
        {
            return false;
        }

        // Who has begun may well be there: from now on it is for the check-in to say.
        if (booking.Period.Start <= now || await ReconfirmationStep.SinceSentAsync(connection, booking, cancellation) is not { } asked)
        {
            await ReconfirmationStep.LetBeAsync(connection, booking);
            return false;
        }

        if (asked.AnswerBy > by)
        {
            await ReconfirmationStep.GoOnAsync(connection, booking, asked.AskAt, asked.AnswerBy, asked.AnswerBy);
            return false;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var mail = !booking.IsReachable
            ? null
            : OutboxMail.About(
                new ReconfirmMail(BookingMails.Of(resource, booking with { Sequence = booking.Sequence + 1 }, booking.PersonLanguage, reason: null), by),
                MailKind.BookingGivenOn, booking.PersonEmail, booking.PersonLanguage, now);
        return await EndBooking.TryAsync(
            connection, id, EndBooking.MayBeGivenOn, BookingStatus.Released, MailTexts.In(booking.PersonLanguage)["GivenOnReason"], actorId: null,
            mail, now, booking.Sequence, CancelBooking.IsLate(booking, resource, now), Detail);
    }
}
