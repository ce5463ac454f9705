using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;
using Buffer = Booking.Rules.Availability.Buffer;

namespace Booking.Rules.Tests.Availability;

/// <summary>Invalid values stop at the constructor.</summary>
public sealed class ValuesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1439, 1440)]
    [InlineData(1439, 2880)]
    [InlineData(0, 2880)]
    public void WeeklySpan_WithinItsLimits_Stands(int opens, int closes) =>
        new WeeklySpan(IsoDayOfWeek.Monday, opens, closes).ClosesMinute.Should().Be(closes);

    [Theory]
    [InlineData(IsoDayOfWeek.Monday, -1, 60)]
    [InlineData(IsoDayOfWeek.Monday, 1440, 1500)]
    [InlineData(IsoDayOfWeek.Monday, 600, 600)]
    [InlineData(IsoDayOfWeek.Monday, 600, 540)]
    [InlineData(IsoDayOfWeek.Monday, 600, 2881)]
    [InlineData(IsoDayOfWeek.None, 600, 660)]
    [InlineData((IsoDayOfWeek)8, 600, 660)]
    public void WeeklySpan_OutsideThem_Throws(IsoDayOfWeek day, int opens, int closes) =>
        FluentActions.Invoking(() => new WeeklySpan(day, opens, closes)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Closure_OfOneDay_Stands_AndOneThatEndsBeforeItBegins_Throws()
    {
        var day = Date(2026, 7, 1);
        new Closure(day, day, "ferie", "holiday").Covers(day).Should().BeTrue();
        FluentActions.Invoking(() => new Closure(day, day.PlusDays(-1), "ferie", "holiday")).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Buffer_Negative_Throws()
    {
        FluentActions.Invoking(() => Buffer(-1, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Buffer(0, -1)).Should().Throw<ArgumentOutOfRangeException>();
        Buffer.None.Around(From("2026-06-01T10:00", "2026-06-01T11:00")).Should().Be(From("2026-06-01T10:00", "2026-06-01T11:00"));
    }

    [Fact]
    public void Occupied_UnsortedOrOverlapping_Throws_AndTouchingStands()
    {
        var (ten, eleven) = (From("2026-06-01T10:00", "2026-06-01T11:00"), From("2026-06-01T11:00", "2026-06-01T12:00"));
        Taken(ten, eleven).ByUnit.Should().HaveCount(1);
        FluentActions.Invoking(() => Taken(eleven, ten)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Taken(ten, ten)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Taken(new Interval(ten.Start, null), eleven)).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(60, 480, 30)]
    [InlineData(60, 60, 60)]
    [InlineData(45, 60, 30)] // in practice 60
    [InlineData(1440, 1440, 1440)]
    [InlineData(1, 1, 1)]
    public void Terms_WithLengthsThatAgree_Stand(int minimum, int maximum, int step) =>
        Lengths(minimum, maximum, step).MinimumMinutes.Should().Be(minimum);

    [Theory]
    [InlineData(0, 60, 30)]
    [InlineData(60, 0, 30)]
    [InlineData(60, 60, 0)]
    [InlineData(60, 120, -30)]
    [InlineData(60, 120, 7)] // does not divide a day
    [InlineData(2880, 2880, 2880)]
    [InlineData(120, 60, 30)]
    [InlineData(15, 60, 30)]
    [InlineData(45, 50, 30)] // nothing that starts and ends on the grid is 45–50 minutes long
    [InlineData(60, int.MaxValue, 30)]
    public void Terms_WithLengthsThatContradictEachOther_Throw(int minimum, int maximum, int step) =>
        FluentActions.Invoking(() => Lengths(minimum, maximum, step)).Should().Throw<ArgumentException>();

    [Fact]
    public void Terms_WithOtherImpossibleValues_Throw()
    {
        FluentActions.Invoking(() => Kitchen with { LeadMinutes = -1 }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Kitchen with { HorizonDays = -1 }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Kitchen with { HorizonDays = int.MaxValue }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Kitchen with { Capacity = 0 }).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Reach_AddsTheBuffersAndTheLongestBooking()
    {
        var terms = Kitchen with { Buffer = Buffer(15, 30) };
        var reach = terms.Reach(From("2026-06-01T10:00", "2026-06-01T11:00"));
        reach.Start.Should().Be(At("2026-06-01T09:45"));
        reach.End.Should().BeGreaterThanOrEqualTo(At("2026-06-01T19:30"));
    }

    private static Terms Lengths(int minimum, int maximum, int step) => new()
    {
        Zone = Copenhagen,
        OpeningHours = [],
        MinimumMinutes = minimum,
        MaximumMinutes = maximum,
        StepMinutes = step,
        HorizonDays = 0,
        Capacity = 1,
    };
}
