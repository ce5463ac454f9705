using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Rules;

/// <summary>Opening hours as one would read them aloud at the door: days with the same hours are said together.</summary>
internal sealed class OpeningHoursLines(IStringLocalizer<RulesTexts> texts)
{
    private const int WholeDay = 24 * 60;

    // With a 29 February.
    private const int AnyYear = 2028;

    /// <summary>The groups of days of a usual week, or a line for each part of the year.</summary>
    public IReadOnlyList<string> Of(OpeningHours hours)
    {
        if (hours.Seasons.Count == 0)
        {
            return [.. (hours.Week.Count == 0 ? [texts["ClosedForNow"]] : Week(hours.Week)).Select(Capital)];
        }

        var perDay = Enumerable.Range(0, 366)
            .Select(day => new LocalDate(AnyYear, 1, 1).PlusDays(day))
            .Select(date => hours.Seasons.FirstOrDefault(season => season.Covers(date)))
            .ToHashSet();
        return
        [
            .. hours.Seasons.Where(perDay.Contains).Select(season => $"{Capital(Part(season))}: {WeekInOne(season.Week)}"),
            .. perDay.Contains(null) ? [$"{texts["RestOfTheYear"]}: {WeekInOne(hours.Week)}"] : Array.Empty<string>(),
        ];
    }

    public string InOne(OpeningHours hours) => hours is { Seasons: [], Week: [_, ..] }
        ? texts["OpenAt", WeekInOne(hours.Week)]
        : string.Join(". ", Of(hours));

    /// <summary>Times of a usual week, of which the other days are not spoken.</summary>
    public string Times(IReadOnlyList<WeeklySpan> week) => string.Join(", ", Groups(week).Where(group => group.Key.Length > 0).Select(group => Said([.. group], group.Key)));

    private string Part(Season season) => season.From == season.Until
        ? TimeText.DayOfYear(season.From)
        : texts["Through", TimeText.DayOfYear(season.From), TimeText.DayOfYear(season.Until)];

    private string WeekInOne(IReadOnlyList<WeeklySpan> week) => week.Count == 0 ? texts["Closed"] : string.Join(", ", Week(week));

    private IEnumerable<string> Week(IReadOnlyList<WeeklySpan> week) => Groups(week).Select(group => Said([.. group], group.Key));

    private IEnumerable<IGrouping<string, IsoDayOfWeek>> Groups(IReadOnlyList<WeeklySpan> week) => Enumerable.Range(1, 7)
        .Select(day => (IsoDayOfWeek)day)
        .GroupBy(day => HoursOf(week, day))
        .OrderBy(group => group.Key.Length == 0);

    private string Said(IReadOnlyList<IsoDayOfWeek> days, string hours)
    {
        if (hours.Length == 0)
        {
            return texts["ClosedOn", Days(days)];
        }

        return days.Count == 7 && hours == texts["AllDay"] ? texts["DayAndNight"] : $"{Days(days)} {hours}";
    }

    private string HoursOf(IReadOnlyList<WeeklySpan> week, IsoDayOfWeek day)
    {
        List<(int Opens, int Closes)> spans = [];
        foreach (var span in week.Where(span => span.Day == day).OrderBy(span => span.OpensMinute))
        {
            if (spans.Count > 0 && span.OpensMinute <= spans[^1].Closes)
            {
                spans[^1] = (spans[^1].Opens, Math.Max(spans[^1].Closes, span.ClosesMinute));
            }
            else
            {
                spans.Add((span.OpensMinute, span.ClosesMinute));
            }
        }

        return texts.Listed("And", spans.Select(Hours));
    }

    private string Hours((int Opens, int Closes) span) => span switch
    {
        (0, WholeDay) => texts["AllDay"],
        var (opens, closes) when closes - opens > WholeDay => texts["UntilNextDay", TimeText.Minute(opens), TimeText.Minute(closes)],
        var (opens, closes) => TimeText.Hours(opens, closes),
    };

    private string Days(IReadOnlyList<IsoDayOfWeek> days)
    {
        if (days.Count == 7)
        {
            return texts["EveryDay"];
        }

        List<string> runs = [];
        for (var first = 0; first < days.Count;)
        {
            var last = first;
            while (last + 1 < days.Count && days[last + 1] == days[last] + 1)
            {
                last++;
            }

            runs.AddRange(last - first >= 2
                ? [texts["Through", TimeText.Weekday(days[first]), TimeText.Weekday(days[last])]]
                : days.Skip(first).Take(last - first + 1).Select(TimeText.Weekday));
            first = last + 1;
        }

        return texts.Listed("And", runs);
    }

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
