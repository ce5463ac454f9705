using Booking.Rules.Admission;

namespace Booking.Rules.Availability;

/// <summary>What to offer someone who cannot have what they asked for.</summary>
public static class NearestFree
{
    /// <summary>
    /// Up to <paramref name="count"/> periods that would be accepted, nearest first by distance between starts, the earlier of
    /// two as near. First those of the length asked for (rounded up to the grid and held within the limits); if they are too
    /// few, shorter and shorter ones. What is fetched and brought back at set times keeps its days instead of its length. Never the period that was asked for. None if so many people cannot be admitted at all.
    /// </summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="facts">What is taken within <paramref name="searchWithin"/> and a buffer around it, and who asks.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="searchWithin">Bounded; each period lies wholly within it.</param>
    /// <param name="count">How many to find at most.</param>
    public static IReadOnlyList<Interval> To(
        Terms terms, Facts facts, BookingRequest request, Instant now, Interval searchWithin, int count)
    {
        request = request.WithinReason();
        if (SuitsCapacity.Check(request, terms).Any())
        {
            return [];
        }

        var suitsPerson = new SuitsPerson(facts.Person, terms, now, request.Replaces);
        var bookable = Bookable.Within(terms, facts.Occupied, searchWithin, now);
        var lengthAskedFor = bookable.StepsFor(WallClock.MinutesBetween(request.Period, terms.Zone));

        if (terms.Handover is not null)
        {
            return NearestLoan.To(terms, bookable, request, searchWithin, count, Fits);
        }

        List<Interval> found = [];
        for (var (steps, knowsLongest) = (lengthAskedFor, false); steps >= terms.MinimumSteps && found.Count < count; steps -= terms.StepsALength)
        {
            var before = found.Count;
            found.AddRange(bookable.Nearest(request.Period.Start, steps, count - found.Count, Fits));
            if (found.Count == before && !knowsLongest)
            {
                // Of lengths that cannot be had anywhere, most often because the person has had their share, there may be thousands.
                steps = bookable.Longest(steps - terms.StepsALength, suitsPerson.Admits) + terms.StepsALength;
                knowsLongest = true;
            }
        }

        return found;

        bool Fits(Interval period) => period != request.Period && suitsPerson.Admits(period);
    }

    /// <summary>
    /// The earliest period that can be booked at <paramref name="now"/> and ends by <paramref name="until"/>, or null. Of
    /// <paramref name="minutes"/> on the wall clock (null if that length is not allowed), else as short as allowed.
    /// </summary>
    public static Interval? Next(Terms terms, Occupied occupied, Instant now, Instant until, int? minutes = null) =>
        until <= now ? null : Next(terms, occupied, now, new Interval(now, until), minutes);

    /// <summary>The same, for a period that lies wholly within <paramref name="searchWithin"/>.</summary>
    public static Interval? Next(Terms terms, Occupied occupied, Instant now, Interval searchWithin, int? minutes = null)
    {
        // What comes soon is found without looking through all the time there is: of two as long, the first to start ends first.
        var from = Instant.Max(searchWithin.Start, now);
        var until = from;
        for (var days = 1; until < searchWithin.End; days *= 2)
        {
            until = Instant.Min(from + Duration.FromDays(days), searchWithin.End);
            var bookable = Bookable.Within(terms, occupied, new Interval(from, until), now);
            var next = minutes is { } length ? bookable.Periods(length).Cast<Interval?>().FirstOrDefault() : bookable.Earliest();
            if (next is not null)
            {
                return next;
            }
        }

        return null;
    }
}
