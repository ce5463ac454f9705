using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Owners;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Profile;

/// <summary>
/// Deletes a person for good: what they have booked and not used is given back, what names them goes; what they booked for a group
/// stays with the group. Past bookings stay as
/// history that belongs to nobody.
/// </summary>
public sealed class DeletePerson(NpgsqlDataSource database, IClock clock)
{
    private const string ActiveSql = """
        select id, status from booking
        where (person_id = @person
               -- Of an answer that comes later nobody could tell them.
               or (person_id is null and status = 'held' and id in (select booking_id from on_behalf where helper_id = @person)))
          and status in ('held', 'confirmed') and upper(period) > @now and checked_in_at is null
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
        delete from outbox
        where kind = 'no-show-contested' and (content #>> '{booking,bookingId}')::uuid in (select id from booking where person_id = @person);
        delete from no_show_contest where booking_id in (select id from booking where person_id = @person);
        -- What is broken is the place's; more than that in their words is not.
        delete from outbox
        where kind = 'case-opened' and (content ->> 'caseId')::uuid in (select id from broken_case where reporter_id = @person);
        update broken_case set details = '' where reporter_id = @person;
        update listing_report set words = '' where reporter_id = @person;
        update listing_case set objection = '' where objected_by = @person;
        -- The files go with the next run of a job; nobody sees them from now on.
        update handover_picture set forget_at = @now where booking_id in (select id from booking where person_id = @person);
        delete from message where booking_id in (select id from booking where person_id = @person);
        delete from on_behalf where booking_id in (select id from booking where person_id = @person);
        delete from permission where booking_id in (select id from booking where person_id = @person);
        update booking set purpose = '', end_reason = null where person_id = @person;
        update series set purpose = '' where person_id = @person;
        delete from outbox where kind = 'series-to-answer' and (content ->> 'seriesId')::uuid in (select id from series where person_id = @person);
        -- What was said of a rule stays with its answer; a hidden text nobody was to read.
        update challenge
        set signed = false,
            prevents = case when hidden_at is null then prevents else '' end, better = case when hidden_at is null then better else '' end
        where person_id = @person;
        delete from outbox where recipient = @email;
        delete from sign_in_code where email = @email;
        delete from invitation where email = @email;
        delete from person where id = @person;
        insert into audit (at, actor_id, action, subject) values (@now, @person, 'person.deleted', @person);
        """;

    /// <summary>The owners that the person is alone to answer for.</summary>
    public async Task<IReadOnlyList<AnsweredAlone>> AloneAsync(Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await GiveUpOwners.AloneAsync(connection, person);
    }

    /// <summary>False when they are alone to answer for something that others depend on: then nothing was changed.</summary>
    public async Task<bool> HandleAsync(Guid person)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync();
        while (true)
        {
            if ((await GiveUpOwners.AloneAsync(connection, person)).Any(owner => owner.KeepsThem))
            {
                return false;
            }

            // What they have booked for others goes on with those.
            await GiveUpGroups.HandleAsync(connection, person, now);

            // No mail about these: they are gone with the person who asked for it.
            foreach (var (booking, status) in await connection.QueryAsync<(Guid, BookingStatus)>(ActiveSql, new { person, now }))
            {
                await EndBooking.TryAsync(
                    connection, booking, status == BookingStatus.Held ? EndBooking.MayBeLetGo : EndBooking.MayBeCancelled,
                    BookingStatus.Cancelled, reason: null, person, mail: null, now, sequence: null);
            }

            var owners = await GiveUpOwners.OwnersAsync(connection, person);
            await using var transaction = await connection.BeginTransactionAsync();
            await WriteRoles.LockAsync(connection, owners);
            var email = await connection.QuerySingleOrDefaultAsync<string>(LockSql, new { person });
            if (email is null)
            {
                return true;
            }

            // One booked between the two steps is given back first: its time must not stay taken for nobody. So for a role.
            var alone = await GiveUpOwners.AloneAsync(connection, person);
            if ((await connection.QueryAsync<Guid>(ActiveSql, new { person, now })).Any()
                || (await GiveUpOwners.OwnersAsync(connection, person)).Except(owners).Any() || await GiveUpGroups.HasAnyAsync(connection, person)
                || alone.Any(owner => owner.KeepsThem))
            {
                continue;
            }

            await GiveUpOwners.HandleAsync(connection, person, owners, alone, now);
            await connection.ExecuteAsync(DeleteSql, new { person, email, now });
            await transaction.CommitAsync();
            return true;
        }
    }
}
