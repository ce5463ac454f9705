using Booking.Rules.Lifecycle;
using Booking.Web.Database;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.GivingBack;

/// <summary>What is to be left of a booking, as decided.</summary>
/// <param name="Before">As it was when that was decided.</param>
/// <param name="LateMinutes">Of what is given back; a quota counts them all the same.</param>
/// <param name="Action">What the audit calls it.</param>
public sealed record Narrowing(BookingRecord Before, Remainder Left, int LateMinutes, string Action, Guid ActorId)
{
    public BookingRecord First { get; } = Before with { Period = Left.First, Sequence = Before.Sequence + 1 };

    /// <summary>A booking of its own, outside the series: what lies behind the part that is given back.</summary>
    public BookingRecord? Second { get; } = Left.Second is { } second
        ? Before with
        {
            Id = Guid.CreateVersion7(), Reference = BookingReference.New(), Period = second, Sequence = 0, PermissionId = null,
            SeriesId = null, Occurrence = null, SeriesSequence = 0, SplitFrom = Before.Id,
        }
        : null;
}

/// <summary>
/// The one write by which a booking keeps only a part of its time. Its units stay its own; their occupancies shrink in place, so that never
/// more comes free than it had, also when set-up and clean-up have become another since.
/// </summary>
public static class NarrowBooking
{
    // Those of the first part are shrunk before those of the second are written: they come from the rows that were.
    private static string NarrowSql(bool split, bool mailed) => $"""
        with coming as (
            select id from booking
            where id = @Id and status = 'confirmed' and sequence = @Sequence and period = @Before and upper(period) > @Now
              and (@KeepsStart or (checked_in_at is null and lower(period) > @Now))
            for update
        ), narrowed as (
            update occupancy o set period = had.period * @Occupied
            from occupancy had
            where had.id = o.id and o.booking_id in (select id from coming)
            returning o.unit_id, had.period as had
        ), shortened as (
            update booking
            set period = @Period, sequence = sequence + 1, late_minutes = late_minutes + @Late,
                remind_at = @RemindAt, release_at = case when checked_in_at is null then @ReleaseAt end,
                reconfirm_at = @ReconfirmAt, reconfirm_by = @ReconfirmBy, reconfirm_asked_at = null, reconfirmed_at = null
            where id in (select id from coming) and exists (select from narrowed)
            returning id, person_id, community_id, resource_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id = any(array(select unit_id from narrowed))
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from shortened)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from shortened)
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, @Action, id, (select owner_id from resource where id = shortened.resource_id),
                   jsonb_build_object('from', @Before::text, 'to', @Period::text)
            from shortened
        ){(split ? SecondSql : "")}{(mailed ? OutboxParameters.Sql("shortened") : "")}
        select count(*) from shortened
        """;

    private const string SecondSql = """
        , taken as (
            insert into occupancy (unit_id, period, kind, booking_id)
            select unit_id, had * @SecondOccupied, 'booking', @SecondId from narrowed
            on conflict do nothing
            returning unit_id
        ), second as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash,
                                 created_at, confirmed_at, remind_at, release_at, reconfirm_at, reconfirm_by, community_id, unit_id,
                                 split_from, late_minutes)
            select @SecondId, @SecondReference, b.resource_id, b.person_id, @Second, b.people, b.purpose, 'confirmed', @SecondKey, b.request_hash,
                   @Now, b.confirmed_at, @SecondRemindAt, @SecondReleaseAt, @SecondReconfirmAt, @SecondReconfirmBy, b.community_id, b.unit_id,
                   b.id, @SecondLate
            from booking b
            where b.id in (select id from shortened) and (select count(*) from taken) = (select count(*) from narrowed)
            returning id, split_from, resource_id
        ), helped as (
            insert into on_behalf (booking_id, helper_id, name, by_staff)
            select second.id, f.helper_id, f.name, f.by_staff from on_behalf f join second on second.split_from = f.booking_id
        ), left_by_owner as (
            insert into own_time_left (own_time_id, booking_id)
            select l.own_time_id, second.id
            from own_time_left l
            join second on second.split_from = l.booking_id
            join own_time t on t.id = l.own_time_id and t.period && @Second
        ), second_audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, 'booking.split', id, (select owner_id from resource where id = second.resource_id),
                   jsonb_build_object('of', split_from, 'to', @Second::text)
            from second
        )
        """;

    private const string SecondOfSql = "select id from booking where split_from = @Id and idempotency_key = @Key";

