using System.Collections.Frozen;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Database;
using Booking.Web.Features.GivingBack;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;
using Facts = Booking.Rules.Admission.Facts;

namespace Booking.Web.Features.Bookings;

public abstract record MoveBookingOutcome
{
    public sealed record Moved : MoveBookingOutcome;

    public sealed record NotFound : MoveBookingOutcome;

    /// <summary>It has begun, is in use, or was ended: only a coming booking can be changed.</summary>
    public sealed record TooLate : MoveBookingOutcome;

    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : MoveBookingOutcome;
}

/// <summary>
/// Changes the period, the number of people or the purpose of a coming booking; it keeps its reference and its UID. Whoever of a
/// group changes it, the one who booked hears of it.
/// </summary>
public sealed class MoveBooking(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // The booking's own occupancies go first, then the new ones come: whether they all did is judged by the caller, who undoes
    // the transaction when they did not.
    private static string MoveSql(UnitUse use) => $"""
        with coming as (
            select id from booking
            where id = @Id and status = 'confirmed' and sequence = @Sequence and checked_in_at is null and lower(period) > @Now
            for update
        ), gone as (
            delete from occupancy where booking_id in (select id from coming) returning unit_id
        ), chosen as materialized (
            select u.unit_id from unnest(@Units) as u (unit_id)
            where (select count(*) from gone) > 0
            {(use == UnitUse.AnyOne ? FirstFreeSql : "")}
        ), taken as (
            insert into occupancy (unit_id, period, kind, booking_id)
            select unit_id, @Occupied, 'booking', @Id from chosen
            on conflict do nothing
            returning unit_id
        ), moved as (
            update booking
            set period = @Period, people = @People, purpose = @Purpose, sequence = sequence + 1, late_minutes = late_minutes + @Late,
                remind_at = @RemindAt, release_at = @ReleaseAt,
                reconfirm_at = @ReconfirmAt, reconfirm_by = @ReconfirmBy, reconfirm_asked_at = null, reconfirmed_at = null
            where id in (select id from coming) and (select count(*) from taken) = @Needed
                {(use == UnitUse.All ? TakeTime.HasEveryUnitSql : "")}
            returning id, person_id, community_id, resource_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now)
            where id = any(array(select unit_id from gone union select unit_id from taken))
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from moved)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from moved)
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id, detail)
            select @Now, @ActorId, 'booking.moved', id, (select owner_id from resource where id = moved.resource_id),
                   jsonb_build_object('from', @Before::text, 'to', @Period::text, 'people', @People)
            from moved
        ){OutboxParameters.Sql("moved")}
        select (select count(*) from coming), (select count(*) from moved)
        """;

    // Its own unit counts as free: the statement sees the occupancies as they were before it gave them up.
    private const string FirstFreeSql = """
        and not exists (
                select from occupancy o
                where o.unit_id = u.unit_id and o.period && @Occupied and o.booking_id is distinct from @Id)
            limit 1
        """;

    private const string SetAsideSql = """
        select against from permission where id = @PermissionId and kind = 'exception' and granted
        """;

    private const int Attempts = 3;

    public async Task<MoveBookingOutcome> HandleAsync(
        Guid id, SignedInPerson actor, Interval period, int people, string purpose, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TryAsync(connection, id, actor, period, people, purpose, cancellation) is { } outcome)
            {
                return outcome;
            }
        }

        return new MoveBookingOutcome.TooLate();
    }

    /// <summary>Null when it was changed between the reading and the writing: moved, checked in or ended. Then it is judged anew.</summary>
    private async Task<MoveBookingOutcome?> TryAsync(
        NpgsqlConnection connection, Guid id, SignedInPerson actor, Interval period, int people, string purpose,
        CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null || !await booking.IsTheirsAsync(connection, actor.Id, cancellation))
        {
            return new MoveBookingOutcome.NotFound();
        }

        if (booking.Status != BookingStatus.Confirmed || booking.CheckedInAt is not null || booking.Period.Start <= now)
        {
            return new MoveBookingOutcome.TooLate();
        }

        // The same change sent twice: calendars need not hear of it again.
        if (booking.Period == period && booking.People == people && booking.Purpose == purpose)
        {
            return new MoveBookingOutcome.Moved();
        }

        var resource = booking.AskedFor((await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId));
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Of somebody without an address nothing is known, and whoever booked for them is not who comes.
        var person = booking.IsForUnreachable
            ? new PersonFacts { IsKnown = true }
            : await ReadPersonAsync(
                connection, transaction, new Booker(booking.PersonId ?? actor.Id, booking.GroupId), resource, period, now, cancellation);
        var decision = Admission.Decide(
            new BookingRequest(period, people, Replaces: booking.Id),
            new Facts(Occupied.Nothing(resource.Units.Count), person), booking.SeriesId is null ? resource.Terms : resource.Terms.OfSeries(), now);
        var setAside = await SetAsideAsync(connection, booking, cancellation);
        if (ReasonsAgainst(booking, period, people, decision, setAside) is { Count: > 0 } reasons)
        {
            return new MoveBookingOutcome.Refused(reasons);
        }

        return await WriteAsync(connection, transaction, booking, resource, actor, period, people, purpose, now);
    }

    private static async Task<PersonFacts> ReadPersonAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Booker booker, CatalogueResource resource, Interval period, Instant now,
        CancellationToken cancellation)
    {
        if (!ReadPersonFacts.AreNeeded(resource.Terms))
        {
            return new PersonFacts { IsKnown = true };
        }

        if (booker.GroupId is { } group)
        {
            await GroupMembers.LockAsync(connection, group);
        }

        return await ReadPersonFacts.LockedAsync(connection, transaction, booker, resource, period.Start, now, cancellation);
    }

    // Time that is already theirs is not judged again: it may be too late to book it by now, or closed since, and giving back a part is
    // to be easier than keeping it; but who changes a time keeps to the steps of the place. What stays within what the owner said yes to needs no new yes.
    private static IReadOnlyList<Refusal> ReasonsAgainst(
        BookingRecord booking, Interval period, int people, Decision decision, IReadOnlySet<string> setAside) => decision switch
    {
        Refused refused when IsPart(booking, period) => [.. refused.Reasons
            .Where(reason => reason is TooManyPeople or TooFewPeople || (reason is OffGrid && period != booking.Period))
            .Where(reason => people > booking.People || !setAside.Contains(reason.Code))],
        Refused refused => refused.Reasons,
        NeedsApproval asks when !IsWithin(booking, period, people) =>
            [.. asks.Reasons.Select(reason => new ChangeAsksOwner(reason) { Rule = reason.Rule })],
        _ => [],
    };

    // By their codes: the rule may have been written anew since, and the owner has said yes to breaking it.
    private static async Task<IReadOnlySet<string>> SetAsideAsync(
        NpgsqlConnection connection, BookingRecord booking, CancellationToken cancellation)
    {
        var against = booking.PermissionId is null
            ? null
            : await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                SetAsideSql, new { booking.PermissionId }, cancellationToken: cancellation));
        return against is null ? FrozenSet<string>.Empty : Objection.Read(against).Select(objection => objection.Code).ToHashSet();
    }

    private static bool IsWithin(BookingRecord booking, Interval period, int people) =>
        IsPart(booking, period) && people <= booking.People;

    private static bool IsPart(BookingRecord booking, Interval period) => booking.Period.Start <= period.Start && period.End <= booking.Period.End;

    // What a shortening gives up after the deadline counts as it would had it been cancelled.
    private static int LateMinutes(BookingRecord booking, CatalogueResource resource, Interval period, Instant now) =>
        IsPart(booking, period) ? GiveBack.LateMinutes(booking, resource, new Remainder(period, null), now) : 0;

    private static async Task<MoveBookingOutcome?> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BookingRecord booking, CatalogueResource resource, SignedInPerson actor,
        Interval period, int people, string purpose, Instant now)
    {
        var terms = resource.Terms;
        // Who moves a booking promises anew: what they were asked about the old time is settled.
        var reconfirm = ReconfirmationPlan.Of(period.Start, now, terms.Reconfirmation, terms.Zone);
        var move = new NpgsqlBatchCommand(MoveSql(terms.Use))
        {
            Parameters =
            {
                new("Id", booking.Id),
                new("Sequence", booking.Sequence),
                new("Now", now),
                new("ResourceId", resource.Id),
                new("Units", resource.Units.ToArray()),
                new("Needed", terms.Use == UnitUse.All ? resource.Units.Count : 1),
                new("Occupied", terms.Buffer.Around(period)),
                new("Period", period),
                new("Before", booking.Period),
                new("People", people),
                new("Purpose", purpose),
                new("ActorId", actor.Id),
                new("Late", LateMinutes(booking, resource, period, now)),
                NullableMoment.Parameter("RemindAt", Reminders.FirstDue(period, now)),
                NullableMoment.Parameter("ReleaseAt", ReleaseRule.DueAt(period, resource.Terms.CheckInGraceMinutes)),
                NullableMoment.Parameter("ReconfirmAt", reconfirm?.AskAt),
                NullableMoment.Parameter("ReconfirmBy", reconfirm?.AnswerBy),
            },
        };
        var after = booking with { Period = period, People = people, Purpose = purpose, Sequence = booking.Sequence + 1 };
        OutboxParameters.AddTo(move, OutboxMail.About(
            BookingMails.Of(resource, after, booking.PersonLanguage, reason: null),
            MailKind.BookingMoved, booking.PersonEmail, booking.PersonLanguage, now));

        long coming;
        long moved;
        await using (var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 })
        {
            batch.BatchCommands.Add(TakeTime.LockOf(resource.Units));
            batch.BatchCommands.Add(move);
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            await reader.NextResultAsync(CancellationToken.None);
            await reader.ReadAsync(CancellationToken.None);
            (coming, moved) = (reader.GetInt64(0), reader.GetInt64(1));
        }

        if (moved == 1)
        {
            await transaction.CommitAsync(CancellationToken.None);
            return new MoveBookingOutcome.Moved();
        }

        await transaction.RollbackAsync(CancellationToken.None);
        return coming == 0 ? null : new MoveBookingOutcome.Refused([await KeptTime.WhyTakenAsync(connection, resource, period)]);
    }
}
