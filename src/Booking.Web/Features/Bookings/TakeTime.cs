using System.Text.Json;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Database;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Features.Bookings;

/// <summary>A booking about to be written, as decided; whether its time is free only the database can say.</summary>
/// <param name="PersonId">Whose it is; null for somebody without an address.</param>
/// <param name="GroupId">Null when it is the person's alone.</param>
/// <param name="HoldExpiresAt">Null for a confirmed booking; else it waits until then.</param>
/// <param name="Holds">Whether its time is taken; else it is asked for and stays free for others. Only what waits may leave it so.</param>
/// <param name="UnitId">The one of several alike that was asked for; null where any of them does.</param>
/// <param name="HelperId">Who makes it for the person; null for themselves.</param>
public sealed record NewBooking(
    Guid Id, string Reference, Guid ResourceId, Guid? PersonId, Interval Period, int People, string Purpose,
    string IdempotencyKey, byte[] RequestHash, Instant? HoldExpiresAt, Instant? RemindAt, Instant? ReleaseAt,
    ReconfirmationPlan? Reconfirm, Guid? GroupId = null, bool Holds = true, Guid? UnitId = null, Guid? HelperId = null)
{
    /// <summary>Nobody makes it: time that has come free is kept for one who waits.</summary>
    public bool ByJob { get; init; }
}

/// <summary>
/// The one write by which time becomes taken. Booking, occupancies, audit row and mail commit together in a single round trip,
/// or none of them does.
/// </summary>
public static class TakeTime
{
    // Everyone who writes a unit's occupancies holds this lock, taken in ascending order of unit. Statements of a batch each
    // see what was committed before them, so the next one finds the truth; without the lock, writers that wait for each other
    // inside the exclusion constraint deadlock.
    private const string LockSql = """
        select pg_advisory_xact_lock(hashtextextended(unit_id::text, 0)) from unnest(@Units) as u (unit_id)
        """;

    // Behind a select of its own the planner does not see how many units there are: one plan then serves all of them, and
    // is kept. Making a new one each time costs as much as half of the work.
    private const string EveryUnitSql = """
        select unit_id from unnest((select @Units)) as u (unit_id)
        """;

    private const string FirstFreeUnitSql = """
        select unit_id from unnest((select @Units)) as u (unit_id)
        where not exists (select from occupancy o where o.unit_id = u.unit_id and o.period && @Occupied)
        limit 1
        """;

    /// <summary>
    /// No more than a guard: who read the units before a half was made of a hall would else take the hall without that half.
    /// </summary>
    public const string HasEveryUnitSql = """
        and not exists (select from resource_unit u where u.resource_id = @ResourceId and u.unit_id <> all(@Units))
        """;

    private const string TakenSql = """
        insert into occupancy (unit_id, period, kind, booking_id)
            select unit_id, @Occupied, @Kind, @Id from chosen
            on conflict do nothing
            returning unit_id
        """;

    // Asked for, not taken: the units only have to be free at the moment of asking.
    private const string FreeSql = """
        select unit_id from chosen c
            where not exists (select from occupancy o where o.unit_id = c.unit_id and o.period && @Occupied)
        """;

    // Who asks for the same time twice waits for one answer.
    private const string NotAskedSql = """

              and not exists (
                  select from booking w
                  join permission q on q.booking_id = w.id and not q.holds
                  where w.person_id = @PersonId and w.resource_id = @ResourceId and w.period && @Period
                    and w.status = 'held' and w.hold_expires_at > @Now)
        """;

    // Takes all the needed units or leaves no trace: when only some were free there is no booking row, and the foreign key of
    // the occupancies already inserted undoes the statement.
    private static string InsertSql(UnitUse use, bool mailed, bool holds = true) => $"""
        with chosen as materialized (
            {(use == UnitUse.All ? EveryUnitSql : FirstFreeUnitSql)}
        ), taken as (
            {(holds ? TakenSql : FreeSql)}
        ), placed as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, hold_expires_at,
                                 idempotency_key, request_hash, created_at, confirmed_at, remind_at, release_at,
                                 reconfirm_at, reconfirm_by, community_id, unit_id)
            select @Id, @Reference, @ResourceId, @PersonId, @Period, @People, @Purpose, @Status, @HoldExpiresAt,
                   @IdempotencyKey, @RequestHash, @Now, @ConfirmedAt, @RemindAt, @ReleaseAt,
                   @ReconfirmAt, @ReconfirmBy, @GroupId, @UnitId
            where (select count(*) from taken) = @Needed and @Needed > 0{(holds ? "" : NotAskedSql)}
            {(use == UnitUse.All ? HasEveryUnitSql : "")}
            returning id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now)
            where {(holds ? "" : "false and ")}id = any(array(select unit_id from taken)) and exists (select from placed)
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now)
            where id = @PersonId and exists (select from placed)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now)
            where id = @GroupId and exists (select from placed)
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, @Action, id, (select owner_id from resource where id = @ResourceId), @Detail from placed
        ){(mailed ? OutboxParameters.Sql("placed") : "")}
        select count(*) from placed
        """;

