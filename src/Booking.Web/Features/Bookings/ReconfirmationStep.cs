using Booking.Rules.Lifecycle;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>Where asking whether a person still comes has got to: what the handlers of its steps have in common.</summary>
public static class ReconfirmationStep
{
    // Named by the step it leaves, and by its sequence: a booking moved meanwhile has been promised anew.
    private const string GoOnSql = """
        update booking set reconfirm_at = @Next, reconfirm_by = @AnswerBy, reconfirm_asked_at = @AskedAt
        where id = @Id and status = 'confirmed' and sequence = @Sequence and reconfirm_at = @ReconfirmAt and reconfirmed_at is null
        """;

    private const string SentSql = "select sent_at from outbox where once_key = @key";

    /// <summary>Makes the question the only one about the booking as it is now.</summary>
    public static string KeyOfQuestion(BookingRecord booking) => $"reconfirm:question:{booking.Id}:{booking.Sequence}";

    /// <summary>Makes the reminder the only one about the booking as it is now.</summary>
    public static string KeyOfReminder(BookingRecord booking) => $"reconfirm:reminder:{booking.Id}:{booking.Sequence}";

    /// <summary>True when this call took the step.</summary>
    /// <param name="booking">As it was read.</param>
    /// <param name="next">When the step after it is due.</param>
    public static Task<bool> GoOnAsync(NpgsqlConnection connection, BookingRecord booking, Instant askedAt, Instant answerBy, Instant next) =>
        WriteAsync(connection, booking, askedAt, answerBy, next);

    /// <summary>Gives up asking: the booking stands as if there were no rule.</summary>
    public static Task LetBeAsync(NpgsqlConnection connection, BookingRecord booking) =>
        WriteAsync(connection, booking, booking.ReconfirmAskedAt, answerBy: null, next: null);

    /// <summary>
    /// The plan as it is since the question left the outbox. Null when it has not left, or left so late that there is no fair time
    /// to answer: what a person has not been told is not held against them.
    /// </summary>
    /// <param name="booking">One whose person has been asked.</param>
    public static async Task<ReconfirmationPlan?> SinceSentAsync(NpgsqlConnection connection, BookingRecord booking, CancellationToken cancellation)
    {
        var sent = await connection.ExecuteScalarAsync<Instant?>(
            new CommandDefinition(SentSql, new { key = KeyOfQuestion(booking) }, cancellationToken: cancellation));
        return sent is { } heardAt
            && new ReconfirmationPlan(booking.ReconfirmAskedAt!.Value, booking.ReconfirmBy!.Value)
                .AnswerByIfHeardAt(heardAt, booking.Period.Start) is { } answerBy
            ? new ReconfirmationPlan(heardAt, answerBy)
            : null;
    }

    private static async Task<bool> WriteAsync(
        NpgsqlConnection connection, BookingRecord booking, Instant? askedAt, Instant? answerBy, Instant? next) =>
        await connection.ExecuteAsync(GoOnSql, new
        {
            booking.Id,
            booking.Sequence,
            booking.ReconfirmAt,
            AskedAt = askedAt,
            AnswerBy = answerBy,
            Next = next,
        }) == 1;
}
