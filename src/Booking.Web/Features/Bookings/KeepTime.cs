using Booking.Rules.Lifecycle;
using Booking.Web.Database;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>The one write by which held time becomes a booking.</summary>
public static class KeepTime
{
    private static string KeepSql(string guard) => $"""
        with confirmed as (
            update booking
            set status = 'confirmed', hold_expires_at = null, confirmed_at = @Now, remind_at = @RemindAt, release_at = @ReleaseAt,
                reconfirm_at = @ReconfirmAt, reconfirm_by = @ReconfirmBy
            where id = @Id and {guard}
            returning id, person_id, community_id
        ), kept as (
            update occupancy set kind = 'booking' where booking_id in (select id from confirmed) returning unit_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id in (select unit_id from kept)
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from confirmed)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from confirmed)
        ), audited as (
            insert into audit (at, actor_id, action, subject) select @Now, @ActorId, 'booking.confirmed', id from confirmed
        ){OutboxParameters.Sql("confirmed")}
        select count(*) from confirmed
        """;

    /// <summary>True when this call confirmed it; false when it was no longer in the state that <paramref name="guard"/> names.</summary>
    /// <param name="booking">Held, as it was read.</param>
    /// <param name="guard">A condition on <c>booking</c> that gets <c>@Now</c>; it names the status.</param>
    /// <param name="mail">The invitation.</param>
    public static async Task<bool> TryAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, string guard, Guid actorId, OutboxMail mail, Instant now)
    {
        var reconfirm = ReconfirmationPlan.Of(booking.Period.Start, now, resource.Terms.Reconfirmation, resource.Terms.Zone);
        var confirm = new NpgsqlBatchCommand(KeepSql(guard))
        {
            Parameters =
            {
                new("Id", booking.Id),
                new("ActorId", actorId),
                new("Now", now),
                NullableMoment.Parameter("RemindAt", Reminders.FirstDue(booking.Period, now)),
                NullableMoment.Parameter("ReleaseAt", ReleaseAt(booking, resource, now)),
                NullableMoment.Parameter("ReconfirmAt", reconfirm?.AskAt),
                NullableMoment.Parameter("ReconfirmBy", reconfirm?.AnswerBy),
            },
        };
        OutboxParameters.AddTo(confirm, mail);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0, BatchCommands = { EndBooking.LockOf(booking.Id), confirm } };
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.NextResultAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var confirmed = reader.GetInt64(0) == 1;
        await reader.NextResultAsync(CancellationToken.None);
        return confirmed;
    }

    // Who confirms at the last moment has the same grace as everyone, from when the booking became theirs.
    private static Instant? ReleaseAt(BookingRecord booking, CatalogueResource resource, Instant now) =>
        now < booking.Period.End
            ? ReleaseRule.DueAt(new Interval(Instant.Max(booking.Period.Start, now), booking.Period.End), resource.Terms.CheckInGraceMinutes)
            : null;
}
