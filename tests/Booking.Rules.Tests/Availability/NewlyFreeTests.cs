using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class NewlyFreeTests
{
    private static readonly Interval Monday = From("2026-06-01T00:00", "2026-06-02T00:00");
    private static readonly Interval TenToTwelve = From("2026-06-01T10:00", "2026-06-01T12:00");

    [Fact]
    public void WhatWasGivenUp_IsNewlyFree_AsFarAsItIsOpenAndNobodyHasItAgain()
    {
        Within(Kitchen, Taken(), [TenToTwelve]).Should().Equal(TenToTwelve);
        Within(Kitchen, Taken(From("2026-06-01T11:00", "2026-06-01T13:00")), [TenToTwelve]).Should().Equal(From("2026-06-01T10:00", "2026-06-01T11:00"));
        Within(Kitchen, Taken(), [From("2026-06-01T06:00", "2026-06-01T09:00"), TenToTwelve])
            .Should().Equal(From("2026-06-01T08:00", "2026-06-01T09:00"), TenToTwelve);
        Within(Kitchen, Taken(), []).Should().BeEmpty();
        Within(Kitchen, Taken(), [From("2026-06-02T10:00", "2026-06-02T12:00")]).Should().BeEmpty("it lies outside the window");
    }

    [Fact]
    public void WhatWasGivenUp_WithBuffers_GivesBackTheRoomTheyTook()
    {
        var terms = Kitchen with { Buffer = Buffer(15, 20) };
        // Nobody could end later than twenty minutes before its set-up, nor begin earlier than fifteen after its clean-up.
        Within(terms, Taken(), [terms.Buffer.Around(TenToTwelve)]).Should().Equal(From("2026-06-01T09:25", "2026-06-01T12:35"));
    }

    [Fact]
    public void WhatWasGivenUpInAPool_IsNewlyFree_OnlyWhileNoOtherWasFree()
    {
        var pool = Kitchen with { Use = UnitUse.AnyOne };
        var other = new Occupied([[], [From("2026-06-01T11:00", "2026-06-01T13:00")]]);

        NewlyFree.Within(pool, other, [[TenToTwelve], []], Monday).Should().Equal(From("2026-06-01T11:00", "2026-06-01T12:00"));
    }

    private static IReadOnlyList<Interval> Within(Terms terms, Occupied occupied, Interval[] freed) =>
        NewlyFree.Within(terms, occupied, [freed], Monday);
}
