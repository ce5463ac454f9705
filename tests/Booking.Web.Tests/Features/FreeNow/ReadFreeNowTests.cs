using Booking.Web.Features.FreeNow;
using Booking.Web.Features.Waitlist;
using Booking.Web.Tests.Features.Bookings;

namespace Booking.Web.Tests.Features.FreeNow;

public sealed class ReadFreeNowTests : BookingHandlers
{
    private ReadFreeNow Free => new(Source, Occupancies, Clock);

    [Fact]
    public async Task WhatIsGivenUpToday_IsFreeNow_UntilSomebodyHasItOrItIsOver()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        var saturday = await PlacedAsync(resource, At(Friday.PlusDays(1), 17, 21), anna);
        Clock.Reset(At(Friday, 12, 13).Start);
        (await FreedAsync()).Should().BeEmpty("nobody has given anything up");

        await Cancel.HandleAsync(booking, anna, reason: null, default);
        await Cancel.HandleAsync(saturday, anna, reason: null, default);
        var freed = (await FreedAsync()).Should().ContainSingle("Saturday evening is not now").Subject;
        freed.Should().BeEquivalentTo(new { Period = FridayEvening, FreedAt = Clock.GetCurrentInstant() });
        freed.Resource.Id.Should().Be(resource.Id);
        (await FreedAsync("car")).Should().BeEmpty();

        var again = await PlacedAsync(resource, At(Friday, 17, 20), bo);
        (await FreedAsync()).Single().Period.Should().Be(At(Friday, 20, 21), "the rest still is free");
        await Cancel.HandleAsync(again, bo, reason: null, default);
        Clock.Reset(FridayEvening.End);
        (await FreedAsync()).Should().BeEmpty("it is over");
    }

    [Fact]
    public async Task WhatSomebodyWaitsFor_IsNotFreeForAll()
    {
        var (resource, anna, bo) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"));
        var booking = await PlacedAsync(resource, FridayEvening, anna);
        Clock.Reset(At(Friday, 12, 13).Start);
        (await new JoinWaitlist(Source, Clock).HandleAsync(
            new JoinRequest(bo, null, [resource], [FridayEvening], 240, 240, 4, "Fest", Guid.NewGuid().ToString()), default))
            .Should().BeOfType<JoinOutcome.Joined>();
        await Cancel.HandleAsync(booking, anna, reason: null, default);
        (await FreedAsync()).Should().BeEmpty();
    }

    private async Task<IReadOnlyList<FreedTime>> FreedAsync(string? kind = null) =>
        await Free.HandleAsync(await Catalogue.ReadAsync(default), kind, district: null, default);
}
