using System.Security.Cryptography;
using System.Text;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;
using Facts = Booking.Rules.Admission.Facts;

namespace Booking.Web.Features.Bookings;

/// <param name="IdempotencyKey">The same for every attempt to send the same request; 1 to 200 characters.</param>
public sealed record PlaceBookingRequest(
    CatalogueResource Resource, Interval Period, int People, string Purpose, SignedInPerson Person, string IdempotencyKey);

public abstract record PlaceBookingOutcome
{
    /// <param name="Again">The request had been carried out before; nothing was written this time.</param>
    public sealed record Placed(Guid Id, string Reference, bool Again) : PlaceBookingOutcome;

    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : PlaceBookingOutcome;

    /// <summary>The owner says yes or no first; nothing is written yet.</summary>
    public sealed record AsksOwner(IReadOnlyList<ApprovalReason> Reasons) : PlaceBookingOutcome;

    /// <summary>The key belongs to another request of this person.</summary>
    public sealed record KeyUsed : PlaceBookingOutcome;

    /// <summary>The person deleted their profile while this request was on its way: nobody is signed in any longer.</summary>
    public sealed record PersonGone : PlaceBookingOutcome;
}

/// <summary>From a request to a confirmed booking, its occupancies and its invitation, or to the reasons why not.</summary>
public sealed class PlaceBooking(NpgsqlDataSource database, IClock clock)
{
    // Two of a million bookings share a new reference about once in thirty thousand times; then another is drawn.
    private const int Draws = 3;

    public async Task<PlaceBookingOutcome> HandleAsync(PlaceBookingRequest request, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var terms = request.Resource.Terms;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var draw = 1; ; draw++)
        {
            // What the person's other bookings decide is read and written under a lock of theirs; else one round trip is enough.
            await using var transaction = ReadPersonFacts.AreNeeded(terms) ? await connection.BeginTransactionAsync(cancellation) : null;
            var person = transaction is null
                ? new PersonFacts { IsKnown = true }
                : await ReadPersonFacts.LockedAsync(
                    connection, transaction, request.Person.Id, request.Resource, request.Period.Start, now, cancellation);

            // Whether the time is free is left to the write itself: what was read before it might no longer be so.
            var decision = Admission.Decide(
                new BookingRequest(request.Period, request.People),
                new Facts(Occupied.Nothing(request.Resource.Units.Count), person), terms, now);
            if (decision is not Accepted)
            {
                await RollbackAsync(transaction);
                // A repeated request gets its first answer, also when a rule would refuse it by now.
                return await FindEarlierAsync(connection, request) ?? Outcome(decision);
            }

            var booking = ToBooking(request, now);
            try
            {
                if (await TakeTime.TryAsync(connection, booking, request.Resource.Units, terms, Invitation(request, booking, now), now))
                {
                    await CommitAsync(transaction);
                    return new PlaceBookingOutcome.Placed(booking.Id, booking.Reference, Again: false);
                }

                await RollbackAsync(transaction);
                return await FindEarlierAsync(connection, request) ?? new PlaceBookingOutcome.Refused([new SlotTaken()]);
            }
            catch (PostgresException gone) when (gone.ConstraintName == "booking_person_id_fkey")
            {
                return new PlaceBookingOutcome.PersonGone();
            }
            catch (PostgresException taken) when (taken.ConstraintName == "booking_reference_key" && draw < Draws)
            {
            }
        }
    }

    private static PlaceBookingOutcome Outcome(Decision decision) => decision switch
    {
        Refused refused => new PlaceBookingOutcome.Refused(refused.Reasons),
        NeedsApproval asks => new PlaceBookingOutcome.AsksOwner(asks.Reasons),
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "Nothing stands in its way."),
    };

    private static Task CommitAsync(NpgsqlTransaction? transaction) => transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask;

    private static Task RollbackAsync(NpgsqlTransaction? transaction) => transaction?.RollbackAsync(CancellationToken.None) ?? Task.CompletedTask;

    private static NewBooking ToBooking(PlaceBookingRequest request, Instant now) =>
        new(Guid.CreateVersion7(), BookingReference.New(), request.Resource.Id, request.Person.Id, request.Period, request.People,
            request.Purpose, request.IdempotencyKey, HashOf(request), HoldExpiresAt: null,
            RemindAt: Reminders.FirstDue(request.Period, now),
            ReleaseAt: ReleaseRule.DueAt(request.Period, request.Resource.Terms.CheckInGraceMinutes));

    private static OutboxMail Invitation(PlaceBookingRequest request, NewBooking booking, Instant now) =>
        OutboxMail.About(
            BookingMails.Of(request.Resource, booking, request.Person),
            MailKind.BookingConfirmed, request.Person.Email, request.Person.Language, now);

    private const string EarlierSql = """
        select id, reference, request_hash from booking where person_id = @PersonId and idempotency_key = @IdempotencyKey
        """;

    private sealed record Earlier(Guid Id, string Reference, byte[] RequestHash);

    private static async Task<PlaceBookingOutcome?> FindEarlierAsync(NpgsqlConnection connection, PlaceBookingRequest request)
    {
        var earlier = await connection.QuerySingleOrDefaultAsync<Earlier>(
            EarlierSql, new { PersonId = request.Person.Id, request.IdempotencyKey });
        return earlier switch
        {
            null => null,
            _ when earlier.RequestHash.AsSpan().SequenceEqual(HashOf(request)) =>
                new PlaceBookingOutcome.Placed(earlier.Id, earlier.Reference, Again: true),
            _ => new PlaceBookingOutcome.KeyUsed(),
        };
    }

    private static byte[] HashOf(PlaceBookingRequest request) =>
        HashOf(request.Resource.Id, new BookingRequest(request.Period, request.People), request.Purpose);

    /// <summary>Tells whether two requests under one key ask for the same.</summary>
    public static byte[] HashOf(Guid resourceId, BookingRequest request, string purpose) => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', resourceId, request.Period.Start, request.Period.End, request.People, purpose)));
}
