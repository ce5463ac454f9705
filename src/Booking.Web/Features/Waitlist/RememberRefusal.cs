using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>Who waits for a time, asks for it and is told that it is taken, comes before those who joined on the same day.</summary>
public static class RememberRefusal
{
    private const string Sql = """
        update waitlist_entry e set refused_at = @now
        from waitlist_time t
        where t.entry_id = e.id and t.open and t.resource_id = @resourceId and t.period && @period and e.person_id = @personId and e.closed_at is null
        """;

    public static Task HandleAsync(NpgsqlConnection connection, Guid personId, Guid resourceId, Interval period, Instant now) =>
        connection.ExecuteAsync(Sql, new { personId, resourceId, period, now });
}
