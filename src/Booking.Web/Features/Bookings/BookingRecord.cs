using Booking.Rules.Lifecycle;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>A booking as it stands, with the person it belongs to.</summary>
public sealed record BookingRecord
{
    public Guid Id { get; init; }
    public string Reference { get; init; } = "";
    public Guid ResourceId { get; init; }
    /// <summary>Null when the person has been deleted.</summary>
    public Guid? PersonId { get; init; }
    public string PersonName { get; init; } = "";
    public string PersonEmail { get; init; } = "";
    public string PersonLanguage { get; init; } = "da";
    public Interval Period { get; init; }
    public int People { get; init; }
    public string Purpose { get; init; } = "";
    public BookingStatus Status { get; init; }
    public int Sequence { get; init; }
    public Instant? HoldExpiresAt { get; init; }
    public Instant CreatedAt { get; init; }
    /// <summary>Null until it is confirmed.</summary>
    public Instant? ConfirmedAt { get; init; }
    public Instant? CheckedInAt { get; init; }
    public Instant? EndedAt { get; init; }
    public string? EndReason { get; init; }
    public Instant? ReleaseAt { get; init; }
    /// <summary>When its person is next reminded; null when that will not be, or they want no reminders.</summary>
    public Instant? RemindAt { get; init; }
    /// <summary>The question to its owner; null when there was none to ask. While it is held with one, it waits for the answer.</summary>
    public Guid? PermissionId { get; init; }

    /// <summary>The columns above, for every query that reads bookings; <c>b</c> is booking, <c>p</c> person, <c>q</c> permission.</summary>
    public const string SelectSql = """
        select b.id, b.reference, b.resource_id, b.person_id, coalesce(p.name, '') as person_name,
               coalesce(p.email, '') as person_email, coalesce(p.language, 'da') as person_language,
               b.period, b.people, b.purpose, b.status, b.sequence, b.hold_expires_at,
               b.created_at, b.confirmed_at, b.checked_in_at, b.ended_at, b.end_reason, b.release_at,
               case when p.reminders then b.remind_at end as remind_at, q.id as permission_id
        from booking b
        left join person p on p.id = b.person_id
        left join permission q on q.booking_id = b.id
        """;

    public static Task<BookingRecord?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<BookingRecord?>(
            new CommandDefinition(SelectSql + " where b.id = @id", new { id }, cancellationToken: cancellation));
}
