using Booking.Rules.Lifecycle;
using NodaTime;

namespace Booking.Web.Features.Demo;

/// <summary>A booking made up for the demo, as it is written.</summary>
/// <param name="Units">Which units it takes; none when it has been given up, or asks for time that is left open.</param>
/// <param name="Occupied">The period with its buffers.</param>
public sealed record DemoBooking(
    Guid Id, string Reference, Guid ResourceId, Guid PersonId, Interval Period, int People, string Purpose,
    BookingStatus Status, Instant CreatedAt, Instant? CheckedInAt, Instant? EndedAt, Instant? RemindAt, Instant? ReleaseAt,
    ReconfirmationPlan? Reconfirm,
    IReadOnlyList<Guid> Units, Interval Occupied)
{
    /// <summary>What the owner is asked; null for most.</summary>
    public DemoFiles.Request? Request { get; init; }

    /// <summary>Until when it waits; null unless it does.</summary>
    public Instant? HoldExpiresAt { get; init; }
}
