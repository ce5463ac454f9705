using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Shared;

/// <summary>How days and times are written for people, in Danish and in English. Always in the resource's zone, never the reader's.</summary>
public static class TimeText
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The culture to write with for "da" or "en".</summary>
    public static CultureInfo CultureOf(string language) => language == "en" ? English : Danish;

    private static CultureInfo Current => CultureOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private static bool IsDanish(CultureInfo culture) => culture.TwoLetterISOLanguageName == "da";

    /// <summary>fredag 27. november · Friday 27 November. With the year when it is not this one's.</summary>
    public static string LongDay(LocalDate date, int? thisYear = null, CultureInfo? culture = null)
    {
        culture ??= Current;
        var year = thisYear == date.Year ? "" : " uuuu";
        return LocalDatePattern.Create((IsDanish(culture) ? "dddd d'.' MMMM" : "dddd d MMMM") + year, culture).Format(date);
    }

    /// <summary>fre. 27. nov. · Fri 27 Nov.</summary>
    public static string ShortDay(LocalDate date, CultureInfo? culture = null)
    {
        culture ??= Current;
        return LocalDatePattern.Create(IsDanish(culture) ? "ddd d'.' MMM" : "ddd d MMM", culture).Format(date);
    }

    /// <summary>27. november · 27 November, of any year.</summary>
    public static string DayOfYear(AnnualDate date) =>
        AnnualDatePattern.Create(IsDanish(Current) ? "d'.' MMMM" : "d MMMM", Current).Format(date);

    /// <summary>27. november 2026 · 27 November 2026. Without the year when it is this one.</summary>
    public static string Date(LocalDate date, int? thisYear = null)
    {
        var day = DayOfYear(new AnnualDate(date.Month, date.Day));
        return thisYear == date.Year ? day : $"{day} {date.Year.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>december 2026 · December 2026, of any day in it.</summary>
    public static string Month(LocalDate date) => LocalDatePattern.Create("MMMM uuuu", Current).Format(date);

    /// <summary>17.00 · 17:00.</summary>
    public static string Time(LocalTime time, CultureInfo? culture = null) =>
        LocalTimePattern.Create(IsDanish(culture ?? Current) ? "HH.mm" : "HH:mm", CultureInfo.InvariantCulture).Format(time);

    /// <summary>A minute of the day from 0 to 2880; midnight at the end of a day is 24.00.</summary>
    public static string Minute(int minute)
    {
        if (minute is 24 * 60 or 48 * 60)
        {
            return IsDanish(Current) ? "24.00" : "24:00";
        }

        return Time(LocalTime.FromMinutesSinceMidnight(minute % (24 * 60)));
    }

    /// <summary>kl. 17.00–21.00 on one day; with both days when it ends on another. An end at midnight belongs to the day before.</summary>
    public static string Period(Interval period, DateTimeZone zone, CultureInfo? culture = null)
    {
        culture ??= Current;
        var (start, end) = (period.Start.InZone(zone), period.End.InZone(zone));
        if (IsWholeDays(start.LocalDateTime, end.LocalDateTime))
        {
            return Days(start.Date, end.Date.PlusDays(-1), date => LongDay(date, null, culture), culture);
        }

        var at = IsDanish(culture) ? "kl. " : "";
        if (EndsSameDay(start.LocalDateTime, end.LocalDateTime))
        {
            var until = end.TimeOfDay == LocalTime.Midnight ? (IsDanish(culture) ? "24.00" : "24:00") : Time(end.TimeOfDay, culture);
            return $"{LongDay(start.Date, null, culture)} {at}{Time(start.TimeOfDay, culture)}–{until}";
        }

        return $"{LongDay(start.Date, null, culture)} {at}{Time(start.TimeOfDay, culture)} – {LongDay(end.Date, null, culture)} {at}{Time(end.TimeOfDay, culture)}";
    }

    /// <summary>fre. 27. nov. kl. 17.00.</summary>
    public static string Moment(Instant moment, DateTimeZone zone)
    {
        var wall = moment.InZone(zone);
        return $"{ShortDay(wall.Date)} {(IsDanish(Current) ? "kl. " : "")}{Time(wall.TimeOfDay)}";
    }

    /// <summary>fre. 27. nov. kl. 17.00–21.00, for cards and lists.</summary>
    public static string ShortPeriod(Interval period, DateTimeZone zone)
    {
        var (start, end) = (period.Start.InZone(zone), period.End.InZone(zone));
        if (IsWholeDays(start.LocalDateTime, end.LocalDateTime))
        {
            return Days(start.Date, end.Date.PlusDays(-1), date => ShortDay(date), Current);
        }

        var at = IsDanish(Current) ? "kl. " : "";
        if (EndsSameDay(start.LocalDateTime, end.LocalDateTime))
        {
            return $"{ShortDay(start.Date)} {Hours(period, zone)}";
        }

        return $"{ShortDay(start.Date)} {at}{Time(start.TimeOfDay)} – {ShortDay(end.Date)} {at}{Time(end.TimeOfDay)}";
    }

    /// <summary>kl. 17.00–21.00, when the day has been said.</summary>
    public static string Hours(Interval period, DateTimeZone zone)
    {
        var (start, end) = (period.Start.InZone(zone), period.End.InZone(zone));
        var until = end.TimeOfDay == LocalTime.Midnight ? (IsDanish(Current) ? "24.00" : "24:00") : Time(end.TimeOfDay);
        return $"{(IsDanish(Current) ? "kl. " : "")}{Time(start.TimeOfDay)}–{until}";
    }

    /// <summary>The part of a period that falls on a day: kl. 17.00–21.00, or from 0.00 or until 24.00 when it goes on.</summary>
    public static string HoursOn(LocalDate day, Interval period, DateTimeZone zone)
    {
        var start = Instant.Max(period.Start, zone.AtStartOfDay(day).ToInstant());
        var end = Instant.Min(period.End, zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
        return Hours(new Interval(start, end), zone);
    }

    /// <summary>kl. 17.00–22.00 for minutes of a day, the end up to 2880.</summary>
    public static string Hours(int fromMinute, int toMinute) =>
        $"{(IsDanish(Current) ? "kl. " : "")}{Minute(fromMinute)}–{Minute(toMinute)}";

    /// <summary>mandag · Monday.</summary>
    public static string Weekday(IsoDayOfWeek day) => Current.DateTimeFormat.GetDayName((DayOfWeek)((int)day % 7));

    /// <summary>2 timer 30 minutter · 3 dage. Whole days are said as days.</summary>
    public static string Length(int minutes)
    {
        var danish = IsDanish(Current);
        var (days, hours, rest) = (minutes / 1440, minutes % 1440 / 60, minutes % 60);
        string[] parts =
        [
            Counted(days, danish ? "dag" : "day", danish ? "dage" : "days"),
            Counted(hours, danish ? "time" : "hour", danish ? "timer" : "hours"),
            Counted(rest, danish ? "minut" : "minute", danish ? "minutter" : "minutes"),
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>2026-11-27T17:00: wall time for an address or a datetime attribute.</summary>
    public static string WallTime(Instant instant, DateTimeZone zone) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Format(instant.InZone(zone).LocalDateTime);

    private static string Counted(int number, string one, string many) =>
        number == 0 ? "" : $"{number.ToString(CultureInfo.InvariantCulture)} {(number == 1 ? one : many)}";

    private static bool IsWholeDays(LocalDateTime start, LocalDateTime end) =>
        start.TimeOfDay == LocalTime.Midnight && end.TimeOfDay == LocalTime.Midnight && end > start;

    private static string Days(LocalDate first, LocalDate last, Func<LocalDate, string> say, CultureInfo culture) => first == last
        ? $"{say(first)}, {(IsDanish(culture) ? "hele dagen" : "all day")}"
        : $"{say(first)} – {say(last)}";

    private static bool EndsSameDay(LocalDateTime start, LocalDateTime end) =>
        start.Date == end.Date || (end.TimeOfDay == LocalTime.Midnight && start.Date.PlusDays(1) == end.Date);
}
