using Booking.Rules.Waitlist;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>
/// An evening in the sauna that four people wait for, the resident among them, and one at the weaving mill that has come free and is
/// kept for the resident, who is asked; no mail.
/// </summary>
public static class WriteDemoWaiting
{
    private const string Sauna = "strandlauget-sauna";
    private const string Room = "vaeveriet-lokale-2";
    private const int AlreadyInLine = 2;

    private sealed record Awaited(Guid BookingId, Guid ResourceId, Interval Period, int People);

    // An evening, if there is one.
    private const string AwaitedSql = """
        select b.id as booking_id, b.resource_id, b.period, b.people
        from booking b
        join resource r on r.id = b.resource_id and r.slug = @slug
        where b.status = 'confirmed' and lower(b.period) > @from and not b.person_id = any(@waiting)
        order by extract(hour from lower(b.period) at time zone @zone) < 17, lower(b.period), b.id
        limit 1
        """;

    private const string JoinSql = """
        with joined as (
            insert into waitlist_entry (id, person_id, people, purpose, minutes, least_minutes, joined_at, joined_on, idempotency_key)
            select id, person_id, @People, @Purpose, @Minutes, @Minutes, joined_at, (joined_at at time zone @Zone)::date, 'demo ' || id
            from unnest(@Ids, @Waiting, @JoinedAts) as w (id, person_id, joined_at)
            returning id
        )
        insert into waitlist_time (entry_id, resource_id, period, around, looked_at)
        select j.id, o.resource_id, o.period, (select taken.period from occupancy taken where taken.booking_id = o.id limit 1), @Now
        from joined j, booking o
        where o.id = @BookingId
        """;

    // The time changes hands where it stands: whoever had it has called it off, and it is held for the one who is asked.
    private const string OfferSql = """
        with given_up as (
            update booking
            set status = 'cancelled', ended_at = @Now, sequence = sequence + 1, remind_at = null, release_at = null, reconfirm_at = null
            where id = @BookingId
            returning id, person_id, resource_id, period, people
        ), held as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, hold_expires_at)
            select @HoldId, @Reference, g.resource_id, e.person_id, g.period, g.people, e.purpose, 'held', 'offer ' || @OfferId, '', @Now, @ExpiresAt
            from given_up g, waitlist_entry e
            where e.id = @EntryId
            returning id
        ), kept as (
            update occupancy set booking_id = held.id, kind = 'hold' from held where occupancy.booking_id = @BookingId
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail)
            select @Now, g.person_id, 'booking.cancelled', g.id, '{}'::jsonb from given_up g
            union all
            select @Now, null, 'booking.held', held.id, jsonb_build_object('start', lower(g.period), 'end', upper(g.period), 'people', g.people)
            from held, given_up g
        )
        insert into offer (id, entry_id, booking_id, made_at, expires_at, place, is_whole)
        select @OfferId, @EntryId, held.id, @Now, @ExpiresAt, 1, true from held
        """;

    /// <param name="people">At least eight.</param>
    public static async Task HandleAsync(NpgsqlConnection connection, IReadOnlyList<Guid> people, Guid resident, Instant now)
    {
        if (await FindAsync(connection, Sauna, now, [resident, .. people.Skip(5).Take(3)]) is { } evening)
        {
            await JoinAsync(connection, evening, "Fødselsdag med vennerne", [.. people.Skip(5).Take(AlreadyInLine), resident, people[5 + AlreadyInLine]], now);
        }

        if (await FindAsync(connection, Room, now, [resident, people[4]]) is { } free
            && OfferDeadline.Of(now, free.Period.Start, HomeZone.Zone) is { } expires)
        {
            var entries = await JoinAsync(connection, free, "Læsekreds", [resident, people[4]], now);
            await connection.ExecuteAsync(OfferSql, new
            {
                free.BookingId, EntryId = entries[0], Now = now, ExpiresAt = expires,
                HoldId = Guid.CreateVersion7(), Reference = Bookings.BookingReference.New(), OfferId = Guid.CreateVersion7(),
            });
        }
    }

    // Two days ahead, so that nobody has to answer at once.
    private static Task<Awaited?> FindAsync(NpgsqlConnection connection, string slug, Instant now, Guid[] waiting) =>
        connection.QuerySingleOrDefaultAsync<Awaited?>(AwaitedSql, new { slug, waiting, from = now + Duration.FromDays(2), zone = HomeZone.Zone.Id });

    // One a day, the last of them yesterday.
    private static async Task<Guid[]> JoinAsync(NpgsqlConnection connection, Awaited evening, string purpose, Guid[] waiting, Instant now)
    {
        var ids = waiting.Select(_ => Guid.CreateVersion7()).ToArray();
        await connection.ExecuteAsync(JoinSql, new
        {
            evening.BookingId, evening.People, Purpose = purpose, Minutes = (int)evening.Period.Duration.TotalMinutes, Now = now, Zone = HomeZone.Zone.Id,
            Ids = ids, Waiting = waiting, JoinedAts = waiting.Select((_, index) => now - Duration.FromDays(waiting.Length - index)).ToArray(),
        });
        return ids;
    }
}
