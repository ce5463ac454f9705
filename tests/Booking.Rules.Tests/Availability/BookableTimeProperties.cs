using Booking.Rules.Availability;
using CsCheck;

namespace Booking.Rules.Tests.Availability;

public sealed class BookableTimeProperties
{
    [Fact]
    public void Within_AStretchHoldsEveryPeriodThatAdmissionAccepts() =>
        Gen.Select(Any.Situation, Gen.Int[0, 6]).Sample((given, longer) =>
        {
            var stretches = Stretches(given);
            return BruteForce.Accepted(given, Length(given, longer)).All(period => Intervals.Cover(stretches, period));
        }, iter: 150);

    [Fact]
    public void Within_AdmissionAcceptsEveryPeriodOfAStretchThatFollowsGridLengthAndHorizon() =>
        Gen.Select(Any.Situation, Gen.Int[0, 6]).Sample((given, longer) =>
        {
            var latest = WallClock.DateAt(given.Now, given.Terms.Zone).PlusDays(given.Terms.HorizonDays);
            return Stretches(given)
                .SelectMany(stretch => BruteForce.OnGrid(given.Terms, stretch, Length(given, longer)))
                .Where(period => WallClock.DateAt(period.Start, given.Terms.Zone) <= latest)
                .All(period => BruteForce.IsAccepted(given, period));
        }, iter: 150);

    [Fact]
    public void Within_StretchesAscend_AndNoneLiesWithinAnother() => Any.Situation.Sample(given =>
    {
        var stretches = Stretches(given);
        return stretches.Zip(stretches.Skip(1)).All(pair => pair.First.Start < pair.Second.Start && pair.First.End < pair.Second.End);
    }, iter: 1000);

    private static IReadOnlyList<Interval> Stretches(Situation given) =>
        BookableTime.Within(given.Terms, given.Occupied, given.Window, given.Now);

    private static int Length(Situation given, int longer)
    {
        var lengths = BruteForce.Lengths(given.Terms).ToList();
        return lengths[Math.Min(longer, lengths.Count - 1)];
    }
}
