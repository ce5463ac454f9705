using Booking.Rules.Admission;
using Booking.Rules.Availability;
using CsCheck;

namespace Booking.Rules.Tests.Availability;

public sealed class NearestFreeProperties
{
    [Fact]
    public void To_FindsExactlyTheNearestThatAdmissionAccepts() =>
        Gen.Select(Any.Situation, Gen.Int[-300, 600], Gen.Int[0, 1500], Gen.Int[1, 5]).Sample((given, start, length, count) =>
        {
            var from = given.Window.Start + Duration.FromMinutes(5 * start);
            return FindsExactlyTheNearest(given, new BookingRequest(new Interval(from, from + Duration.FromMinutes(length)), 1), count);
        }, iter: 150);

    [Fact]
    public void To_ForAPersonUnderAnyRules_FindsExactlyTheNearestThatAdmissionAccepts() =>
        // What is fetched and brought back keeps its days rather than its length.
        Gen.Select(AnyRules.Question.Where(asked => asked.Given.Terms.Handover is null), Gen.Int[1, 5]).Sample((asked, count) => FindsExactlyTheNearest(asked.Given, asked.Request, count), iter: 150);

    [Fact]
    public void Next_IsReallyTheEarliest() => Any.Situation.Sample(given =>
    {
        var asked = given with { Window = new Interval(given.Now, Instant.Max(given.Now, given.Window.End)) };
        var earliest = BruteForce.Lengths(given.Terms)
            .SelectMany(minutes => BruteForce.Accepted(asked, minutes).Take(1))
            .OrderBy(period => period.Start)
            .ThenBy(period => period.End)
            .Cast<Interval?>()
            .FirstOrDefault();

        return NearestFree.Next(given.Terms, given.Occupied, given.Now, given.Window.End) == earliest;
    }, iter: 150);

    [Fact]
    public void Next_OfALength_IsReallyTheEarliest() => Any.Situation.Sample(given =>
    {
        var asked = given with { Window = new Interval(given.Now, Instant.Max(given.Now, given.Window.End)) };
        var minutes = BruteForce.Lengths(given.Terms).Last();

        return NearestFree.Next(given.Terms, given.Occupied, given.Now, given.Window.End, minutes)
            == BruteForce.Accepted(asked, minutes).Cast<Interval?>().FirstOrDefault();
    }, iter: 150);

    private static bool FindsExactlyTheNearest(Situation given, BookingRequest request, int count) =>
        NearestFree.To(given.Terms, given.Facts, request, given.Now, given.Window, count).SequenceEqual(Tried(given, request).Take(count));

    // All lengths from the one asked for down, each by distance: what To promises, without its shortcuts.
    private static IEnumerable<Interval> Tried(Situation given, BookingRequest request)
    {
        var lengths = BruteForce.Lengths(given.Terms).ToList();
        var asked = WallClock.MinutesBetween(request.Period, given.Terms.Zone);
        var allowed = lengths.Where(minutes => minutes >= asked).DefaultIfEmpty(lengths[^1]).First();

        return lengths.Where(minutes => minutes <= allowed).Reverse().SelectMany(minutes => BruteForce.OnGrid(given.Terms, given.Window, minutes)
            .Where(period => period != request.Period)
            .Where(period => BruteForce.IsAccepted(given, new BookingRequest(period, request.People, request.Replaces)))
            .OrderBy(period => Math.Abs((period.Start - request.Period.Start).TotalMinutes))
            .ThenBy(period => period.Start));
    }
}
