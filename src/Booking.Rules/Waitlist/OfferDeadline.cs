namespace Booking.Rules.Waitlist;

/// <summary>How long time that has come free is kept for the one it is offered to.</summary>
public static class OfferDeadline
{
    /// <summary>As long as anyone gets, of hours in which people are up.</summary>
    public static readonly Duration Longest = Duration.FromHours(2);

    /// <summary>Less is no offer: nobody reads their mail that fast.</summary>
    public static readonly Duration Shortest = Duration.FromMinutes(10);

    // When people are up, on the wall clock.
    private static readonly LocalTime Morning = new(7, 0);
    private static readonly LocalTime Night = new(22, 0);

    /// <summary>
    /// Two hours of those in which people are up, but no more than half of what is left of them before the start: whoever is next gets a
    /// chance too. The night does not count, so no offer ends in it. Whole minutes. Null where that leaves less than ten minutes: then
    /// nobody is asked first.
    /// </summary>
    /// <param name="now">When it is offered.</param>
    /// <param name="start">When what is offered starts.</param>
    /// <param name="zone">Of the place.</param>
    public static Instant? Of(Instant now, Instant start, DateTimeZone zone)
    {
        var needed = Longest + Longest;
        var left = Duration.Zero;
        foreach (var day in Days(now, start, zone))
        {
            left += day.Duration;
            if (left >= needed)
            {
                break;
            }
        }

        var given = Duration.FromMinutes(Math.Floor(Duration.Min(Longest, left / 2).TotalMinutes));
        if (given < Shortest)
        {
            return null;
        }

        foreach (var day in Days(now, start, zone))
        {
            if (given <= day.Duration)
            {
                return day.Start + given;
            }

            given -= day.Duration;
        }

        throw new InvalidOperationException("Half of a stretch lies within it.");
    }

    // The parts of the days in which people are up between two moments, by start.
    private static IEnumerable<Interval> Days(Instant now, Instant start, DateTimeZone zone)
    {
        for (var date = WallClock.DateAt(now, zone); ; date = date.PlusDays(1))
        {
            var from = Instant.Max(zone.AtLeniently(date + Morning).ToInstant(), now);
            var until = Instant.Min(zone.AtLeniently(date + Night).ToInstant(), start);
            if (from < until)
            {
                yield return new Interval(from, until);
            }

            if (zone.AtLeniently(date + Night).ToInstant() >= start)
            {
                yield break;
            }
        }
    }
}
