using System.Diagnostics;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

public abstract record HoldOutcome
{
    /// <summary>The time is kept and a code is on its way to the address.</summary>
    public sealed record Held : HoldOutcome;

    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : HoldOutcome;

    /// <summary>The form has held another time, which is let go, or its hold has ended: it needs a key of its own.</summary>
    public sealed record KeyUsed : HoldOutcome;

    /// <param name="RetryAfter">At least a second.</param>
    public sealed record TooManyCodes(Duration RetryAfter) : HoldOutcome;
}

/// <summary>
/// Keeps the time for someone who is not signed in, while they find the code in their mail. Hold and code are written in one
/// transaction, and the limit on codes is also the limit on holds.
/// </summary>
public sealed class HoldForStranger(NpgsqlDataSource database, AskForCode codes, IClock clock)
{
    /// <summary>Longer than a code lives, so that who types it at the last moment finds the time still kept.</summary>
    public static readonly Duration Lifetime = AskForCode.Lifetime + Duration.FromMinutes(5);

    private const string EarlierSql = """
        select id, request_hash = @RequestHash and status in ('held', 'confirmed') and coalesce(hold_expires_at > @Now, true) as stands
        from booking
        where person_id = @PersonId and idempotency_key = @IdempotencyKey
        """;

    private sealed record Earlier(Guid Id, bool Stands);

    public async Task<HoldOutcome> HandleAsync(
        CatalogueResource resource, BookForm.Understood form, HttpContext http, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var request = new BookingRequest(form.Period, form.People);
        if (Admission.Decide(request, Occupied.Nothing(resource.Units.Count), resource.Terms, now) is Refused refused)
        {
            return new HoldOutcome.Refused(refused.Reasons);
        }

        var visitor = Visitor.Meet(http);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // The name they typed waits with the code.
        var personId = await PreparePerson.HandleAsync(connection, form.Email, visitor.Language, now);
        var booking = new NewBooking(
            Guid.CreateVersion7(), BookingReference.New(), resource.Id, personId, form.Period, form.People, form.Purpose,
            form.Key, PlaceBooking.HashOf(resource.Id, request, form.Purpose + PlaceBooking.HashOfChoice(resource)),
            HoldExpiresAt: now + Lifetime, RemindAt: null, ReleaseAt: null, Reconfirm: null, UnitId: resource.ChosenUnit);

        if (!await TakeTime.TryAsync(connection, booking, resource.Units, resource.Terms, mail: null, now))
        {
            await transaction.RollbackAsync(cancellation);
            return await WhyNotAsync(connection, booking, resource, now);
        }

        var answer = await codes.HandleAsync(
            new CodeRequest(form.Email, ConfirmHold.AddressOf(booking.Id), resource.Name.In(visitor.Language), form.Name), visitor, connection);
        if (answer is CodeAnswer.TooMany tooMany)
        {
            await transaction.RollbackAsync(cancellation);
            return new HoldOutcome.TooManyCodes(tooMany.RetryAfter);
        }

        // The form has read the address already.
        if (answer is not CodeAnswer.Sent)
        {
            throw new UnreachableException();
        }

        await transaction.CommitAsync(CancellationToken.None);
        return new HoldOutcome.Held();
    }

    private static async Task<HoldOutcome> WhyNotAsync(NpgsqlConnection connection, NewBooking booking, CatalogueResource resource, Instant now)
    {
        var earlier = await connection.QuerySingleOrDefaultAsync<Earlier>(
            EarlierSql, new { booking.PersonId, booking.IdempotencyKey, booking.RequestHash, Now = now });
        if (earlier is null)
        {
            return new HoldOutcome.Refused([await KeptTime.WhyTakenAsync(connection, resource, booking.Period)]);
        }

        // The same form sent twice: the first one has kept the time and sent the code.
        if (earlier.Stands)
        {
            return new HoldOutcome.Held();
        }

        // Someone went back and chose another time. Who has the form's key has made that hold, and it must not be in their own way.
        await EndBooking.TryAsync(
            connection, earlier.Id, EndBooking.MayBeLetGo, BookingStatus.Cancelled, reason: null, booking.PersonId, mail: null, now, sequence: null);
        return new HoldOutcome.KeyUsed();
    }
}
