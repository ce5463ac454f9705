using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Calendars;

namespace Booking.Web.Features.Resources;

/// <summary>Weeks as addresses name them: 2026-W48 (ISO 8601).</summary>
public static partial class IsoWeek
{
    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    /// <summary>The week's Monday; null for anything that names no week between 2000 and 2199.</summary>
    public static LocalDate? Parse(string text)
    {
        var parts = Pattern().Match(text);
        if (!parts.Success)
        {
            return null;
        }

        var year = int.Parse(parts.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var week = int.Parse(parts.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return year is >= FirstYear and <= LastYear && week >= 1 && week <= WeekYearRules.Iso.GetWeeksInWeekYear(year)
            ? WeekYearRules.Iso.GetLocalDate(year, week, IsoDayOfWeek.Monday)
            : null;
    }

    public static string Of(LocalDate date) => string.Create(
        CultureInfo.InvariantCulture, $"{WeekYearRules.Iso.GetWeekYear(date):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(date):00}");

    public static int Number(LocalDate date) => WeekYearRules.Iso.GetWeekOfWeekYear(date);

    public static LocalDate MondayOf(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);

    [GeneratedRegex(@"^([0-9]{4})-W([0-9]{2})\z")]
    private static partial Regex Pattern();
}
