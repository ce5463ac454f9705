using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Database;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

public enum ConfirmHoldOutcome
{
    Confirmed,
    NotFound,
    /// <summary>It is confirmed already: nothing was changed.</summary>
    Already,
    /// <summary>The hold ran out or was let go; the time may be someone else's by now.</summary>
    Gone,
    /// <summary>What could not be known before they signed in speaks against it. The hold was let go; why stands on the booking.</summary>
    Refused,
}

/// <summary>Makes a held booking a booking, once its person has signed in.</summary>
public sealed class ConfirmHold(NpgsqlDataSource database, Catalogue catalogue, RefusalSentences sentences, IClock clock)
{
    private static readonly string ConfirmSql = $"""
        with confirmed as (
            update booking
            set status = 'confirmed', hold_expires_at = null, confirmed_at = @Now, remind_at = @RemindAt, release_at = @ReleaseAt
            where id = @Id and status = 'held' and hold_expires_at > @Now
            returning id, person_id
        ), kept as (
            update occupancy set kind = 'booking' where booking_id in (select id from confirmed) returning unit_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id in (select unit_id from kept)
        ), revised_person as (
            update person set revised_at = greatest(revised_at, @Now) where id in (select person_id from confirmed)
        ), audited as (
            insert into audit (at, actor_id, action, subject) select @Now, person_id, 'booking.confirmed', id from confirmed
        ){OutboxParameters.Sql("confirmed")}
        select count(*) from confirmed
        """;

    private const string Before = "/bookings/";
    private const string After = "/confirm";

    /// <summary>Where its person confirms a hold.</summary>
    public static string AddressOf(Guid id) => $"{Before}{id}{After}";

    /// <summary>
    /// Whoever comes back from the code that was sent for a hold has said all that a further button could ask: it is confirmed
    /// on the way. Any other way back stays as it is.
    /// </summary>
    /// <returns>Where to go now.</returns>
    public async Task<string> OnTheWayBackAsync(string returnUrl, Guid personId, CancellationToken cancellation)
    {
        if (ReadId(returnUrl) is not { } id)
        {
            return returnUrl;
        }

        await HandleAsync(id, personId, cancellation);
        return $"{Before}{id}";
    }

    /// <summary>
    /// For a way back that anyone could have written into a link: it leads to the booking, where confirming is a press of one's
    /// own. Any other address stays as it is.
    /// </summary>
    public static string WithoutConfirming(string returnUrl) => ReadId(returnUrl) is { } id ? $"{Before}{id}" : returnUrl;

    private static Guid? ReadId(string address) =>
        address.Length > Before.Length + After.Length
        && address.StartsWith(Before, StringComparison.Ordinal) && address.EndsWith(After, StringComparison.Ordinal)
        && Guid.TryParse(address.AsSpan()[Before.Length..^After.Length], out var id)
            ? id
            : null;

    // Who confirms at the last moment has the same grace as everyone, from when the booking became theirs.
    private static Instant? ReleaseAt(BookingRecord booking, CatalogueResource resource, Instant now) =>
        now < booking.Period.End
            ? ReleaseRule.DueAt(new Interval(Instant.Max(booking.Period.Start, now), booking.Period.End), resource.Terms.CheckInGraceMinutes)
            : null;

    public async Task<ConfirmHoldOutcome> HandleAsync(Guid id, Guid personId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null || booking.PersonId != personId)
        {
            return ConfirmHoldOutcome.NotFound;
        }

        if (booking.Status != BookingStatus.Held)
        {
            return booking.Status == BookingStatus.Confirmed ? ConfirmHoldOutcome.Already : ConfirmHoldOutcome.Gone;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await AgainstPersonAsync(connection, transaction, booking, resource, now, cancellation) is { Count: > 0 } reasons)
        {
            await transaction.RollbackAsync(cancellation);
            await EndBooking.TryAsync(
                connection, id, EndBooking.MayBeLetGo, BookingStatus.Cancelled,
                string.Join(' ', reasons.Select(reason => sentences.Of(reason, resource))), personId, mail: null, now, sequence: null);
            return ConfirmHoldOutcome.Refused;
        }

        var confirm = new NpgsqlBatchCommand(ConfirmSql)
        {
            Parameters =
            {
                new("Id", id),
                new("Now", now),
                NullableMoment.Parameter("RemindAt", Reminders.FirstDue(booking.Period, now)),
                NullableMoment.Parameter("ReleaseAt", ReleaseAt(booking, resource, now)),
            },
        };
        OutboxParameters.AddTo(confirm, OutboxMail.About(
            BookingMails.Of(resource, booking, booking.PersonLanguage, reason: null),
            MailKind.BookingConfirmed, booking.PersonEmail, booking.PersonLanguage, now));
        if (await TryAsync(connection, id, confirm))
        {
            await transaction.CommitAsync(CancellationToken.None);
            return ConfirmHoldOutcome.Confirmed;
        }

        await transaction.RollbackAsync(CancellationToken.None);
        // Someone was faster: the job that lets holds go, or the same person pressing twice.
        var after = await BookingRecord.FindAsync(connection, id, cancellation);
        return after?.Status == BookingStatus.Confirmed ? ConfirmHoldOutcome.Already : ConfirmHoldOutcome.Gone;
    }

    // The time is theirs already; who they are was not known when they took it.
    private static async Task<IReadOnlyList<Refusal>> AgainstPersonAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BookingRecord booking, CatalogueResource resource, Instant now,
        CancellationToken cancellation)
    {
        if (!ReadPersonFacts.AreNeeded(resource.Terms))
        {
            return [];
        }

        var person = await ReadPersonFacts.LockedAsync(
            connection, transaction, booking.PersonId!.Value, resource, booking.Period.Start, now, cancellation);
        return Admission.AgainstPerson(new BookingRequest(booking.Period, booking.People, Replaces: booking.Id), person, resource.Terms, now);
    }

    private static async Task<bool> TryAsync(NpgsqlConnection connection, Guid id, NpgsqlBatchCommand confirm)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0, BatchCommands = { EndBooking.LockOf(id), confirm } };
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.NextResultAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var confirmed = reader.GetInt64(0) == 1;
        await reader.NextResultAsync(CancellationToken.None);
        return confirmed;
    }
}
