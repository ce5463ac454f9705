using Booking.Rules.Availability;

namespace Booking.Rules.Tests.Availability;

/// <summary>Halls of halves, kitchens with crockery, and houses of halls.</summary>
public sealed class CompositionTests
{
    private static readonly Guid HallA = Id(1), HallB = Id(2), Hall = Id(3), House = Id(4), Foyer = Id(5);
    private static readonly Guid A = Id(101), B = Id(102), OwnOfHall = Id(103), OwnOfHouse = Id(104), OfFoyer = Id(105), New = Id(199);

    private static readonly Composition Place = new(
        new Dictionary<Guid, IReadOnlyList<Guid>>
        {
            [HallA] = [A], [HallB] = [B], [Hall] = [A, B, OwnOfHall], [House] = [A, B, OwnOfHall, OwnOfHouse], [Foyer] = [OfFoyer],
        },
        new[] { (Hall, HallA), (Hall, HallB), (House, Hall) }.ToLookup(pair => pair.Item1, pair => pair.Item2));

    [Fact]
    public void Contains_IsDirectOrThroughOthers_AndNeverItself()
    {
        Place.Contains(Hall, HallA).Should().BeTrue();
        Place.Contains(House, HallA).Should().BeTrue();
        Place.Contains(HallA, Hall).Should().BeFalse();
        Place.Contains(HallA, HallB).Should().BeFalse();
        Place.Contains(Hall, Hall).Should().BeFalse();
    }

    [Fact]
    public void OwnUnits_AreThoseThatNoPartHas()
    {
        Place.OwnUnits(Hall).Should().Equal(OwnOfHall);
        Place.OwnUnits(House).Should().Equal(OwnOfHouse);
        Place.OwnUnits(HallA).Should().Equal(A);
    }

    [Fact]
    public void After_APartIsAdded_TheWholeAndAllAboveItHaveItsUnits()
    {
        var after = Place.After(Hall, [OwnOfHall], [HallA, HallB, Foyer]);

        after[Hall].Should().Equal(A, B, OwnOfHall, OfFoyer);
        after[House].Should().Equal(A, B, OwnOfHall, OwnOfHouse, OfFoyer);
        after.Should().HaveCount(2);
    }

    [Fact]
    public void After_AHalfIsItselfSplit_TheWholesFollow()
    {
        var after = Place.After(HallA, [A, New], []);

        after[HallA].Should().Equal(A, New);
        after[Hall].Should().Equal(A, B, OwnOfHall, New);
        after[House].Should().Equal(A, B, OwnOfHall, OwnOfHouse, New);
        after.Should().NotContainKey(HallB);
    }

    [Fact]
    public void After_PartsAreTakenAway_EachHasItsOwnAgain()
    {
        var after = Place.After(Hall, [OwnOfHall], []);

        after[Hall].Should().Equal(OwnOfHall);
        after[House].Should().Equal(OwnOfHall, OwnOfHouse);
    }

    [Fact]
    public void After_APartThatIsMadeOfTheWhole_Throws()
    {
        FluentActions.Invoking(() => Place.After(HallA, [A], [House])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Place.After(HallA, [A], [HallA])).Should().Throw<ArgumentException>();
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
