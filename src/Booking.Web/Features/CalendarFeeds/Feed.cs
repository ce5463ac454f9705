using NodaTime;

namespace Booking.Web.Features.CalendarFeeds;

/// <param name="RevisedAt">
/// When anything in it last changed, deletions included: not the latest change of the events that are left.
/// </param>
public sealed record Feed(byte[] Calendar, Instant RevisedAt);
