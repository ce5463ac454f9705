using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Series;
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
    /// <summary>The owner says yes or no first, and has been asked: the time is held until then.</summary>
    AsksOwner,
}

/// <summary>Makes a held booking a booking, once its person has signed in.</summary>
public sealed class ConfirmHold(
    NpgsqlDataSource database, Catalogue catalogue, RefusalSentences sentences, AskOwner ask, IClock clock)
{
    /// <summary>Of a booking: still held, and not for its owner to say yes or no to.</summary>
    private const string MayBeConfirmed = """
        status = 'held' and hold_expires_at > @Now and not exists (select from permission m where m.booking_id = booking.id)
        """;

    // Where the owner leaves such time open, what kept it while they signed in lets it go.
    private static readonly string LeaveToOwnerSql = $"""
        with asked as (
            update booking set hold_expires_at = @AnswerBy where id = @Id and {MayBeConfirmed} returning id
        ), freed as (
            delete from occupancy where not @Holds and booking_id in (select id from asked) returning unit_id
        ), revised_units as (
            update unit set revised_at = greatest(revised_at, @Now) where id = any(array(select unit_id from freed))
        )
        select count(*) from asked
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

    public async Task<ConfirmHoldOutcome> HandleAsync(Guid id, Guid personId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null || booking.PersonId != personId)
        {
            return ConfirmHoldOutcome.NotFound;
        }

        if (OutcomeOf(booking) is { } done)
        {
            return done;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (booking.GroupId is { } group)
        {
            await GroupMembers.LockAsync(connection, group);
        }

        // The time is theirs already; who they are was not known when they took it, and of who was offered it other bookings may be new.
        var person = ReadPersonFacts.AreNeeded(resource.Terms)
            ? await ReadPersonFacts.LockedAsync(connection, transaction, booking.Booker!, resource, booking.Period.Start, now, cancellation)
            : new PersonFacts { IsKnown = true };
        var request = new BookingRequest(booking.Period, booking.People, Replaces: booking.Id);
        if (Admission.AgainstPerson(request, person, resource.Terms, now) is { Count: > 0 } refusals)
        {
            await transaction.RollbackAsync(cancellation);
            await EndBooking.TryAsync(
                connection, id, EndBooking.MayBeLetGo, BookingStatus.Cancelled,
                string.Join(' ', refusals.Select(refusal => sentences.Of(refusal, resource))), personId, mail: null, now, sequence: null);
            return ConfirmHoldOutcome.Refused;
        }

        if (await AwaitedDates.TakeAsync(connection, id, cancellation))
        {
            booking = (await BookingRecord.FindAsync(connection, id, cancellation))!;
        }

        var asks = Admission.AsksOwner(request, person, resource.Terms, now);
        var written = asks.Count > 0
            ? await LeaveToOwnerAsync(connection, booking, resource, asks, now)
            : await KeepTime.TryAsync(connection, booking, resource, MayBeConfirmed, personId, Invitation(booking, resource, now), now)
                == KeepTimeOutcome.Kept;
        if (written)
        {
            await transaction.CommitAsync(CancellationToken.None);
            return asks.Count > 0 ? ConfirmHoldOutcome.AsksOwner : ConfirmHoldOutcome.Confirmed;
        }

        await transaction.RollbackAsync(CancellationToken.None);
        // Someone was faster: the job that lets holds go, or the same person pressing twice.
        return await BookingRecord.FindAsync(connection, id, cancellation) is { } after
            ? OutcomeOf(after) ?? ConfirmHoldOutcome.Gone
            : ConfirmHoldOutcome.NotFound;
    }

    /// <summary>Null for a hold that is still to be confirmed.</summary>
    private static ConfirmHoldOutcome? OutcomeOf(BookingRecord booking) => booking switch
    {
        { Status: BookingStatus.Confirmed } => ConfirmHoldOutcome.Already,
        { Status: not BookingStatus.Held } => ConfirmHoldOutcome.Gone,
        { PermissionId: not null } => ConfirmHoldOutcome.AsksOwner,
        _ => null,
    };

    private async Task<bool> LeaveToOwnerAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, IReadOnlyList<ApprovalReason> asks, Instant now)
    {
        var permission = OwnerQuestion.ToApprove(asks, resource.Terms.HoldsForApproval, why: "", booking.Period, now);
        var longer = new NpgsqlBatchCommand(LeaveToOwnerSql)
        {
            Parameters = { new("Id", booking.Id), new("AnswerBy", permission.AnswerBy), new("Holds", permission.Holds), new("Now", now) },
        };
        // No answer is due after the end; who comes back that late finds the hold gone.
        if (permission.AnswerBy <= now)
        {
            return false;
        }

        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { EndBooking.LockOf(booking.Id), longer } })
        {
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            await reader.NextResultAsync(CancellationToken.None);
            await reader.ReadAsync(CancellationToken.None);
            if (reader.GetInt64(0) != 1)
            {
                return false;
            }
        }

        await ask.WriteAsync(connection, permission, booking with { HoldExpiresAt = permission.AnswerBy }, resource, now);
        return true;
    }

    private static OutboxMail Invitation(BookingRecord booking, CatalogueResource resource, Instant now) =>
        OutboxMail.About(
            BookingMails.Of(resource, booking with { Status = BookingStatus.Confirmed }, booking.PersonLanguage, reason: null),
            MailKind.BookingConfirmed, booking.PersonEmail, booking.PersonLanguage, now);
}
