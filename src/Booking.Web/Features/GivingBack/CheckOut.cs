using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.GivingBack;

public enum CheckOutOutcome
{
    CheckedOut,
    /// <summary>There is no such booking, or it is not this person's.</summary>
    NotFound,
    /// <summary>Nobody has checked in, or it has ended.</summary>
    NotInUse,
    /// <summary>It has not begun, or ends so soon that nothing comes free.</summary>
    NothingLeft,
}

/// <summary>Those who were there have left: what is left of their time is free for others. By its person, or by a caretaker for them.</summary>
public sealed class CheckOut(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const int Attempts = 3;

    public async Task<CheckOutOutcome> HandleAsync(Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TryAsync(connection, id, actor, cancellation) is { } outcome)
            {
                return outcome;
            }
        }

        return CheckOutOutcome.NotInUse;
    }

    /// <summary>When it would end if its people left now; null when it is not in use, or nothing would come free.</summary>
    public static Instant? EndOf(BookingRecord booking, CatalogueResource resource, Instant now) =>
        booking is { Status: BookingStatus.Confirmed, CheckedInAt: not null } ? PartReturn.EndOnLeaving(booking.Period, now, resource.Terms) : null;

    /// <summary>Null when it was changed between the reading and the writing. Then it is judged anew.</summary>
    private async Task<CheckOutOutcome?> TryAsync(NpgsqlConnection connection, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (await BookingRecord.FindAsync(connection, id, cancellation) is not { } booking)
        {
            return CheckOutOutcome.NotFound;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        if (!await booking.IsTheirsAsync(connection, actor.Id, cancellation)
            && !await OwnerAccess.HasAsync(connection, actor, OwnerRight.LookAfter, resource.Owner.Id, cancellation))
        {
            return CheckOutOutcome.NotFound;
        }

        if (booking is not { Status: BookingStatus.Confirmed, CheckedInAt: not null })
        {
            return CheckOutOutcome.NotInUse;
        }

        if (EndOf(booking, resource, now) is not { } end)
        {
            return CheckOutOutcome.NothingLeft;
        }

        var left = new Remainder(new Interval(booking.Period.Start, end), null);
        var narrowing = new Narrowing(booking, left, GiveBack.LateMinutes(booking, resource, left, now), "booking.checked-out", actor.Id);
        return await NarrowBooking.TryAsync(connection, resource, narrowing, now) ? CheckOutOutcome.CheckedOut : null;
    }
}
