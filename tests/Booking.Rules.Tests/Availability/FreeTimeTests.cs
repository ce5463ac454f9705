using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class FreeTimeTests
{
    private static readonly Interval Monday = From("2026-06-01T00:00", "2026-06-02T00:00");
    private static readonly Interval TenToEleven = From("2026-06-01T10:00", "2026-06-01T11:00");
    private static readonly Terms Pool = Kitchen with { Use = UnitUse.AnyOne };

    [Theory]
    [InlineData("2026-06-01T08:00", "2026-06-01T09:00", true)] // before
    [InlineData("2026-06-01T09:00", "2026-06-01T10:00", true)] // touches the start
    [InlineData("2026-06-01T09:00", "2026-06-01T10:01", false)]
    [InlineData("2026-06-01T10:00", "2026-06-01T11:00", false)] // the same
    [InlineData("2026-06-01T10:15", "2026-06-01T10:45", false)] // inside
    [InlineData("2026-06-01T09:00", "2026-06-01T12:00", false)] // around
    [InlineData("2026-06-01T10:59", "2026-06-01T12:00", false)]
    [InlineData("2026-06-01T11:00", "2026-06-01T12:00", true)] // touches the end
    [InlineData("2026-06-01T12:00", "2026-06-01T13:00", true)] // after
    public void IsFree_BesideTenToEleven(string start, string end, bool free) =>
        FreeTime.IsFree(Kitchen, Taken(TenToEleven), From(start, end)).Should().Be(free);

    [Theory]
    [InlineData("2026-06-01T09:00", "2026-06-01T09:40", true)] // 20 minutes of clean-up fit exactly
    [InlineData("2026-06-01T09:00", "2026-06-01T09:41", false)]
    [InlineData("2026-06-01T11:15", "2026-06-01T12:00", true)] // 15 minutes of set-up fit exactly
    [InlineData("2026-06-01T11:14", "2026-06-01T12:00", false)]
    public void IsFree_WithBuffers_NeedsRoomForItsOwnToo(string start, string end, bool free) =>
        FreeTime.IsFree(Kitchen with { Buffer = Buffer(15, 20) }, Taken(TenToEleven), From(start, end)).Should().Be(free);

    [Fact]
    public void Neighbours_NeedTheSumOfTheirBuffers()
    {
        var terms = Kitchen with { Buffer = Buffer(15, 20) };
        var occupied = Taken(terms.Buffer.Around(From("2026-06-01T12:00", "2026-06-01T14:00")));

        FreeTime.Within(terms, occupied, Monday).Should().Equal(
            From("2026-06-01T08:00", "2026-06-01T11:25"), // 12:00 less its 15 and our 20
            From("2026-06-01T14:35", "2026-06-01T22:00")); // 14:00 and its 20 and our 15
    }

    [Fact]
    public void Within_BuffersMayLieOutsideOpeningHours_ButNotInWhatIsTakenThere()
    {
        var terms = Kitchen with { Buffer = Buffer(60, 60) };
        FreeTime.Within(terms, Occupied.Nothing(), Monday).Should().Equal(From("2026-06-01T08:00", "2026-06-01T22:00"));

        var cleaners = Taken(From("2026-06-01T06:00", "2026-06-01T07:30"), From("2026-06-01T22:15", "2026-06-01T23:00"));
        FreeTime.Within(terms, cleaners, Monday).Should().Equal(From("2026-06-01T08:30", "2026-06-01T21:15"));
    }

    [Fact]
    public void Within_WhatIsTakenJustOutsideTheWindow_StillKeepsItsDistance()
    {
        var terms = Kitchen with { Buffer = Buffer(30, 30) };
        var window = From("2026-06-01T12:00", "2026-06-01T16:00");
        var occupied = Taken(From("2026-06-01T11:00", "2026-06-01T12:00"), From("2026-06-01T16:00", "2026-06-01T17:00"));
        FreeTime.Within(terms, occupied, window).Should().Equal(From("2026-06-01T12:30", "2026-06-01T15:30"));
    }

    [Fact]
    public void Within_WhenTheGapIsAsLongAsTheBuffers_IsNothingThere()
    {
        var terms = Kitchen with { Buffer = Buffer(30, 30) };
        var occupied = Taken(From("2026-06-01T08:00", "2026-06-01T12:00"), From("2026-06-01T13:00", "2026-06-01T22:00"));
        FreeTime.Within(terms, occupied, Monday).Should().BeEmpty();
    }

    [Fact]
    public void WholeHall_IsFreeOnlyWhenBothHalvesAre()
    {
        var halves = TakenByUnit([TenToEleven], [From("2026-06-01T14:00", "2026-06-01T15:00")]);

        FreeTime.Within(Kitchen, halves, Monday).Should().Equal(
            From("2026-06-01T08:00", "2026-06-01T10:00"),
            From("2026-06-01T11:00", "2026-06-01T14:00"),
            From("2026-06-01T15:00", "2026-06-01T22:00"));
        FreeTime.IsFree(Kitchen, halves, TenToEleven).Should().BeFalse();
    }

    [Fact]
    public void Pool_IsFreeWhileOneUnitIs_ButABookingStaysInOne()
    {
        var benches = TakenByUnit(
            [From("2026-06-01T08:00", "2026-06-01T12:00")],
            [From("2026-06-01T12:00", "2026-06-01T22:00")]);

        FreeTime.Within(Pool, benches, Monday).Should().Equal(From("2026-06-01T08:00", "2026-06-01T22:00"));
        FreeTime.IsFree(Pool, benches, From("2026-06-01T11:00", "2026-06-01T13:00")).Should().BeFalse();
        FreeTime.IsFree(Pool, benches, From("2026-06-01T10:00", "2026-06-01T12:00")).Should().BeTrue();
        FreeTime.IsFree(Pool, benches, From("2026-06-01T12:00", "2026-06-01T14:00")).Should().BeTrue();
    }

    [Fact]
    public void Pool_IsFullWhenEveryUnitIsTaken()
    {
        FreeTime.IsFree(Pool, TakenByUnit([TenToEleven], [TenToEleven]), TenToEleven).Should().BeFalse();
        FreeTime.IsFree(Pool, TakenByUnit([TenToEleven], [TenToEleven], []), TenToEleven).Should().BeTrue();
    }

    [Theory]
    [InlineData(UnitUse.All)]
    [InlineData(UnitUse.AnyOne)]
    public void AResourceWithoutUnits_IsNeverFree(UnitUse use)
    {
        var terms = Kitchen with { Use = use };
        FreeTime.IsFree(terms, Occupied.Nothing(0), TenToEleven).Should().BeFalse();
        FreeTime.Within(terms, Occupied.Nothing(0), Monday).Should().BeEmpty();
    }

    [Fact]
    public void ABlackoutWithoutAnEnd_TakesAllThatFollows()
    {
        var occupied = Taken(new Interval(At("2026-06-01T12:00"), null));
        FreeTime.Within(Kitchen with { Buffer = Buffer(30, 30) }, occupied, Monday).Should().Equal(From("2026-06-01T08:00", "2026-06-01T11:30"));
        FreeTime.IsFree(Kitchen, occupied, From("2030-06-01T10:00", "2030-06-01T11:00")).Should().BeFalse();
        FreeTime.IsFree(Kitchen, Taken(new Interval(null, null)), TenToEleven).Should().BeFalse();
    }

    [Fact]
    public void ABookingOfSeveralDays_BlocksEveryDayBetween()
    {
        var occupied = Taken(From("2026-06-01T18:00", "2026-06-04T10:00"));
        FreeTime.Within(Kitchen, occupied, From("2026-06-01T00:00", "2026-06-05T00:00")).Should().Equal(
            From("2026-06-01T08:00", "2026-06-01T18:00"), From("2026-06-04T10:00", "2026-06-04T22:00"));
    }

    [Theory]
    [InlineData("2026-06-01T23:00", "2026-06-02T01:00")]
    [InlineData("2026-06-01T23:00", "2026-06-02T00:00")]
    [InlineData("2026-06-02T00:00", "2026-06-02T01:00")]
    public void OverMidnight_IsTimeLikeAnyOther(string start, string end)
    {
        var period = From(start, end);
        FreeTime.IsFree(Car, Taken(period), period).Should().BeFalse();
        FreeTime.IsFree(Car, Taken(new Interval(At("2026-06-01T12:00"), period.Start), new Interval(period.End, At("2026-06-02T12:00"))), period)
            .Should().BeTrue();
    }
}
