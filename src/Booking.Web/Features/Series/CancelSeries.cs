using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

public enum CancelSeriesOutcome
{
    Cancelled,
    /// <summary>There is no such series, or it is not this person's to cancel.</summary>
    NotFound,
    /// <summary>A caretaker who cancels for someone else says why.</summary>
    ReasonMissing,
    /// <summary>None of the dates was still to come.</summary>
    NothingComing,
}

/// <summary>Calls off the dates of a series that are still to come, all of them or from one on; what has begun stays as it was.</summary>
public sealed class CancelSeries(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <param name="from">The first date to call off, as it is named in the series; null for all that are to come.</param>
    public async Task<CancelSeriesOutcome> HandleAsync(
        Guid id, LocalDateTime? from, SignedInPerson actor, string? reason, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await SeriesRecord.FindAsync(connection, id, cancellation) is not { } series)
        {
            return CancelSeriesOutcome.NotFound;
        }

        var places = await catalogue.ReadAsync(connection, cancellation);
        var own = await series.IsTheirsAsync(connection, actor.Id, cancellation);
        if (!own && !await OwnerAccess.HasAsync(connection, actor, OwnerRight.LookAfter, places.Get(series.ResourceId).Owner.Id, cancellation))
        {
            return CancelSeriesOutcome.NotFound;
        }

        if (!own && string.IsNullOrWhiteSpace(reason))
        {
            return CancelSeriesOutcome.ReasonMissing;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await SeriesRecord.LockedAsync(connection, id, cancellation);
        var first = from ?? LocalDateTime.FromDateTime(DateTime.MinValue.AddYears(1));
        await EndDates.LockAsync(connection, id, first, now);
        // A caretaker answers what waits for the owner instead, and has no say over what lies with others.
        var coming = (await SeriesRecord.BookingsAsync(connection, id, cancellation))
            .Where(booking => booking.Occurrence >= first
                && (own || (booking.Status == BookingStatus.Confirmed && places.Get(booking.ResourceId).Owner.Id == places.Get(series.ResourceId).Owner.Id)))
            .ToList();
        var ended = await EndDates.HandleAsync(
            connection, id, coming.Select(booking => booking.Id),
            coming.Where(booking => own && CancelBooking.IsLate(booking, places.Get(booking.ResourceId), now)).Select(booking => booking.Id),
            BookingStatus.Cancelled, reason, actor.Id, now);
        if (ended.Count == 0)
        {
            return CancelSeriesOutcome.NothingComing;
        }

        await AwaitedDates.LeaveAsync(connection, id, first, until: null, now);
        await KeptTime.WriteAsync(connection, id, places, now);

        // What only waited was in nobody's calendar, but the person reads that it is off.
        await SeriesMails.WriteAsync(connection, places, id, MailKind.SeriesCancelled, now, ended, reason);
        await transaction.CommitAsync(CancellationToken.None);
        return CancelSeriesOutcome.Cancelled;
    }
}
