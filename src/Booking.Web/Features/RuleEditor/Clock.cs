using System.Globalization;
using System.Text.RegularExpressions;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Times of day as people type them: 8, 8.30 or 08:30, up to 48.00, which is midnight at the end of the next day.</summary>
public static partial class Clock
{
    private const int Day = 24 * 60;

    /// <summary>Minutes after midnight, at most 2880; null for anything else.</summary>
    public static int? Read(string typed)
    {
        var parts = Pattern().Match(typed.Trim());
        if (!parts.Success)
        {
            return null;
        }

        var hours = int.Parse(parts.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = parts.Groups[2].Success ? int.Parse(parts.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return minutes < 60 && (hours * 60) + minutes <= 2 * Day ? (hours * 60) + minutes : null;
    }

    /// <summary>8.00 · 8:00, and 26.00 for two in the morning of the next day.</summary>
    public static string Say(int minute)
    {
        var mark = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? ':' : '.';
        return string.Create(CultureInfo.InvariantCulture, $"{minute / 60}{mark}{minute % 60:00}");
    }

    /// <summary>An end as it is said after its start: two in the morning after ten in the evening is 2.00.</summary>
    public static string SayEnd(int from, int until) => Say(until > Day && until - Day <= from ? until - Day : until);

    /// <summary>The minute that an end means after its start: not after it, it is the next day's.</summary>
    public static int EndAfter(int from, int until) => until <= from ? until + Day : until;

    [GeneratedRegex(@"^([0-9]{1,2})(?:[.:]([0-9]{2}))?\z")]
    private static partial Regex Pattern();
}
