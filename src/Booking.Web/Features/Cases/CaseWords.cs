using Booking.Rules;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Cases;

public static class CaseWords
{
    /// <summary>"meldt i går": by days on the calendar of the place.</summary>
    public static string Reported(IStringLocalizer<CasesTexts> texts, Instant at, Instant now, DateTimeZone zone) =>
        Period.DaysBetween(WallClock.DateAt(at, zone), WallClock.DateAt(now, zone)) switch
        {
            <= 0 => texts["ReportedToday"],
            1 => texts["ReportedYesterday"],
            var days => texts["ReportedDaysAgo", days],
        };
}
