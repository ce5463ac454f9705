using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Series;

/// <summary>Says how a series comes again, in the language of the request.</summary>
public sealed class SeriesSentences(IStringLocalizer<SeriesTexts> texts)
{
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <param name="rule">As this feature writes it.</param>
    public string Of(string rule, LocalTime starts, int minutes)
    {
        var parts = rule.Split(';').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var every = int.Parse(parts["INTERVAL"], System.Globalization.CultureInfo.InvariantCulture);
        var hours = TimeText.Hours((int)(starts.TickOfDay / NodaConstants.TicksPerMinute), (int)(starts.TickOfDay / NodaConstants.TicksPerMinute) + minutes);
        var weekly = parts["FREQ"] == "WEEKLY";
        var days = parts.TryGetValue("BYMONTHDAY", out var day)
            ? texts["OnDate", day]
            : weekly ? string.Join(", ", parts["BYDAY"].Split(',').Select(Name)) : Numbered(parts["BYDAY"]);
        var step = every == 1 ? texts[weekly ? "EveryWeek" : "EveryMonth"] : texts[weekly ? "EveryWeeks" : "EveryMonths", every];
        return texts["Sentence", step, days, hours];
    }

    private string Numbered(string day) => day[0] == '-' ? texts["LastDay", Name(day[2..])] : texts["NthDay", day[..1], Name(day[1..])];

    private static string Name(string day) => TimeText.Weekday((IsoDayOfWeek)(Array.IndexOf(Days, day) + 1));
}
