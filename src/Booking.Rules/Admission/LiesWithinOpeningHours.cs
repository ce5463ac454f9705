using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The period is not within the hours of the day.</summary>
/// <param name="Date">The first date on which it is not.</param>
/// <param name="HoursThatDay">The hours that date has, as <see cref="OpenTime.HoursOn"/> gives them; may be none.</param>
public sealed record OutsideOpeningHours(LocalDate Date, IReadOnlyList<WeeklySpan> HoursThatDay) : Refusal;

/// <summary>The period reaches into a day that is closed, by the owner or as a public holiday.</summary>
/// <param name="Date">The first date closed for this reason.</param>
/// <param name="ReasonDa">Why, in Danish.</param>
/// <param name="ReasonEn">Why, in English.</param>
public sealed record ClosedThatDay(LocalDate Date, string ReasonDa, string ReasonEn) : Refusal;

/// <summary>A booking lies wholly within one stretch of open time. A closed day explains more than hours do, so it is named alone.</summary>
internal static class LiesWithinOpeningHours
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms)
    {
        // What lies outside the time for which it is shared is refused for that.
        if (Intervals.Common(Examined(request.Period, terms), terms.SharedFor) is not { } examined)
        {
            return [];
        }

        var missing = Intervals.Without([examined], OpenTime.Within(terms, examined));
        if (missing.Count == 0)
        {
            return [];
        }

        ClosedThatDay[] closed =
        [
            .. missing
                .SelectMany(interval => DatesOf(interval, terms.Zone))
                .Select(date => (Date: date, Reason: OpenTime.WhyClosed(terms, date)))
                .Where(day => day.Reason is not null)
                .DistinctBy(day => day.Reason)
                .Select(day => new ClosedThatDay(day.Date, day.Reason!.Da, day.Reason.En) { Rule = day.Reason.Rule }),
        ];
        if (closed.Length > 0)
        {
            return closed;
        }

        var first = WallClock.DateAt(missing[0].Start, terms.Zone);
        return [new OutsideOpeningHours(first, OpenTime.HoursOn(terms, first)) { Rule = terms.RuleOf<OpeningHours>() }];
    }

    // What is longer than the longest booking is refused for that; looking through all of it could take for ever.
    private static Interval Examined(Interval period, Terms terms) =>
        new(period.Start, Instant.Min(period.End, terms.Reach(new Interval(period.Start, period.Start)).End));

    private static IEnumerable<LocalDate> DatesOf(Interval interval, DateTimeZone zone)
    {
        var last = WallClock.DateAt(interval.End - Duration.Epsilon, zone);
        for (var date = WallClock.DateAt(interval.Start, zone); date <= last; date = date.PlusDays(1))
        {
            yield return date;
        }
    }
}
