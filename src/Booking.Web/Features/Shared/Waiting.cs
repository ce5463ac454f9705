using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Shared;

/// <summary>Says how long to wait, as one would aloud: "om 3 minutter".</summary>
public static class Waiting
{
    private const int LongestInMinutes = 90;

    /// <summary>Rounds up, so that whoever waits as long as it says has waited long enough.</summary>
    public static string Say(Duration wait, IStringLocalizer<SharedTexts> shared)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes));
        return minutes switch
        {
            1 => shared["InOneMinute"],
            <= LongestInMinutes => shared["InMinutes", minutes],
            _ => shared["InHours", (int)Math.Ceiling(wait.TotalHours)]
        };
    }
}
