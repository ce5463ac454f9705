using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Profile;

/// <summary>
/// Deletes a person for good: what they have booked and not used is given back, what names them goes. Past bookings stay as
/// history that belongs to nobody.
/// </summary>
public sealed class DeletePerson(NpgsqlDataSource database, IClock clock)
{
    private const string ActiveSql = """
        select id, status from booking
        where person_id = @person and status in ('held', 'confirmed') and upper(period) > @now and checked_in_at is null
        """;

    // Whoever books at the same moment waits for this lock, and then finds nobody to book for.
    private const string LockSql = "select email from person where id = @person for update";

    private const string DeleteSql = """
        delete from outbox
        where kind in ('permission-to-answer', 'permission-reminder')
          and (content #>> '{booking,bookingId}')::uuid in (select id from booking where person_id = @person);
        -- Nor may what was written about their bookings, by whichever side.
        delete from outbox
        where kind in ('message-to-owner', 'message-to-person')
          and (content #>> '{booking,bookingId}')::uuid in (select id from booking where person_id = @person);
        delete from message where booking_id in (select id from booking where person_id = @person);
        delete from permission where booking_id in (select id from booking where person_id = @person);
        update booking set purpose = '', end_reason = null where person_id = @person;
        -- What was said of a rule stays with its answer; a hidden text nobody was to read.
        update challenge
        set signed = false,
            prevents = case when hidden_at is null then prevents else '' end, better = case when hidden_at is null then better else '' end
        where person_id = @person;
        delete from outbox where recipient = @email;
        delete from sign_in_code where email = @email;
        delete from person where id = @person;
        insert into audit (at, actor_id, action, subject) values (@now, @person, 'person.deleted', @person);
        """;

    public async Task HandleAsync(Guid person)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync();
        while (true)
        {
            // No mail about these: they are gone with the person who asked for it.
            foreach (var (booking, status) in await connection.QueryAsync<(Guid, BookingStatus)>(ActiveSql, new { person, now }))
            {
                await EndBooking.TryAsync(
                    connection, booking, status == BookingStatus.Held ? EndBooking.MayBeLetGo : EndBooking.MayBeCancelled,
                    BookingStatus.Cancelled, reason: null, person, mail: null, now, sequence: null);
            }

            await using var transaction = await connection.BeginTransactionAsync();
            var email = await connection.QuerySingleOrDefaultAsync<string>(LockSql, new { person });
            if (email is null)
            {
                return;
            }
            // One booked between the two steps is given back first: its time must not stay taken for nobody.
            if ((await connection.QueryAsync<Guid>(ActiveSql, new { person, now })).Any())
            {
                continue;
            }

            await connection.ExecuteAsync(DeleteSql, new { person, email, now });
            await transaction.CommitAsync();
            return;
        }
    }
}
