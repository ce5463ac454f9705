using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Waitlist;
using CsCheck;
using static Booking.Rules.Admission.Admission;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Waitlist;

public sealed class OfferPlanProperties
{
    private static readonly Instant Now = At("2026-06-01T07:00");

    // Wishes for one stretch of a Friday each, in half hours; sometimes less is of use, or a shorter time within the stretch.
    private static readonly Gen<Wish> AnyWish =
        from start in Gen.Int[16, 40]
        from length in Gen.Int[2, 8]
        from room in Gen.Int[0, 2]
        from less in Gen.Int[0, 3]
        let window = new Interval(At("2026-06-05T00:00") + Duration.FromMinutes(30 * start), At("2026-06-05T00:00") + Duration.FromMinutes(30 * (start + length + room)))
        select new Wish(Guid.NewGuid(), [window], 30 * length, 30 * Math.Max(2, length - less));

    private static readonly Gen<Occupied> AnyTaken = Gen.Int[16, 44].Array[0, 4].Select(starts => Taken(
        [.. starts.Distinct().Order().Select(start => new Interval(
            At("2026-06-05T00:00") + Duration.FromMinutes(30 * start), At("2026-06-05T00:00") + Duration.FromMinutes(30 * (start + 1))))]));

    private static readonly Gen<int> Cleaning = Gen.Int[0, 1].Select(half => 30 * half);

    [Fact]
    public void Of_OffersWhatCanAllBeHadAtOnce_ToEachAtMostOne_AsTheyWished() =>
        Gen.Select(AnyWish.Array[1, 8], AnyTaken, Cleaning).Sample((line, occupied, cleaning) =>
        {
            var terms = Kitchen with { Buffer = Buffer(0, cleaning) };
            var offers = OfferPlan.Of(terms, occupied, line, Now, (_, _) => true);
            offers.Select(offer => offer.Wish).Should().OnlyHaveUniqueItems();
            foreach (var offer in offers)
            {
                var wish = line.Single(wish => wish.Id == offer.Wish);
                wish.Windows.Should().Contain(window => window.Contains(offer.Period.Start) && offer.Period.End <= window.End);
                var minutes = (int)offer.Period.Duration.TotalMinutes;
                minutes.Should().BeInRange(wish.LeastMinutes, wish.Minutes);
                offer.IsWhole.Should().Be(minutes == wish.Minutes);
                var others = offers.Where(other => other != offer).Select(other => terms.Buffer.Around(other.Period)).Concat(occupied.ByUnit[0])
                    .OrderBy(taken => taken.Start).ToArray();
                Decide(new BookingRequest(offer.Period, 1), Taken(others), terms, Now).Should().BeOfType<Accepted>();
            }
        }, iter: 300);

    [Fact]
    public void Of_WishesForOneTimeEach_UsesAsMuchAsAnyWay_AndThatWithTheFirstInLine() =>
        Gen.Select(AnyWish.Array[1, 7], AnyTaken).Sample((line, occupied) =>
        {
            line = [.. line.Select(wish => new Wish(wish.Id, [new Interval(wish.Windows[0].Start, wish.Windows[0].Start + Duration.FromMinutes(wish.Minutes))], wish.Minutes, wish.Minutes))];
            var offers = OfferPlan.Of(Kitchen, occupied, line, Now, (_, _) => true).Select(offer => offer.Wish).ToHashSet();
            var offered = Enumerable.Range(0, line.Length).Where(place => offers.Contains(line[place].Id)).ToList();
            var best = Ways(line, occupied).OrderByDescending(way => way.Sum(place => line[place].Minutes))
                .ThenBy(way => string.Concat(Enumerable.Range(0, line.Length).Select(place => way.Contains(place) ? '0' : '1')), StringComparer.Ordinal).First();
            offered.Should().Equal(best);
        }, iter: 300);

    // Every set of wishes that can all be had at once, tried one by one.
    private static IEnumerable<List<int>> Ways(Wish[] line, Occupied occupied)
    {
        for (var set = 0; set < 1 << line.Length; set++)
        {
            var places = Enumerable.Range(0, line.Length).Where(place => (set & (1 << place)) != 0).ToList();
            var all = places.Select(place => line[place].Windows[0]).Concat(occupied.ByUnit[0]).OrderBy(period => period.Start).ToList();
            if (all.Zip(all.Skip(1)).All(pair => pair.First.End <= pair.Second.Start)
                && places.All(place => Decide(new BookingRequest(line[place].Windows[0], 1), Occupied.Nothing(), Kitchen, Now) is Accepted))
            {
                yield return places;
            }
        }
    }
}