    /// <summary>Given when just that has been done to the booking as it was; null when something else has.</summary>
    public static async Task<GiveBackOutcome?> DoneBeforeAsync(
        NpgsqlConnection connection, BookingRecord booking, PartWish wish, int seen, CancellationToken cancellation)
    {
        if (booking.Status != BookingStatus.Confirmed || booking.Sequence != seen + 1)
        {
            return null;
        }

        var second = await connection.ExecuteScalarAsync<Guid?>(
            new CommandDefinition(SecondOfSql, new { booking.Id, Key = KeyOf(booking.Id, seen) }, cancellationToken: cancellation));
        if (!wish.IsMiddle)
        {
            return second is null && booking.Period == wish.Period ? new GiveBackOutcome.Given(null) : null;
        }

        var done = second is null
            ? booking.Period.End == wish.Period.Start || booking.Period.Start == wish.Period.End
            : booking.Period.End == wish.Period.Start;
        return done ? new GiveBackOutcome.Given(second) : null;
    }

    /// <summary>True when this call did it; false when the booking was no longer as it was.</summary>
    public static async Task<bool> TryAsync(NpgsqlConnection connection, CatalogueResource resource, Narrowing narrowing, Instant now)
    {
        var (before, first, second) = (narrowing.Before, narrowing.First, narrowing.Second);
        var mailed = before.IsReachable;
        var narrow = new NpgsqlBatchCommand(NarrowSql(second is not null, mailed))
        {
            Parameters =
            {
                new("Id", before.Id),
                new("Sequence", before.Sequence),
                new("Before", before.Period),
                new("Now", now),
                new("KeepsStart", before.Period.Start == first.Period.Start && second is null),
                new("Occupied", resource.Terms.Buffer.Around(first.Period)),
                new("Period", first.Period),
                // What is behind is late with what lies between: its later start does not buy a new deadline.
                new("Late", second is null ? narrowing.LateMinutes : 0),
                new("Action", narrowing.Action),
                new("ActorId", narrowing.ActorId),
            },
        };
        AddMoments(narrow, "", first.Period, resource, now);
        if (second is not null)
        {
            narrow.Parameters.Add(new("SecondId", second.Id));
            narrow.Parameters.Add(new("SecondReference", second.Reference));
            narrow.Parameters.Add(new("SecondKey", KeyOf(before.Id, before.Sequence)));
            narrow.Parameters.Add(new("Second", second.Period));
            narrow.Parameters.Add(new("SecondOccupied", resource.Terms.Buffer.Around(second.Period)));
            narrow.Parameters.Add(new("SecondLate", narrowing.LateMinutes));
            AddMoments(narrow, "Second", second.Period, resource, now);
        }

        if (mailed)
        {
            OutboxParameters.AddTo(narrow, MailOf(resource, first, MailKind.BookingShortened, now));
        }

        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (!await RunAsync(connection, transaction, before.Id, narrow))
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return false;
        }

        if (mailed && second is not null)
        {
            await OutboxMail.InsertAsync(connection, [MailOf(resource, second, MailKind.BookingSplit, now)], CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static string KeyOf(Guid id, int sequence) => $"behind {id:N} {sequence}";

    private static OutboxMail MailOf(CatalogueResource resource, BookingRecord booking, string kind, Instant now) => OutboxMail.About(
        BookingMails.Of(resource, booking, booking.PersonLanguage, reason: null), kind, booking.PersonEmail, booking.PersonLanguage, now);

    // Who gives back a part promises the rest anew: what they were asked about the old time is settled.
    private static void AddMoments(NpgsqlBatchCommand command, string prefix, Interval period, CatalogueResource resource, Instant now)
    {
        var reconfirm = ReconfirmationPlan.Of(period.Start, now, resource.Terms.Reconfirmation, resource.Terms.Zone);
        command.Parameters.Add(NullableMoment.Parameter($"{prefix}RemindAt", Reminders.FirstDue(period, now)));
        command.Parameters.Add(NullableMoment.Parameter($"{prefix}ReleaseAt", ReleaseRule.DueAt(period, resource.Terms.CheckInGraceMinutes)));
        command.Parameters.Add(NullableMoment.Parameter($"{prefix}ReconfirmAt", reconfirm?.AskAt));
        command.Parameters.Add(NullableMoment.Parameter($"{prefix}ReconfirmBy", reconfirm?.AnswerBy));
    }

    private static async Task<bool> RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, NpgsqlBatchCommand narrow)
    {
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        batch.BatchCommands.Add(EndBooking.LockOf(id));
        batch.BatchCommands.Add(narrow);
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.NextResultAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var done = reader.GetInt64(0) == 1;
        await reader.NextResultAsync(CancellationToken.None);
        return done;
    }
}
