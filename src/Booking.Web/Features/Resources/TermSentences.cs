using Booking.Rules.Availability;
using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Resources;

/// <summary>A resource's conditions as short sentences, in the order in which people need them.</summary>
public static class TermSentences
{
    private const int MinutesADay = 24 * 60;

    public static IEnumerable<string> Of(CatalogueResource resource, IStringLocalizer<ResourcesTexts> texts)
    {
        var terms = resource.Terms;
        foreach (var hours in Hours(terms))
        {
            yield return hours;
        }

        if (terms.ClosedOnPublicHolidays)
        {
            yield return texts["TermHolidays"];
        }

        yield return terms.MinimumMinutes == terms.MaximumMinutes
            ? texts["TermLengthExact", TimeText.Length(terms.MaximumMinutes)]
            : texts["TermLength", TimeText.Length(terms.MinimumMinutes), TimeText.Length(terms.MaximumMinutes)];
        yield return terms.LeadMinutes == 0 ? texts["TermNoLead"] : texts["TermLead", TimeText.Length(terms.LeadMinutes)];
        yield return texts["TermHorizon", TimeText.Length(terms.HorizonDays * MinutesADay)];
        if (!resource.IsForOne)
        {
            yield return texts["TermCapacity", terms.Capacity];
        }

        var between = terms.Buffer.Before + terms.Buffer.After;
        if (between > Duration.Zero)
        {
            yield return texts["TermBuffer", TimeText.Length((int)between.TotalMinutes)];
        }

        if (resource.Terms.CheckInGraceMinutes is { } grace)
        {
            yield return texts["TermRelease", TimeText.Length(grace)];
        }
    }

    /// <summary>Days with the same hours are said together: "mandag–fredag kl. 15.00–22.00".</summary>
    private static IEnumerable<string> Hours(Terms terms)
    {
        var byDay = Enumerable.Range(1, 7)
            .Select(day => (Day: (IsoDayOfWeek)day, Hours: HoursOf(terms, (IsoDayOfWeek)day)))
            .Where(one => one.Hours.Length > 0)
            .ToList();
        for (var first = 0; first < byDay.Count;)
        {
            var last = first;
            while (last + 1 < byDay.Count && byDay[last + 1].Hours == byDay[first].Hours && byDay[last + 1].Day == byDay[last].Day + 1)
            {
                last++;
            }

            var days = last == first ? TimeText.Weekday(byDay[first].Day) : $"{TimeText.Weekday(byDay[first].Day)}–{TimeText.Weekday(byDay[last].Day)}";
            yield return $"{char.ToUpperInvariant(days[0])}{days[1..]} {byDay[first].Hours}";
            first = last + 1;
        }
    }

    private static string HoursOf(Terms terms, IsoDayOfWeek day) => string.Join(", ", terms.OpeningHours
        .Where(span => span.Day == day)
        .OrderBy(span => span.OpensMinute)
        .Select(span => TimeText.Hours(span.OpensMinute, span.ClosesMinute)));
}
