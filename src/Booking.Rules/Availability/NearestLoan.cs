using Booking.Rules.Admission;

namespace Booking.Rules.Availability;

/// <summary>What to offer someone who cannot have what they asked to be lent: as many days, from a day near by.</summary>
internal static class NearestLoan
{
    /// <summary>
    /// Up to <paramref name="count"/> loans, one a day: first those over as many midnights as asked for, by the distance of their
    /// first days, the earlier of two as near; if they are too few, over fewer and fewer.
    /// </summary>
    public static IReadOnlyList<Interval> To(
        Terms terms, Bookable bookable, BookingRequest request, Interval searchWithin, int count, Func<Interval, bool> fits)
    {
        var (start, end) = (WallClock.At(request.Period.Start, terms.Zone), WallClock.At(request.Period.End, terms.Zone));
        var (first, last) = (WallClock.DateAt(searchWithin.Start, terms.Zone), WallClock.DateAt(searchWithin.End, terms.Zone));
        var near = start.Date < first ? first : start.Date > last ? last : start.Date;
        List<Interval> found = [];
        for (var nights = Math.Min(Period.DaysBetween(start.Date, end.Date), (terms.MaximumMinutes / 1440) + 1); nights >= 0 && found.Count < count; nights--)
        {
            foreach (var date in Outwards(near, first, last).Where(date => found.TrueForAll(loan => WallClock.DateAt(loan.Start, terms.Zone) != date)))
            {
                if (found.Count < count && bookable.LoanNearest(date, date.PlusDays(nights), start.TimeOfDay, end.TimeOfDay, fits) is { } loan)
                {
                    found.Add(loan);
                }
            }
        }

        return found;
    }

    private static IEnumerable<LocalDate> Outwards(LocalDate near, LocalDate first, LocalDate last)
    {
        yield return near;
        for (var days = 1; near.PlusDays(-days) >= first || near.PlusDays(days) <= last; days++)
        {
            if (near.PlusDays(-days) >= first)
            {
                yield return near.PlusDays(-days);
            }

            if (near.PlusDays(days) <= last)
            {
                yield return near.PlusDays(days);
            }
        }
    }
}
