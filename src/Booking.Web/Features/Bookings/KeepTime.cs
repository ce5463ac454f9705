using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Database;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

public enum KeepTimeOutcome
{
    Kept,

    /// <summary>It was no longer in the state that the guard names: nothing was changed.</summary>
    NotWaiting,

    /// <summary>It still waits, but its time was open to others and somebody has it. The caller undoes the transaction.</summary>
    Taken,
}

/// <summary>The one write by which what waits becomes a booking: its time is held already, or was left open and is taken now.</summary>
public static class KeepTime
{
    private const string HeldSql = """
        update occupancy set kind = 'booking' where booking_id in (select id from waiting) returning unit_id
        """;

    private const string FirstFreeSql = """
        where not exists (select from occupancy o where o.unit_id = u.unit_id and o.period && @Occupied)
            limit 1
        """;

    // Under the lock on the units, as everything that takes time: of two that wait for the same, one gets it.
    private static string TakenSql(UnitUse use) => $"""
        insert into occupancy (unit_id, period, kind, booking_id)
            select unit_id, @Occupied, 'booking', @Id
            from (
                select u.unit_id from unnest(@Units) as u (unit_id) {(use == UnitUse.AnyOne ? FirstFreeSql : "")}
            ) as chosen
            where exists (select from waiting)
            on conflict do nothing
            returning unit_id
        """;

    private static string KeepSql(string guard, string kept, bool takesWhole) => $"""
        with waiting as (
            select id from booking where id = @Id and {guard} for update
        ), kept as (
            {kept}
        ), confirmed as (
            update booking
            set status = 'confirmed', hold_expires_at = null, confirmed_at = @Now, remind_at = @RemindAt, release_at = @ReleaseAt,
                reconfirm_at = @ReconfirmAt, reconfirm_by = @ReconfirmBy
            where id in (select id from waiting) and (select count(*) from kept) >= @Needed {(takesWhole ? TakeTime.HasEveryUnitSql : "")}
            returning id, person_id, community_id, resource_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id in (select unit_id from kept)
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from confirmed)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from confirmed)
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id)
            select @Now, @ActorId, 'booking.confirmed', id, (select owner_id from resource where id = confirmed.resource_id) from confirmed
        ){OutboxParameters.Sql("confirmed")}
        select (select count(*) from waiting), (select count(*) from confirmed)
        """;

    /// <param name="booking">Waiting, as it was read.</param>
    /// <param name="guard">A condition on <c>booking</c> that gets <c>@Now</c>; it names the status.</param>
    /// <param name="mail">The invitation.</param>
    public static async Task<KeepTimeOutcome> TryAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, string guard, Guid actorId, OutboxMail mail, Instant now)
    {
        resource = booking.AskedFor(resource);
        var terms = resource.Terms;
        var reconfirm = ReconfirmationPlan.Of(booking.Period.Start, now, terms.Reconfirmation, terms.Zone);
        var confirm = new NpgsqlBatchCommand(KeepSql(guard, booking.Holds ? HeldSql : TakenSql(terms.Use), takesWhole: !booking.Holds && terms.Use == UnitUse.All))
        {
            Parameters =
            {
                new("Id", booking.Id),
                // What is held was counted when it was taken; the resource may have other units since.
                new("Needed", booking.Holds ? 0 : terms.Use == UnitUse.All ? resource.Units.Count : 1),
                new("ActorId", actorId),
                new("Now", now),
                NullableMoment.Parameter("RemindAt", Reminders.FirstDue(booking.Period, now)),
                NullableMoment.Parameter("ReleaseAt", ReleaseAt(booking, resource, now)),
                NullableMoment.Parameter("ReconfirmAt", reconfirm?.AskAt),
                NullableMoment.Parameter("ReconfirmBy", reconfirm?.AnswerBy),
            },
        };
        if (!booking.Holds)
        {
            confirm.Parameters.Add(new("ResourceId", resource.Id));
            confirm.Parameters.Add(new("Units", resource.Units.ToArray()));
            confirm.Parameters.Add(new("Occupied", terms.Buffer.Around(booking.Period)));
        }

        OutboxParameters.AddTo(confirm, mail);
        var lockUnits = booking.Holds ? EndBooking.LockOf(booking.Id) : TakeTime.LockOf(resource.Units);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0, BatchCommands = { lockUnits, confirm } };
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.NextResultAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var (waiting, confirmed) = (reader.GetInt64(0), reader.GetInt64(1));
        await reader.NextResultAsync(CancellationToken.None);
        return confirmed == 1 ? KeepTimeOutcome.Kept : waiting == 1 ? KeepTimeOutcome.Taken : KeepTimeOutcome.NotWaiting;
    }

    // Who confirms at the last moment has the same grace as everyone, from when the booking became theirs.
    private static Instant? ReleaseAt(BookingRecord booking, CatalogueResource resource, Instant now) =>
        now < booking.Period.End
            ? ReleaseRule.DueAt(new Interval(Instant.Max(booking.Period.Start, now), booking.Period.End), resource.Terms.CheckInGraceMinutes)
            : null;
}
