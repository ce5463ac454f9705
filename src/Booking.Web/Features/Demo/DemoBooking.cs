using Booking.Rules.Lifecycle;
using NodaTime;

namespace Booking.Web.Features.Demo;

/// <summary>A booking made up for the demo, as it is written.</summary>
/// <param name="Units">Which units it takes; none when it has been given up.</param>
/// <param name="Occupied">The period with its buffers.</param>
public sealed record DemoBooking(
    Guid Id, string Reference, Guid ResourceId, Guid PersonId, Interval Period, int People, string Purpose,
    BookingStatus Status, Instant CreatedAt, Instant? CheckedInAt, Instant? EndedAt, Instant? RemindAt, Instant? ReleaseAt,
    ReconfirmationPlan? Reconfirm,
    IReadOnlyList<Guid> Units, Interval Occupied);
