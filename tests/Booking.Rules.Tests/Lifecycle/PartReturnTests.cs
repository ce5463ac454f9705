using Booking.Rules.Lifecycle;
using CsCheck;
using static Booking.Rules.Tests.Given;
using Around = Booking.Rules.Availability.Buffer;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class PartReturnTests
{
    private static readonly Interval Evening = From("2026-06-05T17:00", "2026-06-05T21:00");
    private static readonly Instant Before = At("2026-06-01T12:00");

    [Theory]
    [InlineData("17:00", "19:00", false, null)]
    [InlineData("18:00", "19:00", false, null)]
    [InlineData("18:00", "19:00", true, null)]
    [InlineData("17:00", "18:00", true, null)]
    [InlineData("20:59", "21:00", false, null)]
    [InlineData("17:00", "21:00", false, GiveBackProblem.NothingGiven)]
    [InlineData("17:00", "21:00", true, GiveBackProblem.NothingKept)]
    [InlineData("16:59", "19:00", false, GiveBackProblem.NotTheirs)]
    [InlineData("18:00", "21:01", true, GiveBackProblem.NotTheirs)]
    public void Of_BeforeItBegins(string from, string to, bool middle, GiveBackProblem? expected)
    {
        PartReturn.Of(Evening, Wish(from, to, middle), Around.None, inUse: false, Before, out var problem);

        problem.Should().Be(expected);
    }

    [Theory]
    [InlineData("17:00", "19:00", false, null)]
    [InlineData("19:00", "21:00", true, null)]
    [InlineData("17:00", "18:00", false, null)]
    [InlineData("17:00", "17:59", false, GiveBackProblem.Past)]
    [InlineData("17:30", "21:00", false, GiveBackProblem.HasBegun)]
    [InlineData("18:00", "19:00", true, GiveBackProblem.HasBegun)]
    public void Of_OnceItHasBegun_OnlyItsEnd(string from, string to, bool middle, GiveBackProblem? expected)
    {
        PartReturn.Of(Evening, Wish(from, to, middle), Around.None, inUse: false, At("2026-06-05T18:00"), out var problem);

        problem.Should().Be(expected);
    }

    [Fact]
    public void Of_PartsOfAMinute_AreRefused()
    {
        var wish = new PartWish(new Interval(Evening.Start + Duration.FromSeconds(30), Evening.End), IsMiddle: false);

        PartReturn.Of(Evening, wish, Around.None, inUse: false, Before, out var problem);

        problem.Should().Be(GiveBackProblem.NotWholeMinutes);
    }

    [Fact]
    public void Of_WhoHasCheckedInBeforeTheStart_HasBegun()
    {
        PartReturn.Of(Evening, Wish("17:30", "21:00", false), Around.None, inUse: true, At("2026-06-05T16:45"), out var problem);

        problem.Should().Be(GiveBackProblem.HasBegun);
    }

    [Theory]
    [InlineData("18:00", "19:00", GiveBackProblem.NothingComesFree)]
    [InlineData("18:00", "19:01", null)]
    public void Of_TheMiddle_MustBeLongerThanSetUpAndCleanUp(string from, string to, GiveBackProblem? expected)
    {
        PartReturn.Of(Evening, Wish(from, to, true), Buffer(30, 30), inUse: false, Before, out var problem);

        problem.Should().Be(expected);
    }

    [Theory]
    [InlineData("17:00", null)]
    [InlineData("17:01", "17:30")]
    [InlineData("18:00", "18:00")]
    [InlineData("20:30", "20:30")]
    [InlineData("20:31", null)]
    [InlineData("21:00", null)]
    public void EndOnLeaving_IsTheNextStep(string now, string? expected) =>
        PartReturn.EndOnLeaving(Evening, At($"2026-06-05T{now}"), Kitchen with { StepMinutes = 30 })
            .Should().Be(expected is null ? null : At($"2026-06-05T{expected}"));

    [Fact]
    public void WhatIsKeptAndWhatIsFreed_AreTogetherWhatWasHad_AndNothingTwice() =>
        Gen.Select(Gen.Int[0, 240], Gen.Int[1, 240], Gen.Bool, Gen.Int[-60, 300], Gen.Int[0, 40]).Sample((from, length, middle, now, buffer) =>
        {
            var start = Evening.Start + Duration.FromMinutes(from);
            var around = Buffer(buffer, buffer);
            var wish = new PartWish(new Interval(start, start + Duration.FromMinutes(length)), middle);
            if (PartReturn.Of(Evening, wish, around, inUse: false, Evening.Start + Duration.FromMinutes(now), out var problem) is not { } left)
            {
                problem.Should().NotBeNull();
                return;
            }

            Interval[] kept = left.Second is { } second ? [left.First, second] : [left.First];
            var freed = left.Freed(Evening);
            kept.Should().OnlyContain(one => one.Duration > Duration.Zero && Evening.Start <= one.Start && one.End <= Evening.End);
            freed.Should().NotBeEmpty();
            var all = kept.Concat(freed).OrderBy(one => one.Start).ToArray();
            all[0].Start.Should().Be(Evening.Start);
            all[^1].End.Should().Be(Evening.End);
            all.Zip(all.Skip(1)).Should().OnlyContain(pair => pair.First.End == pair.Second.Start);
        });

    private static PartWish Wish(string from, string to, bool middle) => new(From($"2026-06-05T{from}", $"2026-06-05T{to}"), middle);
}
