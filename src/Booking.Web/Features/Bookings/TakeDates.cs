using Booking.Rules.Lifecycle;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Features.Bookings;

/// <summary>One date of a series about to be booked.</summary>
/// <param name="Units">Those it takes; none where it only asks and leaves its time to others.</param>
/// <param name="Occupied">The period with its buffers.</param>
/// <param name="HoldExpiresAt">Null for a confirmed one; else it waits for its owner until then.</param>
public sealed record NewDate(
    Guid Id, string Reference, LocalDateTime Occurrence, Guid ResourceId, Guid? UnitId, Interval Period, Interval Occupied, IReadOnlyList<Guid> Units,
    Instant? HoldExpiresAt, Instant? RemindAt, Instant? ReleaseAt, ReconfirmationPlan? Reconfirm);

/// <summary>
/// What <see cref="TakeTime"/> is to one booking, this is to the dates of a series: all of them become taken in one statement, or none.
/// </summary>
public static class TakeDates
{
    // Ordered here, where the order of every other lock of units comes from.
    private const string LockSql = """
        select pg_advisory_xact_lock(hashtextextended(unit_id::text, 0))
        from (select distinct unit_id from unnest(@Units) as u (unit_id) order by unit_id) as units
        """;

    // Only some of the units free: no bookings then, and the foreign key of the occupancies undoes the statement.
    private const string InsertSql = """
        with dates as (
            select * from unnest(
                @Ids, @References, @Resources, @UnitIds, @Starts, @Ends, @HoldsUntil, @RemindAts, @ReleaseAts, @ReconfirmAts, @ReconfirmBys, @Occurrences)
            as d (id, reference, resource_id, unit_id, starts, ends, hold_expires_at, remind_at, release_at, reconfirm_at, reconfirm_by, occurrence)
        ), wanted as (
            select * from unnest(@TakenUnits, @TakenStarts, @TakenEnds, @TakenBy, @TakenKinds) as w (unit_id, starts, ends, booking_id, kind)
        ), taken as (
            insert into occupancy (unit_id, period, kind, booking_id)
            select unit_id, tstzrange(starts, ends), kind, booking_id from wanted
            on conflict do nothing
            returning unit_id
        ), placed as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, hold_expires_at,
                                 idempotency_key, request_hash, created_at, confirmed_at, remind_at, release_at,
                                 reconfirm_at, reconfirm_by, community_id, unit_id, series_id, occurrence)
            select id, reference, resource_id, @PersonId, tstzrange(starts, ends), @People, @Purpose,
                   case when hold_expires_at is null then 'confirmed' else 'held' end, hold_expires_at,
                   'series ' || id, @RequestHash, @Now, case when hold_expires_at is null then @Now end, remind_at, release_at,
                   reconfirm_at, reconfirm_by, @GroupId, unit_id, @SeriesId, occurrence
            from dates
            where (select count(*) from taken) = (select count(*) from wanted)
            returning id, period, people, status
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id = any(@TakenUnits) and exists (select from placed)
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id = @PersonId and exists (select from placed)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id = @GroupId and exists (select from placed)
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail)
            select @Now, @ActorId, case when status = 'held' then 'booking.held' else 'booking.placed' end, id,
                   jsonb_build_object('series', @SeriesId, 'start', lower(period), 'end', upper(period), 'people', people)
            from placed
        )
        select count(*) from placed
        """;

    /// <summary>Locks the units of several places for the rest of the transaction, before anything about them is read or written.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, IEnumerable<Guid> units)
    {
        await using var command = new NpgsqlCommand(LockSql, connection) { Parameters = { new("Units", units.ToArray()) }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>False when some of the time is taken; then the transaction can only be rolled back.</summary>
    /// <param name="personId">Whose they are, null for nobody's any longer; <paramref name="groupId"/> null when they are the person's alone.</param>
    public static async Task<bool> TryAsync(
        NpgsqlConnection connection, Guid seriesId, IReadOnlyList<NewDate> dates, Guid? personId, Guid? groupId, Guid actorId, int people,
        string purpose, byte[] requestHash, Instant now)
    {
        var taken = dates.SelectMany(date => date.Units.Select(unit => (Date: date, Unit: unit))).ToList();
        await using var command = new NpgsqlCommand(InsertSql, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new("Ids", dates.Select(date => date.Id).ToArray()),
                new("References", dates.Select(date => date.Reference).ToArray()),
                new("Resources", dates.Select(date => date.ResourceId).ToArray()),
                new("UnitIds", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = dates.Select(date => date.UnitId).ToArray() },
                new("Starts", dates.Select(date => date.Period.Start).ToArray()),
                new("Ends", dates.Select(date => date.Period.End).ToArray()),
                Moments("HoldsUntil", date => date.HoldExpiresAt),
                Moments("RemindAts", date => date.RemindAt),
                Moments("ReleaseAts", date => date.ReleaseAt),
                Moments("ReconfirmAts", date => date.Reconfirm?.AskAt),
                Moments("ReconfirmBys", date => date.Reconfirm?.AnswerBy),
                new("Occurrences", NpgsqlDbType.Array | NpgsqlDbType.Timestamp) { Value = dates.Select(date => date.Occurrence).ToArray() },
                new("TakenUnits", taken.Select(one => one.Unit).ToArray()),
                new("TakenStarts", taken.Select(one => one.Date.Occupied.Start).ToArray()),
                new("TakenEnds", taken.Select(one => one.Date.Occupied.End).ToArray()),
                new("TakenBy", taken.Select(one => one.Date.Id).ToArray()),
                new("TakenKinds", taken.Select(one => one.Date.HoldExpiresAt is null ? "booking" : "hold").ToArray()),
                new("PersonId", NpgsqlDbType.Uuid) { Value = (object?)personId ?? DBNull.Value },
                new("GroupId", NpgsqlDbType.Uuid) { Value = (object?)groupId ?? DBNull.Value },
                new("ActorId", actorId),
                new("SeriesId", seriesId),
                new("People", people),
                new("Purpose", purpose),
                new("RequestHash", requestHash),
                new("Now", now),
            },
        };
        try
        {
            return (long)(await command.ExecuteScalarAsync(CancellationToken.None))! == dates.Count;
        }
        catch (PostgresException refused) when (refused.ConstraintName is "occupancy_booking_id_fkey" or "booking_occurrence")
        {
            return false;
        }

        NpgsqlParameter Moments(string name, Func<NewDate, Instant?> of) =>
            new(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = dates.Select(of).ToArray() };
    }
}
