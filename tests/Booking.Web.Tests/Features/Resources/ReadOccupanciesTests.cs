using Booking.Rules.Availability;
using Booking.Testing;
using Booking.Web.Features.Resources;
using Booking.Web.Tests.Features.Bookings;

namespace Booking.Web.Tests.Features.Resources;

public sealed class ReadOccupanciesTests : BookingHandlers
{
    private async Task<IReadOnlyList<Interval>> ReadAsync(CatalogueResource resource, Interval window) =>
        [.. (await Occupancies.OfAsync([resource], window, default))[resource.Units[0]].Select(row => row.Period)];

    [Theory]
    [InlineData(8, 10, false)]
    [InlineData(8, 11, true)]
    [InlineData(10, 12, true)]
    [InlineData(9, 13, true)]
    [InlineData(11, 12, true)]
    [InlineData(11, 13, true)]
    [InlineData(12, 14, false)]
    public async Task Read_AroundABookingFromTenToTwelve_FindsItWhereTheWindowTouchesMoreThanItsEdge(int from, int to, bool found)
    {
        var kitchen = await ResourceAsync();
        await PlacedAsync(kitchen, At(Friday, 10, 12), await PersonAsync());

        var read = await ReadAsync(kitchen, At(Friday, from, to));

        read.Should().Equal(found ? [At(Friday, 10, 12)] : Array.Empty<Interval>());
    }

    [Fact]
    public async Task Read_OfOneThatStartedLongBeforeTheWindow_FindsIt()
    {
        var plot = await ResourceAsync(new TestResource { MaximumMinutes = 300 * 1440, Kind = "garden" });
        var season = At(new LocalDateTime(2026, 12, 1, 0, 0), new LocalDateTime(2027, 9, 1, 0, 0));
        await PlacedAsync(plot, season, await PersonAsync());

        (await ReadAsync(plot, At(new LocalDate(2027, 8, 31), 10, 12))).Should().Equal(season);
        (await ReadAsync(plot, At(new LocalDate(2027, 9, 1), 0, 1))).Should().BeEmpty();
    }

    [Fact]
    public async Task Read_ReturnsBuffersToo_InOrderOfTime()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { BufferBeforeMinutes = 15, BufferAfterMinutes = 30 });
        foreach (var hour in (int[])[18, 8, 12])
        {
            await PlacedAsync(kitchen, At(Friday, hour, hour + 1), anna);
        }

        var read = await ReadAsync(kitchen, At(Friday, 0, 24));

        read.Should().HaveCount(3).And.BeInAscendingOrder(period => period.Start);
        read[0].Should().Be(kitchen.Terms.Buffer.Around(At(Friday, 8, 9)));
    }

    [Fact]
    public async Task Read_OfManyResources_KeepsThemApart_AndAsksForASharedUnitOnce()
    {
        var anna = await PersonAsync();
        var north = await ResourceAsync(new TestResource { Units = ["north"] });
        var whole = await ResourceAsync(new TestResource { Units = ["north", "south"] });
        var other = await ResourceAsync();
        await PlacedAsync(north, At(Friday, 8, 9), anna);
        await PlacedAsync(other, At(Friday, 9, 10), anna);

        var rows = await Occupancies.OfAsync([north, whole, other], At(Friday, 0, 24), default);

        rows.Sum(unit => unit.Count()).Should().Be(2);
        ReadOccupancies.Of(whole, rows).ByUnit.Select(unit => unit.Count).Should().BeEquivalentTo([0, 1]);
        FreeTime.IsFree(whole.Terms, ReadOccupancies.Of(whole, rows), At(Friday, 8, 9)).Should().BeFalse();
        FreeTime.IsFree(other.Terms, ReadOccupancies.Of(other, rows), At(Friday, 8, 9)).Should().BeTrue();
    }

    [Fact]
    public async Task Read_ForMovingABooking_LeavesItsOwnTimeOut()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, At(Friday, 10, 12), anna);
        await PlacedAsync(kitchen, At(Friday, 12, 13), anna);

        var occupied = await Occupancies.OfAsync(kitchen, At(Friday, 9, 14), default, except: id);

        occupied.ByUnit.Single().Should().Equal(At(Friday, 12, 13));
    }

    [Fact]
    public async Task Read_OfABlackoutWithoutAnEnd_CoversEveryLaterWindow()
    {
        var kitchen = await ResourceAsync();
        await ExecuteAsync(
            "insert into occupancy (unit_id, period, kind) values (@unit, tstzrange(@Start, 'infinity'), 'blackout')",
            new { unit = kitchen.Units[0], At(Friday, 0, 1).Start });

        (await ReadAsync(kitchen, At(Friday.PlusDays(200), 10, 12))).Should().ContainSingle();
        (await ReadAsync(kitchen, At(Friday.PlusDays(-1), 10, 12))).Should().BeEmpty();
    }
}
