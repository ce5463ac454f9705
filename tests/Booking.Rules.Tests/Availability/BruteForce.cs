using Booking.Rules.Availability;

namespace Booking.Rules.Tests.Availability;

using Booking.Rules.Admission;

/// <summary>What the searches find by thinking, found by trying every minute and asking admission.</summary>
internal static class BruteForce
{
    public static IEnumerable<Instant> Minutes(Interval window)
    {
        var first = Instant.FromUnixTimeSeconds((window.Start.ToUnixTimeSeconds() + 59) / 60 * 60);
        for (var moment = first < window.Start ? first + Duration.FromMinutes(1) : first; moment < window.End; moment += Duration.FromMinutes(1))
        {
            yield return moment;
        }
    }

    /// <summary>Every accepted period of a length that lies within the window.</summary>
    public static IEnumerable<Interval> Accepted(Situation given, int minutes) =>
        OnGrid(given.Terms, given.Window, minutes).Where(period => IsAccepted(given, period));

    /// <summary>Every period of a length that starts and ends on the grid and lies within the window.</summary>
    public static IEnumerable<Interval> OnGrid(Terms terms, Interval window, int minutes) =>
        from start in Minutes(window)
        where OnGrid(start, terms)
        let end = WallClock.ToInstant(start.InZone(terms.Zone).LocalDateTime.PlusMinutes(minutes), terms.Zone)
        where end > start && end <= window.End
        select new Interval(start, end);

    public static IEnumerable<int> Lengths(Terms terms) =>
        Enumerable.Range(1, terms.MaximumMinutes / terms.StepMinutes)
            .Select(steps => steps * terms.StepMinutes)
            .Where(minutes => minutes >= terms.MinimumMinutes && minutes % (terms.LengthStepMinutes ?? 1) == 0);

    public static bool IsAccepted(Situation given, Interval period) => IsAccepted(given, new BookingRequest(period, 1));

    /// <summary>At least by the rules; the owner may still be asked.</summary>
    public static bool IsAccepted(Situation given, BookingRequest request) =>
        Admission.Decide(request, given.Facts, given.Terms, given.Now) is not Refused;

    private static bool OnGrid(Instant moment, Terms terms)
    {
        var wall = moment.InZone(terms.Zone).LocalDateTime;
        return (wall.Hour * 60 + wall.Minute) % terms.StepMinutes == 0 && WallClock.ToInstant(wall, terms.Zone) == moment;
    }
}
