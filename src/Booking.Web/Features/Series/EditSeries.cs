using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Features.Series;

/// <summary>How the dates of a series are to be from one on.</summary>
public sealed record SeriesChange(CatalogueResource Resource, LocalTime Starts, int Minutes, int People, string Purpose);

/// <summary>What becomes of one date.</summary>
/// <param name="Judged">Null for one that stays because it has been changed by itself, or waits for its owner.</param>
public sealed record EditedDate(BookingRecord Booking, JudgedDate? Judged)
{
    public bool Changes => Judged is { MayBeHad: true };
}

public enum EditSeriesOutcome
{
    Changed,
    NotFound,
    /// <summary>Something else would become of the dates than what was shown: nothing was written.</summary>
    SeeAgain,
    /// <summary>None of the dates can be changed so.</summary>
    NothingChanges,
}

/// <summary>
/// Changes the dates of a series from one on: those that have been called off stay so, those changed by themselves stay as they are,
/// and what has begun is not touched. A date that cannot be as asked stays as it is too.
/// </summary>
public sealed class EditSeries(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string LockSql = """
        select pg_advisory_xact_lock(hashtextextended(unit_id::text, 0))
        from (
            select unit_id from unnest(@Units) as u (unit_id)
            union
            select o.unit_id from occupancy o join booking b on b.id = o.booking_id where b.series_id = @Id and lower(b.period) > @Now
            order by unit_id) as units
        """;

    private const string FreeSql = "delete from occupancy where booking_id = any(@Ids) returning unit_id";

    private const string TakeSql = """
        insert into occupancy (unit_id, period, kind, booking_id)
        select unit_id, tstzrange(starts, ends), 'booking', booking_id from unnest(@Units, @Starts, @Ends, @By) as o (unit_id, starts, ends, booking_id)
        on conflict do nothing
        """;

    private const string ChangeSql = """
        with dates as (
            select * from unnest(@Ids, @Starts, @Ends, @RemindAts, @ReleaseAts, @ReconfirmAts, @ReconfirmBys)
                as d (id, starts, ends, remind_at, release_at, reconfirm_at, reconfirm_by)
        ), changed as (
            update booking b
            set resource_id = @ResourceId, unit_id = case when b.resource_id = @ResourceId then b.unit_id end,
                period = tstzrange(d.starts, d.ends), people = @People, purpose = @Purpose, sequence = sequence + 1, remind_at = d.remind_at,
                release_at = d.release_at, reconfirm_at = d.reconfirm_at, reconfirm_by = d.reconfirm_by, reconfirm_asked_at = null, reconfirmed_at = null
            from dates d
            where b.id = d.id and b.status = 'confirmed' and b.checked_in_at is null and lower(b.period) > @Now
            returning b.id, b.person_id, b.community_id, b.period
        ), parts_gone as (
            delete from series_part where series_id = @Id and from_occurrence > @From
        ), part as (
            insert into series_part (series_id, from_occurrence, resource_id, starts, minutes, people, purpose, changed_at)
            values (@Id, @From, @ResourceId, @Time, @Minutes, @People, @Purpose, @Now)
            on conflict (series_id, from_occurrence) do update
            set resource_id = excluded.resource_id, starts = excluded.starts, minutes = excluded.minutes, people = excluded.people,
                purpose = excluded.purpose, changed_at = excluded.changed_at
        ), risen as (
            update series set sequence = sequence + 1 where id = @Id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id = any(@Units)
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from changed)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from changed)
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail)
            select @Now, @ActorId, 'booking.moved', id, jsonb_build_object('series', @Id, 'to', period::text, 'people', @People) from changed
        )
        select count(*) from changed
        """;

    /// <summary>What would become of each date that is still to come; null when it is not this person's.</summary>
    /// <param name="from">The first date, as it is named in the series; null for the next to come.</param>
    public async Task<IReadOnlyList<EditedDate>?> PreviewAsync(
        Guid id, LocalDateTime? from, SeriesChange change, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await SeriesRecord.FindAsync(connection, id, cancellation) is { } series && await series.IsTheirsAsync(connection, actor.Id, cancellation)
            ? await JudgeAsync(connection, series, series.WhoseWith(actor.Id), from, change, clock.GetCurrentInstant(), cancellation)
            : null;
    }

    /// <param name="seen">What the dates that were shown would have become, by <see cref="Describe"/>.</param>
    public async Task<EditSeriesOutcome> HandleAsync(
        Guid id, LocalDateTime? from, SeriesChange change, string seen, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await SeriesRecord.FindAsync(connection, id, cancellation) is not { } known
            || !await known.IsTheirsAsync(connection, actor.Id, cancellation))
        {
            return EditSeriesOutcome.NotFound;
        }

        var whose = known.WhoseWith(actor.Id);
        var places = await catalogue.ReadAsync(connection, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (known.GroupId is { } group)
        {
            await GroupMembers.LockAsync(connection, group);
        }

        await ReadPersonFacts.LockAsync(connection, whose);
        var series = (await SeriesRecord.LockedAsync(connection, id, cancellation))!;
        await connection.ExecuteAsync(new CommandDefinition(
            LockSql, new { Id = id, Now = now, Units = change.Resource.Units.ToArray() }, commandTimeout: 0));
        var dates = await JudgeAsync(connection, series, whose, from, change, now, cancellation);
        if (!dates.Any(date => date.Changes))
        {
            return EditSeriesOutcome.NothingChanges;
        }

        if (Describe(dates) != seen)
        {
            return EditSeriesOutcome.SeeAgain;
        }

        var first = from ?? dates[0].Booking.Occurrence!.Value;
        if (!await TryWriteAsync(connection, id, first, change, [.. dates.Where(date => date.Changes)], actor, now))
        {
            return EditSeriesOutcome.SeeAgain;
        }

        // What is missing is waited for as the dates are meant to be now.
        await AwaitedDates.LeaveAsync(connection, id, first, until: null, now);
        await AwaitedDates.JoinAsync(
            connection, id, new Booker(whose, series.GroupId), change.Resource,
            new SeriesPart(first, change.Resource.Id, change.Starts, change.Minutes, change.People, change.Purpose),
            (await SkippedDate.OfAsync(connection, id, cancellation)).Where(date => date.Occurrence >= first), now);
        await KeptTime.WriteAsync(connection, id, places, now);
        await SeriesMails.WriteAsync(connection, places, id, MailKind.SeriesChanged, now);
        await transaction.CommitAsync(CancellationToken.None);
        return EditSeriesOutcome.Changed;
    }

    /// <summary>The same text for the same dates becoming the same.</summary>
    public static string Describe(IReadOnlyList<EditedDate> dates) =>
        string.Join(' ', dates.Select(date => $"{date.Booking.Reference}{date.Booking.Sequence}{(date.Changes ? '+' : '-')}"));

    private async Task<IReadOnlyList<EditedDate>> JudgeAsync(
        NpgsqlConnection connection, SeriesRecord series, Guid whose, LocalDateTime? from, SeriesChange change, Instant now,
        CancellationToken cancellation)
    {
        var places = await catalogue.ReadAsync(connection, cancellation);
        var parts = await SeriesPart.OfAsync(connection, series, cancellation);
        var coming = (await SeriesRecord.BookingsAsync(connection, series.Id, cancellation))
            .Where(booking => booking.Status is BookingStatus.Confirmed or BookingStatus.Held && booking.CheckedInAt is null && booking.Period.Start > now
                && (from is null || booking.Occurrence >= from))
            .ToList();
        var moving = coming.Where(booking => booking.Status == BookingStatus.Confirmed && !SeriesMails.IsChangedAlone(parts, booking, places)).ToList();
        var ids = moving.Select(booking => booking.Id).ToHashSet();
        var zone = change.Resource.Terms.Zone;
        var wanted = moving.ToDictionary(booking => booking.Id, booking => new WantedDate(
            booking.Occurrence!.Value, booking.ResourceId == change.Resource.Id ? booking.AskedFor(change.Resource) : change.Resource,
            SeriesDate.At(booking.Occurrence.Value.Date + change.Starts, change.Minutes, zone).Period, booking.Id));
        WantedDate[] all = [.. wanted.Values];
        var known = await PreviewSeries.ReadWhoAsync(
            connection, [change.Resource], new Booker(whose, series.GroupId), all, now, cancellation);
        // Those that change are out of each other's way: each is judged by what the ones before it become.
        var taken = (await ReadOccupancies.OfAsync(connection, [change.Resource], PreviewSeries.DaysOf(all), cancellation))
            .SelectMany(rows => rows).Where(row => row.BookingId is not { } by || !ids.Contains(by)).ToLookup(row => row.UnitId);
        var judge = new JudgeDates(place => Without(known(place), ids), taken, change.People, now);
        var held = (await connection.QueryAsync<(Guid Booking, Guid Unit)>(new CommandDefinition(
            "select booking_id, unit_id from occupancy where booking_id = any(@ids)", new { ids = ids.ToArray() }, cancellationToken: cancellation)))
            .ToLookup(row => row.Booking, row => row.Unit);
        return [.. coming.Select(booking => new EditedDate(
            booking, wanted.TryGetValue(booking.Id, out var date) ? Judge(judge, booking, date, change, [.. held[booking.Id]]) : null))];
    }

    private static PersonFacts Without(PersonFacts person, HashSet<Guid> ids) => person with
    {
        Bookings = [.. person.Bookings.Where(booking => !ids.Contains(booking.Id))],
        OfGroup = person.OfGroup is { } ours ? [.. ours.Where(booking => !ids.Contains(booking.Id))] : null,
    };

    // Of what the owner has said yes to, only what stays within it needs no new yes.
    // Time that is theirs already is not judged again: it may be too late to book it by now, or closed since.
    private static JudgedDate Judge(JudgeDates judge, BookingRecord booking, WantedDate date, SeriesChange change, IReadOnlyList<Guid> units)
    {
        var judged = judge.Next(date);
        if (booking.ResourceId == change.Resource.Id && booking.Period == date.Period && !judged.Reasons.Any(reason => reason is TooManyPeople or TooFewPeople)
            && (change.People <= booking.People || judged.Decision is not NeedsApproval))
        {
            return judged with { Decision = new Accepted(), Units = units };
        }

        var within = booking.ResourceId == change.Resource.Id && date.Period is { } period && booking.Period.Start <= period.Start
            && period.End <= booking.Period.End && change.People <= booking.People;
        return judged.Decision is NeedsApproval asks && !within
            ? judged with { Decision = new Refused([.. asks.Reasons.Select(reason => new ChangeAsksOwner(reason) { Rule = reason.Rule })]), Units = [] }
            : judged;
    }

    private static async Task<bool> TryWriteAsync(
        NpgsqlConnection connection, Guid id, LocalDateTime from, SeriesChange change, IReadOnlyList<EditedDate> dates, SignedInPerson actor, Instant now)
    {
        var terms = change.Resource.Terms;
        Guid[] ids = [.. dates.Select(date => date.Booking.Id)];
        var freed = (await connection.QueryAsync<Guid>(FreeSql, new { Ids = ids })).ToList();
        var taking = dates
            .SelectMany(date => date.Judged!.Units.Select(unit => (Unit: unit, Occupied: terms.Buffer.Around(date.Judged.Wanted.Period!.Value), By: date.Booking.Id)))
            .ToList();
        var taken = await connection.ExecuteAsync(TakeSql, new
        {
            Units = taking.Select(one => one.Unit).ToArray(),
            Starts = taking.Select(one => one.Occupied.Start).ToArray(),
            Ends = taking.Select(one => one.Occupied.End).ToArray(),
            By = taking.Select(one => one.By).ToArray(),
        });
        if (taken != taking.Count)
        {
            return false;
        }

        Interval[] periods = [.. dates.Select(date => date.Judged!.Wanted.Period!.Value)];
        var plans = periods.Select(period => ReconfirmationPlan.Of(period.Start, now, terms.Reconfirmation, terms.Zone)).ToList();
        await using var command = new NpgsqlCommand(ChangeSql, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new("Id", id),
                new("Ids", ids),
                new("Starts", periods.Select(period => period.Start).ToArray()),
                new("Ends", periods.Select(period => period.End).ToArray()),
                Moments("RemindAts", periods.Select(period => Reminders.FirstDue(period, now))),
                Moments("ReleaseAts", periods.Select(period => ReleaseRule.DueAt(period, terms.CheckInGraceMinutes))),
                Moments("ReconfirmAts", plans.Select(plan => plan?.AskAt)),
                Moments("ReconfirmBys", plans.Select(plan => plan?.AnswerBy)),
                new("ResourceId", change.Resource.Id),
                new("From", NpgsqlDbType.Timestamp) { Value = from },
                new("Time", NpgsqlDbType.Time) { Value = change.Starts },
                new("Minutes", change.Minutes),
                new("People", change.People),
                new("Purpose", change.Purpose),
                new("Units", freed.Concat(taking.Select(one => one.Unit)).Distinct().ToArray()),
                new("ActorId", actor.Id),
                new("Now", now),
            },
        };
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None))! == dates.Count;

        static NpgsqlParameter Moments(string name, IEnumerable<Instant?> moments) =>
            new(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = moments.ToArray() };
    }
}
