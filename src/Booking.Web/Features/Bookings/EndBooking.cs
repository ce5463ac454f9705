using Booking.Rules.Lifecycle;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Features.Bookings;

/// <summary>
/// The one write by which taken time becomes free again: cancelled, released or expired. The booking stays as history, its
/// occupancies go.
/// </summary>
public static class EndBooking
{
    private const string LockSql = """
        select pg_advisory_xact_lock(hashtextextended(unit_id::text, 0))
        from (select unit_id from occupancy where booking_id = @Id order by unit_id) as units
        """;

    private static string EndSql(string guard, bool mailed) => $"""
        with ended as (
            update booking
            set status = @Status, ended_at = @Now, end_reason = @Reason, cancelled_late = @Late, sequence = sequence + 1,
                hold_expires_at = null, remind_at = null, release_at = null, reconfirm_at = null
            where id = @Id and (@Sequence is null or sequence = @Sequence) and {guard}
            returning id, person_id, community_id, resource_id
        ), freed as (
            delete from occupancy where booking_id in (select id from ended) returning unit_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id = any(array(select unit_id from freed))
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from ended)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from ended)
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, 'booking.' || @Status, id, (select owner_id from resource where id = ended.resource_id), @Detail from ended
        ){(mailed ? OutboxParameters.Sql("ended") : "")}
        select count(*) from ended
        """;

    /// <summary>Cancelled by a person: not yet over, and not in use.</summary>
    public const string MayBeCancelled = "status = 'confirmed' and checked_in_at is null and upper(period) > @Now";

    /// <summary>A hold that its person lets go. Apart from the one above: of a hold no mail tells, of a booking one must.</summary>
    public const string MayBeLetGo = "status = 'held' and upper(period) > @Now";

    /// <summary>Nobody came: past its grace, not checked in, and with something left to give back.</summary>
    public const string MayBeReleased =
        "status = 'confirmed' and checked_in_at is null and release_at <= @Now and upper(period) > @Now";

    /// <summary>Nobody said whether they come: asked, past the deadline, and not begun.</summary>
    public const string MayBeGivenOn = """
        status = 'confirmed' and checked_in_at is null and reconfirm_asked_at is not null and reconfirmed_at is null
        and reconfirm_at <= @Now and reconfirm_by <= @Now and lower(period) > @Now
        """;

    /// <summary>A hold that was not confirmed in time.</summary>
    public const string MayExpire = "status = 'held' and hold_expires_at <= @Now";

    /// <summary>Locks the units that a booking has, for the rest of the transaction; the first statement of what changes it in place.</summary>
    public static NpgsqlBatchCommand LockOf(Guid id) => new(LockSql) { Parameters = { new("Id", id) } };

    /// <summary>True when this call ended it; false when it was no longer in the state that <paramref name="guard"/> names.</summary>
    /// <param name="guard">One of the conditions above.</param>
    /// <param name="actorId">Null for a job.</param>
    /// <param name="sequence">Of the booking that <paramref name="mail"/> tells about: one moved meanwhile is not ended. Null for any.</param>
    /// <param name="late">Given up so late that a quota counts it.</param>
    /// <param name="detail">JSON for the audit: what the action alone does not tell, and nothing personal.</param>
    public static async Task<bool> TryAsync(
        NpgsqlConnection connection, Guid id, string guard, BookingStatus status, string? reason, Guid? actorId,
        OutboxMail? mail, Instant now, int? sequence, bool late = false, string detail = "{}")
    {
        var end = new NpgsqlBatchCommand(EndSql(guard, mail is not null))
        {
            Parameters =
            {
                new("Id", id),
                new("Status", status.ToString().ToLowerInvariant()),
                new("Now", now),
                new("Late", late),
                new("Detail", NpgsqlDbType.Jsonb) { Value = detail },
                new("Reason", NpgsqlDbType.Text) { Value = (object?)reason ?? DBNull.Value },
                new("ActorId", NpgsqlDbType.Uuid) { Value = (object?)actorId ?? DBNull.Value },
                new("Sequence", NpgsqlDbType.Integer) { Value = (object?)sequence ?? DBNull.Value },
            },
        };
        if (mail is not null)
        {
            OutboxParameters.AddTo(end, mail);
        }

        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(LockOf(id));
        batch.BatchCommands.Add(end);
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.NextResultAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var ended = reader.GetInt64(0) == 1;
        await reader.NextResultAsync(CancellationToken.None);
        return ended;
    }
}
