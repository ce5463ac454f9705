using Booking.Rules.Lifecycle;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <summary>What has become of an offer.</summary>
public enum OfferAnswer
{
    /// <summary>It waits for an answer.</summary>
    Open,

    /// <summary>Taken, and now the owner is asked.</summary>
    WithOwner,
    Yes,
    No,

    /// <summary>Nobody answered in time.</summary>
    None,
}

/// <summary>Time that has been offered to one who waits.</summary>
/// <param name="Place">In the line for it, counted from one.</param>
public sealed record OfferRecord(
    Guid Id, Guid EntryId, Guid BookingId, Guid PersonId, Guid ResourceId, Interval Period, Instant MadeAt, Instant ExpiresAt, int Place, bool IsWhole,
    string Status, Instant? ConfirmedAt, bool AsksOwner)
{
    /// <summary>As the booking that holds the time tells.</summary>
    public OfferAnswer Answer => Status switch
    {
        _ when ConfirmedAt is not null => OfferAnswer.Yes,
        "held" => AsksOwner ? OfferAnswer.WithOwner : OfferAnswer.Open,
        "expired" when !AsksOwner => OfferAnswer.None,
        _ when AsksOwner => OfferAnswer.Yes,
        _ => OfferAnswer.No,
    };

    /// <summary>The columns above, for every query that reads offers; <c>f</c> is offer, <c>b</c> its booking, <c>e</c> the entry.</summary>
    public const string SelectSql = """
        select f.id, f.entry_id, f.booking_id, e.person_id, b.resource_id, b.period, f.made_at, f.expires_at, f.place, f.is_whole, b.status, b.confirmed_at,
               exists (select from permission q where q.booking_id = b.id) as asks_owner
        from offer f
        join booking b on b.id = f.booking_id
        join waitlist_entry e on e.id = f.entry_id
        """;

    public static Task<OfferRecord?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<OfferRecord?>(new CommandDefinition(SelectSql + " where f.id = @id", new { id }, cancellationToken: cancellation));

    public static Task<OfferRecord?> OfBookingAsync(NpgsqlConnection connection, Guid bookingId, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<OfferRecord?>(
            new CommandDefinition(SelectSql + " where f.booking_id = @bookingId", new { bookingId }, cancellationToken: cancellation));
}
