using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.NoShows;

public enum AnswerContestOutcome
{
    Answered,
    NotFound,
    ReasonMissing,
    ReasonTooLong,
    /// <summary>Somebody was faster: nothing was changed.</summary>
    AnsweredBefore,
}

/// <summary>The owner says whether somebody was there after all, and why.</summary>
public sealed class AnswerContest(NpgsqlDataSource database, ReadBooking bookings, IClock clock)
{
    public const int LongestReason = 1000;

    public const string Upheld = "booking.contest-upheld";
    public const string Declined = "booking.contest-declined";

    private const string AnswerSql = """
        update no_show_contest set upheld = @Upheld, answer = @Reason, answered_at = @Now, answered_by = @By
        where booking_id = @Id and answered_at is null
        """;

    private const string IsThereSql = "select exists (select from no_show_contest where booking_id = @bookingId)";

    /// <param name="upheld">Whether they were there.</param>
    /// <param name="typed">Why, as typed.</param>
    public async Task<AnswerContestOutcome> HandleAsync(
        Guid bookingId, bool upheld, string? typed, SignedInPerson actor, CancellationToken cancellation)
    {
        // Nobody answers what is their own.
        if (await bookings.HandleAsync(bookingId, actor, cancellation) is not { Own: false } about)
        {
            return AnswerContestOutcome.NotFound;
        }

        var reason = TypedText.Read(typed);
        if (reason.Length is 0 or > LongestReason)
        {
            return reason.Length == 0 ? AnswerContestOutcome.ReasonMissing : AnswerContestOutcome.ReasonTooLong;
        }

        var (booking, resource) = (about.Booking, about.Resource);
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(AnswerSql, new { booking.Id, Upheld = upheld, Reason = reason, Now = now, By = actor.Id }) == 0)
        {
            return await connection.ExecuteScalarAsync<bool>(IsThereSql, new { bookingId })
                ? AnswerContestOutcome.AnsweredBefore
                : AnswerContestOutcome.NotFound;
        }

        if (booking.IsReachable)
        {
            var mail = new NoShowMail(
                BookingMails.Of(resource, booking, booking.PersonLanguage, reason: null), booking.PersonName, Words: "", upheld, reason);
            await OutboxMail.InsertAsync(
                connection, [OutboxMail.About(mail, MailKind.NoShowAnswered, booking.PersonEmail, booking.PersonLanguage, now)], cancellation);
        }

        await OwnerAudit.WriteAsync(connection, resource.Owner.Id, upheld ? Upheld : Declined, bookingId, null, null, actor.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return AnswerContestOutcome.Answered;
    }
}
