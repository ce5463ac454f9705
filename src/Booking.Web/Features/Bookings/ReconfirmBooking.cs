using Booking.Rules.Lifecycle;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

public enum ReconfirmOutcome
{
    Reconfirmed,
    /// <summary>There is no such booking, or it is not this person's.</summary>
    NotFound,
    /// <summary>It has been answered before, or they have checked in: nothing was changed.</summary>
    Already,
    /// <summary>Nobody has asked: it is too early, no rule does, or the booking was moved since.</summary>
    NotAsked,
    /// <summary>The answer came too late: the time has gone on.</summary>
    GivenOn,
    /// <summary>Cancelled, released for another reason, or never confirmed.</summary>
    NotConfirmed,
    /// <summary>After the end.</summary>
    TooLate,
}

/// <summary>
/// Says that a person still comes; by themselves, or by a caretaker on their behalf. Also after the deadline, as long as the time
/// has not gone on.
/// </summary>
public sealed class ReconfirmBooking(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string ReconfirmSql = """
        with reconfirmed as (
            update booking set reconfirmed_at = @Now, reconfirm_at = null
            where id = @Id and status = 'confirmed' and sequence = @Sequence
              and reconfirm_asked_at is not null and reconfirmed_at is null and upper(period) > @Now
            returning id, resource_id
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id)
            select @Now, @ActorId, 'booking.reconfirmed', id, (select owner_id from resource where id = reconfirmed.resource_id) from reconfirmed
        )
        select count(*) from reconfirmed
        """;

    private const int Attempts = 3;

    public async Task<ReconfirmOutcome> HandleAsync(Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TryAsync(connection, id, actor, cancellation) is { } outcome)
            {
                return outcome;
            }
        }

        return ReconfirmOutcome.NotConfirmed;
    }

    /// <summary>Null when it was changed between the reading and the writing: given on, moved or answered. Then it is judged anew.</summary>
    private async Task<ReconfirmOutcome?> TryAsync(
        NpgsqlConnection connection, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null)
        {
            return ReconfirmOutcome.NotFound;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        if (!await booking.IsTheirsAsync(connection, actor.Id, cancellation)
            && !await OwnerAccess.HasAsync(connection, actor, OwnerRight.LookAfter, resource.Owner.Id, cancellation))
        {
            return ReconfirmOutcome.NotFound;
        }

        if (booking.Status != BookingStatus.Confirmed)
        {
            return booking.WasNotReconfirmed ? ReconfirmOutcome.GivenOn : ReconfirmOutcome.NotConfirmed;
        }

        if (booking.ReconfirmedAt is not null || booking.CheckedInAt is not null)
        {
            return ReconfirmOutcome.Already;
        }

        if (booking.ReconfirmAskedAt is null)
        {
            return ReconfirmOutcome.NotAsked;
        }

        if (booking.Period.End <= now)
        {
            return ReconfirmOutcome.TooLate;
        }

        var reconfirmed = await connection.ExecuteScalarAsync<long>(
            ReconfirmSql, new { Id = id, booking.Sequence, Now = now, ActorId = actor.Id });
        return reconfirmed == 1 ? ReconfirmOutcome.Reconfirmed : null;
    }
}
