using Booking.Rules;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.GivingBack;

public abstract record GiveBackOutcome
{
    /// <summary>Also when it was sent twice.</summary>
    /// <param name="Second">The booking of what lies behind the part; null where nothing does.</param>
    public sealed record Given(Guid? Second) : GiveBackOutcome;

    public sealed record NotFound : GiveBackOutcome;

    /// <summary>It waits, has ended or is over: there is nothing to give back a part of.</summary>
    public sealed record NotConfirmed : GiveBackOutcome;

    /// <summary>It is no longer as it was when its person chose.</summary>
    public sealed record ChangedSince : GiveBackOutcome;

    public sealed record Impossible(GiveBackProblem Problem) : GiveBackOutcome;
}

/// <summary>
/// Gives back a part of a booking: at either end, or in the middle, which leaves two bookings. The first keeps reference and UID. No rule
/// is asked: what is left was theirs already, and giving back is to be easier than keeping.
/// </summary>
public sealed class GiveBack(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <param name="seen">The sequence of the booking that the person has seen: what they choose is meant of that.</param>
    public async Task<GiveBackOutcome> HandleAsync(Guid id, PartWish wish, int seen, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null || !await booking.IsTheirsAsync(connection, actor.Id, cancellation))
        {
            return new GiveBackOutcome.NotFound();
        }

        if (booking.Sequence != seen)
        {
            return await NarrowBooking.DoneBeforeAsync(connection, booking, wish, seen, cancellation) ?? new GiveBackOutcome.ChangedSince();
        }

        if (!IsTheirsToGive(booking, now))
        {
            return new GiveBackOutcome.NotConfirmed();
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        if (PartReturn.Of(booking.Period, wish, resource.Terms.Buffer, booking.CheckedInAt is not null, now, out var problem) is not { } left)
        {
            return new GiveBackOutcome.Impossible(problem!.Value);
        }

        var narrowed = new Narrowing(booking, left, LateMinutes(booking, resource, left, now), "booking.given-back", actor.Id);
        if (await NarrowBooking.TryAsync(connection, resource, narrowed, now))
        {
            return new GiveBackOutcome.Given(narrowed.Second?.Id);
        }

        // The other of two that were sent at once has done it, or something else.
        return await BookingRecord.FindAsync(connection, id, cancellation) is { } after
            ? await NarrowBooking.DoneBeforeAsync(connection, after, wish, seen, cancellation) ?? new GiveBackOutcome.ChangedSince()
            : new GiveBackOutcome.NotFound();
    }

    /// <summary>Whether there is anything of it to give back a part of.</summary>
    public static bool IsTheirsToGive(BookingRecord booking, Instant now) =>
        booking.Status == BookingStatus.Confirmed && now < booking.Period.End;

    /// <summary>How many minutes a quota counts although they are given back: all of them when cancelling now would be too late.</summary>
    public static int LateMinutes(BookingRecord booking, CatalogueResource resource, Remainder left, Instant now) =>
        CancelBooking.IsLate(booking, resource, now)
            ? left.Freed(booking.Period).Sum(freed => Math.Max(0, WallClock.MinutesBetween(freed, resource.Terms.Zone)))
            : 0;
}
