using Dapper;
using Npgsql;

namespace Booking.Web.Features.ReminderChoice;

/// <summary>Whether a person wants to be reminded.</summary>
public sealed class ReadReminderChoice(NpgsqlDataSource database)
{
    public async Task<bool> HandleAsync(Guid personId)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>("select reminders from person where id = @personId", new { personId });
    }
}
