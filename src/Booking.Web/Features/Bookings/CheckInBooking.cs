using Booking.Rules.Lifecycle;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

public enum CheckInOutcome
{
    CheckedIn,
    /// <summary>There is no such booking, or it is not this person's.</summary>
    NotFound,
    /// <summary>Someone has done it before: nothing was changed.</summary>
    Already,
    /// <summary>Before the window opens.</summary>
    TooEarly,
    /// <summary>After the end.</summary>
    TooLate,
    /// <summary>Cancelled, released or never confirmed.</summary>
    NotConfirmed,
}

/// <summary>Says that a booking is being used; by its person, or by a caretaker on their behalf.</summary>
public sealed class CheckInBooking(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string CheckInSql = """
        with checked_in as (
            update booking
            set checked_in_at = @Now, release_at = null, reconfirm_at = null,
                reconfirmed_at = case when reconfirm_asked_at is not null then coalesce(reconfirmed_at, @Now) end
            where id = @Id and status = 'confirmed' and checked_in_at is null
              and lower(period) = @Start and upper(period) > @Now
            returning id, resource_id
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id)
            select @Now, @ActorId, 'booking.checked-in', id, (select owner_id from resource where id = checked_in.resource_id) from checked_in
        )
        select count(*) from checked_in
        """;

    private const int Attempts = 3;

    public async Task<CheckInOutcome> HandleAsync(Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TryAsync(connection, id, actor, cancellation) is { } outcome)
            {
                return outcome;
            }
        }

        return CheckInOutcome.NotConfirmed;
    }

    /// <summary>Null when it was changed between the reading and the writing: released, moved or checked in. Then it is judged anew.</summary>
    private async Task<CheckInOutcome?> TryAsync(
        NpgsqlConnection connection, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null)
        {
            return CheckInOutcome.NotFound;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        if (!await booking.IsTheirsAsync(connection, actor.Id, cancellation)
            && !await OwnerAccess.HasAsync(connection, actor, OwnerRight.LookAfter, resource.Owner.Id, cancellation))
        {
            return CheckInOutcome.NotFound;
        }

        if (booking.Status != BookingStatus.Confirmed)
        {
            return CheckInOutcome.NotConfirmed;
        }

        if (booking.CheckedInAt is not null)
        {
            return CheckInOutcome.Already;
        }

        if (!CheckInWindow.IsOpen(booking.Period, now))
        {
            return now < booking.Period.Start ? CheckInOutcome.TooEarly : CheckInOutcome.TooLate;
        }

        var checkedIn = await connection.ExecuteScalarAsync<long>(
            CheckInSql, new { Id = id, Now = now, ActorId = actor.Id, booking.Period.Start });
        return checkedIn == 1 ? CheckInOutcome.CheckedIn : null;
    }
}
