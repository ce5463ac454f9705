using NodaTime.Text;

namespace Booking.Rules;

/// <summary>Between what a clock on the wall of the resource shows and moments in time.</summary>
public static class WallClock
{
    // Far enough from both ends of the calendar that zones, buffers and horizons can be added without a second thought.
    private const int FirstYear = 1;
    private const int LastYear = 8999;
    private static readonly Instant Dawn = Instant.FromUtc(FirstYear, 1, 1, 0, 0);
    private static readonly Instant Dusk = Instant.FromUtc(LastYear, 12, 31, 0, 0);

    private static readonly LocalDateTime Epoch = new(1970, 1, 1, 0, 0);

    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <summary>
    /// Reads a wall time as a browser's <c>datetime-local</c> field sends it: <c>2026-10-02T17:00</c>, seconds optional;
    /// 24:00 is midnight at the end of that day. Null for anything else, and for years before 1 or after 8999.
    /// </summary>
    public static LocalDateTime? Parse(string? text)
    {
        foreach (var pattern in (ReadOnlySpan<LocalDateTimePattern>)[Minutes, Seconds])
        {
            if (pattern.Parse(text!).TryGetValue(default, out var wall) && wall.Year is >= FirstYear and <= LastYear)
            {
                return wall;
            }
        }

        return null;
    }

    /// <summary>
    /// The moment the clock shows <paramref name="wall"/>. Null for a time that the spring change skips: no clock shows it.
    /// A time that the autumn change repeats is the earlier of the two moments.
    /// </summary>
    public static Instant? ToInstant(LocalDateTime wall, DateTimeZone zone)
    {
        var moments = zone.MapLocal(wall);
        return moments.Count == 0 ? null : moments.First().ToInstant();
    }

    /// <summary>The same for whole minutes since the wall showed 1970, which is what calendars count in.</summary>
    internal static Instant? ToInstant(long minutesSinceEpoch, DateTimeZone zone) =>
        OnlyMoment(minutesSinceEpoch, zone) ?? ToInstant(SinceEpoch(minutesSinceEpoch), zone);

    /// <summary>
    /// The moment of such a minute if no change of the clock is near, which is quick to tell; null where there may be none, or two.
    /// </summary>
    internal static Instant? OnlyMoment(long minutesSinceEpoch, DateTimeZone zone)
    {
        // No zone is a day from UTC.
        var shown = Instant.FromUnixTimeSeconds(minutesSinceEpoch * 60);
        var around = zone.GetZoneInterval(shown);
        return (!around.HasStart || around.Start <= shown - Duration.FromDays(1)) && (!around.HasEnd || shown + Duration.FromDays(1) <= around.End)
            ? Instant.FromUnixTimeSeconds((minutesSinceEpoch * 60) - around.WallOffset.Seconds)
            : null;
    }

    /// <summary>
    /// How far the hands of the clock move from the start to the end of a period, in minutes. A day is 1440 also when the
    /// clock changes and 23 or 25 hours pass. Seconds are cut off.
    /// </summary>
    public static int MinutesBetween(Interval period, DateTimeZone zone) => MinutesBetween(period.Start, period.End, zone);

    /// <inheritdoc cref="MinutesBetween(Interval, DateTimeZone)"/>
    public static int MinutesBetween(Instant start, Instant end, DateTimeZone zone) =>
        (int)Math.Clamp(MinutesSinceEpoch(end, zone) - MinutesSinceEpoch(start, zone), int.MinValue, int.MaxValue);

    /// <summary>The date on the wall at a moment.</summary>
    public static LocalDate DateAt(Instant moment, DateTimeZone zone) => At(moment, zone).Date;

    internal static LocalDateTime At(Instant moment, DateTimeZone zone) => moment.InZone(zone).LocalDateTime;

    /// <summary>What the wall shows, in whole minutes since it showed 1970; a minute that has begun is shown.</summary>
    internal static long MinutesSinceEpoch(Instant moment, DateTimeZone zone)
    {
        var (minutes, seconds) = Math.DivRem(moment.ToUnixTimeSeconds() + zone.GetUtcOffset(moment).Seconds, 60);
        return seconds < 0 ? minutes - 1 : minutes;
    }

    internal static LocalDateTime SinceEpoch(long minutes) => Epoch.PlusMinutes(minutes);

    /// <summary>Where a date begins, in the same minutes; whether or not the clock shows that one.</summary>
    internal static long MinutesSinceEpoch(LocalDate date) => Period.DaysBetween(Epoch.Date, date) * 1440L;

    /// <summary>The same period, or what of it lies in years that can be computed with.</summary>
    internal static Interval WithinReason(Interval period) =>
        new(Instant.Max(Dawn, Instant.Min(period.Start, Dusk)), Instant.Max(Dawn, Instant.Min(period.End, Dusk)));
}