    private static readonly (UnitUse Use, bool Mailed, bool Holds, string Sql)[] Inserts =
    [
        (UnitUse.All, true, true, InsertSql(UnitUse.All, true)),
        (UnitUse.All, false, true, InsertSql(UnitUse.All, false)),
        (UnitUse.All, false, false, InsertSql(UnitUse.All, false, holds: false)),
        (UnitUse.AnyOne, true, true, InsertSql(UnitUse.AnyOne, true)),
        (UnitUse.AnyOne, false, true, InsertSql(UnitUse.AnyOne, false)),
        (UnitUse.AnyOne, false, false, InsertSql(UnitUse.AnyOne, false, holds: false)),
    ];

    /// <summary>
    /// True when the time was free and is now this booking's, or asked for. False when it was taken, when the person has asked for
    /// it already, or when their idempotency key has been used: the caller looks that up first.
    /// </summary>
    /// <param name="units">The resource's units, ascending.</param>
    /// <param name="mail">Leaves with the booking; null for none.</param>
    public static async Task<bool> TryAsync(
        NpgsqlConnection connection, NewBooking booking, IReadOnlyList<Guid> units, Terms terms, OutboxMail? mail, Instant now)
    {
        var held = booking.HoldExpiresAt is not null;
        var takeAll = new NpgsqlBatchCommand(Inserts.First(
            insert => insert.Use == terms.Use && insert.Mailed == (mail is not null) && insert.Holds == booking.Holds).Sql)
        {
            Parameters =
            {
                new("Units", units.ToArray()),
                new("Needed", terms.Use == UnitUse.All ? units.Count : 1),
                new("Occupied", terms.Buffer.Around(booking.Period)),
                new("Kind", held ? "hold" : "booking"),
                new("Id", booking.Id),
                new("Reference", booking.Reference),
                new("ResourceId", booking.ResourceId),
                new("PersonId", NpgsqlDbType.Uuid) { Value = (object?)booking.PersonId ?? DBNull.Value },
                new("ActorId", NpgsqlDbType.Uuid) { Value = (object?)(booking.ByJob ? null : booking.HelperId ?? booking.PersonId) ?? DBNull.Value },
                new("Period", booking.Period),
                new("People", booking.People),
                new("Purpose", booking.Purpose),
                new("Status", held ? "held" : "confirmed"),
                NullableMoment.Parameter("HoldExpiresAt", booking.HoldExpiresAt),
                new("IdempotencyKey", booking.IdempotencyKey),
                new("RequestHash", booking.RequestHash),
                new("Now", now),
                NullableMoment.Parameter("ConfirmedAt", held ? null : now),
                NullableMoment.Parameter("RemindAt", booking.RemindAt),
                NullableMoment.Parameter("ReleaseAt", booking.ReleaseAt),
                NullableMoment.Parameter("ReconfirmAt", booking.Reconfirm?.AskAt),
                NullableMoment.Parameter("ReconfirmBy", booking.Reconfirm?.AnswerBy),
                new("GroupId", NpgsqlDbType.Uuid) { Value = (object?)booking.GroupId ?? DBNull.Value },
                new("UnitId", NpgsqlDbType.Uuid) { Value = (object?)booking.UnitId ?? DBNull.Value },
                new("Action", !booking.Holds ? "booking.asked" : held ? "booking.held" : "booking.placed"),
                new("Detail", NpgsqlDbType.Jsonb) { Value = Describe(booking) },
            },
        };
        if (mail is not null)
        {
            OutboxParameters.AddTo(takeAll, mail);
        }

        // No timeout here: giving up on a commit would leave it unknown. statement_timeout of the server bounds the wait before it.
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(LockOf(units));
        batch.BatchCommands.Add(takeAll);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            await reader.NextResultAsync(CancellationToken.None);
            await reader.ReadAsync(CancellationToken.None);
            var placed = reader.GetInt64(0) == 1;
            // The rows come before the foreign key has been checked: the verdict is final only at the end of the batch.
            await reader.NextResultAsync(CancellationToken.None);
            return placed;
        }
        catch (PostgresException refused) when (refused.ConstraintName is "occupancy_booking_id_fkey" or "booking_idempotency_key")
        {
            return false;
        }
    }

    /// <summary>Locks the units for the rest of the transaction; the first statement of every change to their occupancies.</summary>
    public static NpgsqlBatchCommand LockOf(IReadOnlyList<Guid> units) =>
        new(LockSql) { Parameters = { new("Units", units.ToArray()) } };

    private static string Describe(NewBooking booking) => JsonSerializer.Serialize(new
    {
        start = booking.Period.Start.ToString(),
        end = booking.Period.End.ToString(),
        people = booking.People,
    });
}
