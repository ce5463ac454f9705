using NodaTime;

namespace Booking.Web.Features.Shared;

/// <summary>The city's own zone, for what belongs to no single resource: what "today" is on a page about many.</summary>
public static class CityTime
{
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
}
