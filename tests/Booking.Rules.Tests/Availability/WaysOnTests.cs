using Booking.Rules.Admission;
using Booking.Rules.Availability;
using CsCheck;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class WaysOnTests
{
    private static readonly Instant Now = At("2026-06-01T10:00");
    private static readonly Interval Sight = From("2026-06-01T10:00", "2026-06-20T00:00");
    private static readonly Interval Friday = From("2026-06-05T17:00", "2026-06-05T21:00");

    [Fact]
    public void At_WhenTheEveningIsTaken_OffersTheNearestThenTheSameTimeAnotherDayThenOneApart()
    {
        var occupied = Taken(From("2026-06-05T16:00", "2026-06-05T22:00"));

        Ways(Kitchen, occupied, Friday).Should().Equal(
            From("2026-06-05T12:00", "2026-06-05T16:00"),
            From("2026-06-04T17:00", "2026-06-04T21:00"),
            From("2026-06-05T08:00", "2026-06-05T12:00"));
    }

    [Theory]
    [InlineData("2026-06-05T19:00", "2026-06-05T17:00", "2026-06-05T19:00")]
    [InlineData("2026-06-05T19:30", "2026-06-05T17:00", "2026-06-05T19:30")]
    public void At_WhenAtLeastHalfOfTheWishIsLeft_OffersThat(string takenFrom, string start, string end) =>
        Ways(Kitchen, Taken(From(takenFrom, "2026-06-05T22:00")), Friday).Should().Contain(From(start, end));

    [Fact]
    public void At_WhenLessThanHalfIsLeft_DoesNotOfferSoLittle() =>
        Ways(Kitchen, Taken(From("2026-06-05T18:30", "2026-06-05T22:00")), Friday).Should().NotContain(From("2026-06-05T17:00", "2026-06-05T18:30"));

    [Fact]
    public void At_OfATimeThatTheSpringChangeSkips_KeepsTheTimeOnAnotherDay()
    {
        var terms = Kitchen with { OpeningHours = EveryDay(0, 1440) };
        var request = new BookingRequest(From("2026-03-28T02:00", "2026-03-28T03:00"), 1);
        var facts = Facts.Of(Taken(From("2026-03-27T20:00", "2026-03-28T12:00")));

        WaysOn.At(terms, facts, request, At("2026-03-27T10:00"), From("2026-03-27T10:00", "2026-04-10T00:00"), 3)
            .Should().Contain(From("2026-03-30T02:00", "2026-03-30T03:00"));
    }

    [Fact]
    public void At_OffersDifferentPeriodsThatAdmissionAccepts_TheNearestAmongThem() =>
        Gen.Select(Any.Situation, Gen.Int[-300, 600], Gen.Int[1, 1500], Gen.Int[1, 5]).Sample((given, start, length, count) =>
        {
            var from = given.Window.Start + Duration.FromMinutes(5 * start);
            var request = new BookingRequest(new Interval(from, from + Duration.FromMinutes(length)), 1);
            var facts = Facts.Of(given.Occupied);

            var ways = WaysOn.At(given.Terms, facts, request, given.Now, given.Window, count);
            var nearest = NearestFree.To(given.Terms, facts, request, given.Now, given.Window, 16);

            return ways.SequenceEqual(ways.Distinct())
                && ways.Count == Math.Min(count, Math.Max(ways.Count, nearest.Count))
                && ways.Take(1).SequenceEqual(nearest.Take(1))
                && ways.All(period => period != request.Period
                    && given.Window.Start <= period.Start && period.End <= given.Window.End
                    && Rules.Admission.Admission.Decide(new BookingRequest(period, 1), facts, given.Terms, given.Now) is Accepted);
        }, iter: 150);

    private static IReadOnlyList<Interval> Ways(Terms terms, Occupied occupied, Interval wish) =>
        WaysOn.At(terms, Facts.Of(occupied), new BookingRequest(wish, 12), Now, Sight, 3);
}
