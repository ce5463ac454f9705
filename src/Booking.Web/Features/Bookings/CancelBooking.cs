using Booking.Rules.Lifecycle;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

public enum CancelOutcome
{
    Cancelled,
    /// <summary>There is no such booking, or it is not this person's to cancel.</summary>
    NotFound,
    /// <summary>A caretaker who cancels for someone else says why.</summary>
    ReasonMissing,
    /// <summary>It had ended already, by anyone: nothing was changed.</summary>
    AlreadyEnded,
    /// <summary>It is in use, or over.</summary>
    TooLate,
    /// <summary>It waits for its owner: a caretaker answers the question instead, so that the person is told.</summary>
    IsRequest,
}

/// <summary>Gives a booking's time back, and tells its person.</summary>
public sealed class CancelBooking(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const int Attempts = 3;

    public async Task<CancelOutcome> HandleAsync(Guid id, SignedInPerson actor, string? reason, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TryAsync(connection, id, actor, reason, cancellation) is { } outcome)
            {
                return outcome;
            }
        }

        return CancelOutcome.AlreadyEnded;
    }

    /// <summary>
    /// Whether its person would give it up so late that a quota counts it all the same. Once they have given back a part of it too late, the
    /// rest is late as well: a later start does not buy a new deadline.
    /// </summary>
    public static bool IsLate(BookingRecord booking, CatalogueResource resource, Instant now) =>
        (booking.LateMinutes > 0 && resource.Terms.CancellationDeadlineMinutes is not null)
        || (booking.ConfirmedAt is { } confirmed
            && LateCancellation.IsLate(booking.Period, confirmed, resource.Terms.CancellationDeadlineMinutes, now));

    /// <summary>Null when it was changed between the reading and the writing: moved, confirmed, checked in or ended. Then it is judged anew.</summary>
    private async Task<CancelOutcome?> TryAsync(
        NpgsqlConnection connection, Guid id, SignedInPerson actor, string? reason, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var booking = await BookingRecord.FindAsync(connection, id, cancellation);
        if (booking is null)
        {
            return CancelOutcome.NotFound;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var own = await booking.IsTheirsAsync(connection, actor.Id, cancellation);
        if (!own && !await OwnerAccess.HasAsync(connection, actor, OwnerRight.LookAfter, resource.Owner.Id, cancellation))
        {
            return CancelOutcome.NotFound;
        }

        if (booking.Status is not (BookingStatus.Held or BookingStatus.Confirmed))
        {
            return CancelOutcome.AlreadyEnded;
        }

        if (booking.CheckedInAt is not null || booking.Period.End <= now)
        {
            return CancelOutcome.TooLate;
        }

        if (!own && booking is { Status: BookingStatus.Held, PermissionId: not null })
        {
            return CancelOutcome.IsRequest;
        }

        if (!own && string.IsNullOrWhiteSpace(reason))
        {
            return CancelOutcome.ReasonMissing;
        }

        // A hold was never announced to anyone's calendar, so there is nothing to withdraw from it.
        var held = booking.Status == BookingStatus.Held;
        var mail = held || !booking.IsReachable
            ? null
            : OutboxMail.About(
                BookingMails.Of(resource, booking with { Sequence = booking.Sequence + 1 }, booking.PersonLanguage, reason),
                MailKind.BookingCancelled, booking.PersonEmail, booking.PersonLanguage, now);
        return await EndBooking.TryAsync(
            connection, id, held ? EndBooking.MayBeLetGo : EndBooking.MayBeCancelled, BookingStatus.Cancelled, reason, actor.Id, mail, now, booking.Sequence,
            late: own && IsLate(booking, resource, now))
            ? CancelOutcome.Cancelled
            : null;
    }
}
