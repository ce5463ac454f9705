using Dapper;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Features.Demo;

/// <summary>Writes many bookings at once, with their occupancies and what the audit would have said; no mail.</summary>
public static class WriteDemoBookings
{
    private const string BookingSql = """
        copy booking (id, reference, resource_id, person_id, period, people, purpose, status, sequence, idempotency_key, request_hash,
                      created_at, confirmed_at, checked_in_at, ended_at, remind_at, release_at, reconfirm_at, reconfirm_by, hold_expires_at)
        from stdin (format binary)
        """;

    private const string OccupancySql = """
        copy occupancy (unit_id, period, kind, booking_id) from stdin (format binary)
        """;

    private const string AuditSql = """
        insert into audit (at, actor_id, action, subject, detail)
        select * from (
            select created_at as at, person_id, case
                       when status <> 'held' then 'booking.placed'
                       when exists (select from occupancy o where o.booking_id = booking.id) then 'booking.held'
                       else 'booking.asked'
                   end, id,
                   jsonb_build_object('start', lower(period), 'end', upper(period), 'people', people)
            from booking
            union all
            select checked_in_at, person_id, 'booking.checked-in', id, '{}' from booking where checked_in_at is not null
            union all
            select ended_at, case status when 'cancelled' then person_id end, 'booking.' || status, id, jsonb_build_object('reason', end_reason)
            from booking where ended_at is not null
        ) as events
        order by at
        """;

    public static async Task HandleAsync(NpgsqlConnection connection, IReadOnlyList<DemoBooking> bookings)
    {
        await using (var rows = await connection.BeginBinaryImportAsync(BookingSql))
        {
            foreach (var booking in bookings)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(booking.Id);
                await rows.WriteAsync(booking.Reference);
                await rows.WriteAsync(booking.ResourceId);
                await rows.WriteAsync(booking.PersonId);
                await rows.WriteAsync(booking.Period, NpgsqlDbType.TimestampTzRange);
                await rows.WriteAsync(booking.People);
                await rows.WriteAsync(booking.Purpose);
                await rows.WriteAsync(booking.Status.ToString().ToLowerInvariant());
                await rows.WriteAsync(booking.EndedAt is null ? 0 : 1);
                await rows.WriteAsync($"demo-{booking.Reference}");
                await rows.WriteAsync(Array.Empty<byte>());
                await rows.WriteAsync(booking.CreatedAt, NpgsqlDbType.TimestampTz);
                await WriteAsync(rows, booking.HoldExpiresAt is null ? booking.CreatedAt : null);
                await WriteAsync(rows, booking.CheckedInAt);
                await WriteAsync(rows, booking.EndedAt);
                await WriteAsync(rows, booking.RemindAt);
                await WriteAsync(rows, booking.ReleaseAt);
                await WriteAsync(rows, booking.Reconfirm?.AskAt);
                await WriteAsync(rows, booking.Reconfirm?.AnswerBy);
                await WriteAsync(rows, booking.HoldExpiresAt);
            }

            await rows.CompleteAsync();
        }

        await using (var rows = await connection.BeginBinaryImportAsync(OccupancySql))
        {
            foreach (var (unit, booking) in bookings.SelectMany(booking => booking.Units.Select(unit => (unit, booking))))
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(unit);
                await rows.WriteAsync(booking.Occupied, NpgsqlDbType.TimestampTzRange);
                await rows.WriteAsync(booking.HoldExpiresAt is null ? "booking" : "hold");
                await rows.WriteAsync(booking.Id);
            }

            await rows.CompleteAsync();
        }

        await connection.ExecuteAsync(AuditSql);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter rows, Instant? moment) =>
        moment is { } known ? rows.WriteAsync(known, NpgsqlDbType.TimestampTz) : rows.WriteNullAsync();
}
