using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>Takes somebody out of the line, and lets go of what they were offered.</summary>
public sealed class LeaveWaitlist(NpgsqlDataSource database, IClock clock)
{
    private const string OpenOfferSql = """
        select b.id from offer f
        join booking b on b.id = f.booking_id
        join waitlist_entry e on e.id = f.entry_id
        where e.id = @id and e.person_id = @personId and b.status = 'held' and not exists (select from permission q where q.booking_id = b.id)
        """;

    private const string LeaveSql = """
        with left_line as (
            update waitlist_entry set closed_at = @now, closed_why = 'left' where id = @id and person_id = @personId and closed_at is null returning id
        )
        update waitlist_time set open = false where entry_id in (select id from left_line)
        """;

    private const string ExistsSql = "select exists (select from waitlist_entry where id = @id and person_id = @personId)";

    /// <summary>False when they have no such place in a line. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, Guid personId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(ExistsSql, new { id, personId }, cancellationToken: cancellation)))
        {
            return false;
        }

        await connection.ExecuteAsync(LeaveSql, new { id, personId, now });
        if (await connection.ExecuteScalarAsync<Guid?>(OpenOfferSql, new { id, personId }) is { } held)
        {
            await EndBooking.TryAsync(connection, held, EndBooking.MayBeLetGo, BookingStatus.Cancelled, reason: null, personId, mail: null, now, sequence: null);
        }

        return true;
    }
}
