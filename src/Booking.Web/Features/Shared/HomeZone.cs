using NodaTime;

namespace Booking.Web.Features.Shared;

/// <summary>Aarhus's zone, for what has no place of its own: a code's expiry, the night's work. A resource has its own.</summary>
public static class HomeZone
{
    public const string Id = "Europe/Copenhagen";

    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb[Id];
}
