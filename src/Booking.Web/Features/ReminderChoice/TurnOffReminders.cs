using Booking.Web.Mail;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.ReminderChoice;

/// <summary>Turns reminders off for whoever got the reminder that the token came with; only the profile turns them on again.</summary>
public sealed class TurnOffReminders(NpgsqlDataSource database, ReminderLink link)
{
    private const string Sql = """
        update person set reminders = false where id = (select person_id from booking where id = @bookingId)
        """;

    public bool IsKnown(string token) => link.BookingIn(token) is not null;

    /// <summary>False when the token is not ours. Safe to repeat; a person deleted meanwhile gets none in any case.</summary>
    public async Task<bool> HandleAsync(string token, CancellationToken cancellation)
    {
        if (link.BookingIn(token) is not { } bookingId)
        {
            return false;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(Sql, new { bookingId }, cancellationToken: cancellation));
        return true;
    }
}
