using Booking.Rules.Admission;

namespace Booking.Rules.Availability;

/// <summary>What to offer someone who was refused: a choice of a few different periods, the best first.</summary>
public static class WaysOn
{
    // Among so many of the nearest there are some that do not lie upon each other.
    private const int Crowd = 16;
    private const int DaysEitherWay = 14;

    // A booking of many steps can be shortened in more ways than anyone wants to choose from.
    private const int MostSteps = 96;

    /// <summary>
    /// Up to <paramref name="count"/> periods that would be accepted: the nearest of the length asked for, what is left of the
    /// period itself if that is at least half of it, the same time on the nearest other day, and then the next nearest, those
    /// first that overlap none of the others. Never the period that was asked for.
    /// </summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="facts">What is taken within <paramref name="searchWithin"/> and a buffer around it, and who asks.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="searchWithin">Bounded; each period lies wholly within it.</param>
    /// <param name="count">How many to find at most.</param>
    public static IReadOnlyList<Interval> At(
        Terms terms, Facts facts, BookingRequest request, Instant now, Interval searchWithin, int count)
    {
        var nearest = NearestFree.To(terms, facts, request, now, searchWithin, Math.Max(count, Crowd));
        if (nearest.Count == 0)
        {
            return [];
        }

        List<Interval> ways = [nearest[0]];
        foreach (var way in (ReadOnlySpan<Interval?>)[Shorter(), OtherDay()])
        {
            if (way is { } period && !ways.Contains(period))
            {
                ways.Add(period);
            }
        }

        AddApart(ways, nearest);
        return [.. ways.Take(count)];

        bool IsAccepted(Interval period) =>
            period != request.Period && searchWithin.Start <= period.Start && period.End <= searchWithin.End
            && Admission.Admission.Decide(new BookingRequest(period, request.People, request.Replaces), facts, terms, now) is not Refused;

        Interval? Shorter()
        {
            var grid = Grid.Of(terms);
            var wish = WallClock.WithinReason(request.Period);
            var (first, last) = (grid.FirstNotBefore(wish.Start), grid.LastNotAfter(wish.End));
            if (last - first > MostSteps)
            {
                return null;
            }

            var least = Math.Max(terms.MinimumSteps, (int)(last - first + 1) / 2);
            for (var steps = (int)(last - first) / terms.StepsALength * terms.StepsALength; steps >= least; steps -= terms.StepsALength)
            {
                for (var start = first; start + steps <= last; start++)
                {
                    if (grid.MomentAt(start) is { } from && grid.MomentAt(start + steps) is { } until && IsAccepted(new Interval(from, until)))
                    {
                        return new Interval(from, until);
                    }
                }
            }

            return null;
        }

        // As many days from the nearest as possible, so that a wish that is past or too far ahead leads somewhere too.
        Interval? OtherDay()
        {
            var time = WallClock.At(WallClock.WithinReason(request.Period).Start, terms.Zone).TimeOfDay;
            var minutes = WallClock.MinutesBetween(nearest[0], terms.Zone);
            var date = WallClock.DateAt(nearest[0].Start, terms.Zone);
            for (var days = 0; days <= DaysEitherWay; days++)
            {
                foreach (var day in (ReadOnlySpan<LocalDate>)[date.PlusDays(-days), date.PlusDays(days)])
                {
                    var start = day + time;
                    if (WallClock.ToInstant(start, terms.Zone) is { } from && WallClock.ToInstant(start.PlusMinutes(minutes), terms.Zone) is { } until
                        && from < until && IsAccepted(new Interval(from, until)))
                    {
                        return new Interval(from, until);
                    }
                }
            }

            return null;
        }
    }

    // What lies upon another way is hardly a choice: it comes last.
    private static void AddApart(List<Interval> ways, IReadOnlyList<Interval> nearest)
    {
        List<Interval> upon = [];
        foreach (var period in nearest.Where(period => !ways.Contains(period)))
        {
            (ways.Exists(other => Intervals.Overlap(other, period)) ? upon : ways).Add(period);
        }

        ways.AddRange(upon);
    }
}
