using NodaTime.Text;
using NodaTime.TimeZones;

namespace Booking.Rules.Recurrence;

/// <summary>
/// A date or a time as a calendar writes it (RFC 5545, sections 3.3.4 and 3.3.5). A time that the spring change skips counts with the
/// offset before it, so an hour later; of one that autumn repeats it is the earlier.
/// </summary>
/// <param name="Wall">What the clock shows; midnight for a date.</param>
/// <param name="IsDate">Whether a whole day is meant.</param>
/// <param name="Zone">Where that clock hangs.</param>
internal sealed record CalendarTime(LocalDateTime Wall, bool IsDate, DateTimeZone Zone)
{
    private const int FirstYear = 1900;
    private const int LastYear = 8999;

    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Times = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public Instant Moment => MomentAt(Wall, Zone, IsDate);

    public static Instant MomentAt(LocalDateTime wall, DateTimeZone zone, bool isDate) => isDate
        ? zone.AtStartOfDay(wall.Date).ToInstant()
        : zone.ResolveLocal(wall, Resolvers.LenientResolver).ToInstant();

    /// <summary>Null for what is no time, and for years before 1900 or after 8999.</summary>
    /// <param name="value">As written.</param>
    /// <param name="zone">Of a time that is not in UTC.</param>
    /// <param name="ownZone">Of a whole day.</param>
    public static CalendarTime? Parse(string value, DateTimeZone zone, DateTimeZone ownZone)
    {
        if (Dates.Parse(value).TryGetValue(default, out var date))
        {
            // A day is the day of the place, wherever the calendar is kept.
            return IsKnown(date) ? new CalendarTime(date.AtMidnight(), IsDate: true, ownZone) : null;
        }

        var utc = value.EndsWith('Z');
        return Times.Parse(utc ? value[..^1] : value).TryGetValue(default, out var wall) && IsKnown(wall.Date)
            ? new CalendarTime(wall, IsDate: false, utc ? DateTimeZone.Utc : zone)
            : null;
    }

    /// <summary>The zone of a name: IANA's, or the one Windows has; null for one that nobody knows.</summary>
    public static DateTimeZone? ZoneOf(string name)
    {
        var zones = DateTimeZoneProviders.Tzdb;
        if (zones.GetZoneOrNull(name) is { } known)
        {
            return known;
        }

        if (TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.TryGetValue(name, out var id))
        {
            return zones.GetZoneOrNull(id);
        }

        // "/example.org/20240101/Europe/Copenhagen"
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 2 ? zones.GetZoneOrNull($"{parts[^2]}/{parts[^1]}") : null;
    }

    private static bool IsKnown(LocalDate date) => date.Year is >= FirstYear and <= LastYear;
}
