using Booking.Rules.Admission;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;

namespace Booking.Web.Tests.Features.Bookings;

public sealed class FindAlternativesTests : BookingHandlers
{
    private Task<IReadOnlyList<Alternative>> FindAsync(CatalogueResource resource, Interval wanted, int people = 4, Guid? moving = null) =>
        new FindAlternatives(Source, Catalogue, Occupancies, Clock).HandleAsync(resource, wanted, people, booker: null, default, moving);

    private static IEnumerable<Interval> Periods(IEnumerable<Alternative> alternatives) => alternatives.Select(one => one.Period);

    [Fact]
    public async Task FindAlternatives_WhenTaken_OffersTheNearestTimeTheSameTimeAnotherDayAndOneThatIsApart()
    {
        var kitchen = await ResourceAsync(new TestResource { StepMinutes = 60, MinimumMinutes = 60, Hours = [(480, 1320)] });
        await PlacedAsync(kitchen, FridayEvening, await PersonAsync());

        Periods(await FindAsync(kitchen, FridayEvening)).Should().Equal(At(Friday, 13, 17), At(Friday.PlusDays(-1), 17, 21), At(Friday, 9, 13));
    }

    [Fact]
    public async Task FindAlternatives_OfAPastWish_OffersWhatComesFirst()
    {
        var kitchen = await ResourceAsync();

        // It is seven in the evening.
        Periods(await FindAsync(kitchen, At(new LocalDate(2025, 3, 1), 8, 9)))
            .Should().Equal(
                new Interval(Start, Start + NodaTime.Duration.FromHours(1)),
                At(new LocalDate(2026, 11, 26), 8, 9),
                new Interval(Start + NodaTime.Duration.FromHours(1), Start + NodaTime.Duration.FromHours(2)));
    }

    [Fact]
    public async Task FindAlternatives_OfAWishTooFarAhead_OffersTheLastDaysThatCanBeBooked()
    {
        var kitchen = await ResourceAsync(new TestResource { HorizonDays = 30, StepMinutes = 60, MinimumMinutes = 60, Hours = [(480, 1320)] });
        var last = new LocalDate(2026, 12, 25);

        Periods(await FindAsync(kitchen, At(new LocalDate(2199, 12, 30), 8, 12))).Should().Equal(At(last, 18, 22), At(last, 8, 12), At(last, 14, 18));
    }

    [Fact]
    public async Task FindAlternatives_OfAWishLongerThanAllowed_OffersTheLongest()
    {
        var kitchen = await ResourceAsync(new TestResource { MaximumMinutes = 240 });

        Periods(await FindAsync(kitchen, new Interval(FridayEvening.Start, FridayEvening.Start + NodaTime.Duration.FromDays(60_000))))
            .Should().HaveCount(3).And.OnlyContain(period => period.Duration == NodaTime.Duration.FromHours(4));
    }

    [Fact]
    public async Task FindAlternatives_ForSeveralDays_LooksPastTheWish()
    {
        var van = await ResourceAsync(new TestResource { Kind = "vehicle", StepMinutes = 1440, MinimumMinutes = 1440, MaximumMinutes = 30 * 1440 });
        await PlacedAsync(van, At(Friday.AtMidnight(), Friday.PlusDays(2).AtMidnight()), await PersonAsync());

        // Twenty-nine days from Friday on: the next start is on Sunday.
        var found = await FindAsync(van, At(Friday.AtMidnight(), Friday.PlusDays(29).AtMidnight()));

        found[0].Period.Should().Be(At(Friday.PlusDays(2).AtMidnight(), Friday.PlusDays(31).AtMidnight()));
    }

    [Fact]
    public async Task FindAlternatives_ForTooMany_OffersOnlyALargerPlace()
    {
        var kitchen = await ResourceAsync(new TestResource { Capacity = 10 });
        var larger = await ResourceAsync(new TestResource { Capacity = 40 });

        (await FindAsync(kitchen, FridayEvening, 30)).Should().Equal(new Alternative(larger, FridayEvening));
    }

    [Fact]
    public async Task FindAlternatives_ForMoving_CountsItsOwnTimeAsFreeAndStaysWhereItIs()
    {
        var kitchen = await ResourceAsync(new TestResource { StepMinutes = 60, MinimumMinutes = 60, Hours = [(480, 1320)] });
        await ResourceAsync();
        var anna = await PersonAsync();
        var id = await PlacedAsync(kitchen, At(Friday, 15, 17), anna);
        await PlacedAsync(kitchen, At(Friday, 17, 22), anna);

        // It would rather be from six to eight; from three to five is its own.
        Periods(await FindAsync(kitchen, At(Friday, 18, 20), moving: id))
            .Should().Equal(At(Friday, 15, 17), At(Friday.PlusDays(-1), 18, 20), At(Friday, 13, 15));
    }

    [Fact]
    public async Task FindAlternatives_OfWhatIsNeverOpen_OffersOthersOnly()
    {
        var closed = await ResourceAsync(new TestResource { Hours = [] });
        var other = await ResourceAsync();

        (await FindAsync(closed, FridayEvening)).Should().Equal(new Alternative(other, FridayEvening));
    }

    [Fact]
    public async Task FindAlternatives_NeverOffersWhatAdmissionRefuses()
    {
        var anna = await PersonAsync();
        List<CatalogueResource> resources = [];
        for (var i = 0; i < 6; i++)
        {
            resources.Add(await ResourceAsync(new TestResource
            {
                Latitude = 56.15 + (i * 0.005), StepMinutes = 30, MinimumMinutes = 60 + (i * 30), MaximumMinutes = 420 - (i * 30), LeadMinutes = i * 600,
                HorizonDays = 3 + i, BufferBeforeMinutes = i * 5, BufferAfterMinutes = i * 10, Capacity = 4 + i, Hours = [(480 + (i * 30), 1500)],
            }));
        }

        var random = new Random(2026);
        for (var i = 0; i < 60; i++)
        {
            var resource = resources[random.Next(resources.Count)];
            var start = Start + NodaTime.Duration.FromMinutes(30 * random.Next(-20, 500));
            var wish = new Interval(start, start + NodaTime.Duration.FromMinutes(30 * random.Next(1, 14)));
            var people = random.Next(1, 12);
            if (await PlaceAsync(resource, wish, anna, people: people) is PlaceBookingOutcome.Placed)
            {
                continue;
            }

            foreach (var offered in await FindAsync(resource, wish, people))
            {
                var occupied = await Occupancies.OfAsync(offered.Resource, offered.Period, default);
                Admission.Decide(new BookingRequest(offered.Period, people), occupied, offered.Resource.Terms, Start).Should().Be(new Accepted());
                offered.Should().NotBe(new Alternative(resource, wish));
            }
        }
    }
}
