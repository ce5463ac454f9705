using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

/// <summary>A trailer that is fetched 8–10 and 16–18, and brought back 8–10; on Sundays it is only brought back.</summary>
public sealed class KeepsHandoverTimesTests
{
    private static readonly HandoverTimes Handover = new(
        [.. EveryDay(480, 600).Concat(EveryDay(960, 1080)).Where(span => span.Day != IsoDayOfWeek.Sunday)], EveryDay(480, 600));

    private static readonly Terms Trailer = NightKitchenWith(Handover, new MaximumDuration(4 * 1440), new Horizon(365));

    [Theory]
    // The start, from Friday to Sunday.
    [InlineData("2026-06-05T07:30", "2026-06-07T09:00", nameof(OutsidePickUp))]
    [InlineData("2026-06-05T08:00", "2026-06-07T09:00", null)]
    [InlineData("2026-06-05T10:00", "2026-06-07T09:00", null)]
    [InlineData("2026-06-05T10:30", "2026-06-07T09:00", nameof(OutsidePickUp))]
    [InlineData("2026-06-05T15:30", "2026-06-07T09:00", nameof(OutsidePickUp))]
    [InlineData("2026-06-05T16:00", "2026-06-07T09:00", null)]
    [InlineData("2026-06-05T18:00", "2026-06-07T09:00", null)]
    [InlineData("2026-06-05T18:30", "2026-06-07T09:00", nameof(OutsidePickUp))]
    // On Sunday nobody hands it over.
    [InlineData("2026-06-07T09:00", "2026-06-08T09:00", nameof(OutsidePickUp))]
    // The end.
    [InlineData("2026-06-05T16:00", "2026-06-07T07:30", nameof(OutsideReturn))]
    [InlineData("2026-06-05T16:00", "2026-06-07T08:00", null)]
    [InlineData("2026-06-05T16:00", "2026-06-07T10:00", null)]
    [InlineData("2026-06-05T16:00", "2026-06-07T10:30", nameof(OutsideReturn))]
    [InlineData("2026-06-05T16:00", "2026-06-07T16:00", nameof(OutsideReturn))]
    // Over both changes of the clock the wall decides: Saturday to Sunday, 28–29 March and 24–25 October.
    [InlineData("2026-03-28T16:00", "2026-03-29T08:00", null)]
    [InlineData("2026-03-28T16:00", "2026-03-29T10:00", null)]
    [InlineData("2026-03-28T16:00", "2026-03-29T10:30", nameof(OutsideReturn))]
    [InlineData("2026-10-24T16:00", "2026-10-25T08:00", null)]
    [InlineData("2026-10-24T16:00", "2026-10-25T07:30", nameof(OutsideReturn))]
    public void Decide_AtTheEdgesOfTheTimes(string start, string end, string? refusal) =>
        Asking.Refusals(Trailer, start, end).ShouldBe(refusal);

    [Fact]
    public void Refusals_TellTheTimesOfThatDay_AndTheRule()
    {
        var refusals = Asking.Refusals(Trailer, "2026-06-05T12:00", "2026-06-07T12:00");

        refusals.ShouldBe(nameof(OutsidePickUp), nameof(OutsideReturn));
        refusals.OfType<OutsidePickUp>().Single().TimesThatDay.Select(span => span.OpensMinute).Should().Equal(480, 960);
        refusals.OfType<OutsideReturn>().Single().Date.Should().Be(Date(2026, 6, 7));
        refusals.Should().OnlyContain(refusal => refusal.Rule == Trailer.RuleOf<HandoverTimes>());
        Asking.Refusals(Trailer, "2026-06-07T12:00", "2026-06-08T08:00").OfType<OutsidePickUp>().Single().TimesThatDay.Should().BeEmpty();
    }

    [Fact]
    public void Midnight_BelongsToBothItsDays()
    {
        var late = NightKitchenWith(new HandoverTimes([new WeeklySpan(IsoDayOfWeek.Friday, 1200, 1440)], [new WeeklySpan(IsoDayOfWeek.Saturday, 1200, 1440)]), new MaximumDuration(4 * 1440));

        Asking.Refusals(late, "2026-06-06T00:00", "2026-06-07T00:00").Should().BeEmpty();
        Asking.Refusals(late, "2026-06-05T00:00", "2026-06-06T23:30").ShouldBe(nameof(OutsidePickUp));
    }

    [Fact]
    public void ABookingOfSeveralDays_MeetsWhatLiesBetween()
    {
        var request = new BookingRequest(From("2026-06-05T16:00", "2026-06-08T09:00"), 1);

        Admission.Decide(request, Taken(From("2026-06-06T12:00", "2026-06-06T13:00")), Trailer, At("2026-06-01T10:00"))
            .Should().BeOfType<Refused>().Which.Reasons.ShouldBe(nameof(SlotTaken));
    }

    [Fact]
    public void Alternatives_KeepTheNumberOfDays_AndTheTimesOfDayAsFarAsCanBe()
    {
        var now = At("2026-06-01T12:00");
        var asked = new BookingRequest(From("2026-06-05T17:00", "2026-06-07T09:00"), 1);
        var taken = Taken(From("2026-06-05T00:00", "2026-06-07T00:00"));

        // The same weekend is gone; Sunday hands nothing out.
        NearestFree.To(Trailer, Facts.Of(taken), asked, now, From("2026-06-01T12:00", "2026-06-15T00:00"), 3).Should().Equal(
            From("2026-06-02T17:00", "2026-06-04T09:00"),
            From("2026-06-08T17:00", "2026-06-10T09:00"),
            From("2026-06-01T17:00", "2026-06-03T09:00"));
        NearestFree.Next(Trailer, taken, now, At("2026-06-15T00:00")).Should().Be(From("2026-06-01T16:00", "2026-06-02T08:00"));
    }

    [Fact]
    public void Alternatives_AtATimeOfDayThatIsNotHandedOver_AreAtTheNearestThatIs()
    {
        var ways = WaysOn.At(
            Trailer, Facts.Of(Occupied.Nothing()), new BookingRequest(From("2026-06-05T12:00", "2026-06-07T12:00"), 1), At("2026-06-01T12:00"),
            From("2026-06-01T12:00", "2026-06-15T00:00"), 3);

        ways[0].Should().Be(From("2026-06-05T10:00", "2026-06-07T10:00"));
        ways.Should().HaveCount(3).And.OnlyContain(way => Period.DaysBetween(WallClock.DateAt(way.Start, Copenhagen), WallClock.DateAt(way.End, Copenhagen)) == 2);
    }

    [Theory]
    // Fetched in the evening and brought back in the morning takes 14 hours at least.
    [InlineData(4 * 60, true)]
    [InlineData(13 * 60, true)]
    [InlineData(14 * 60, false)]
    public void ARuleForShortLoans_ContradictsOneForTheNight(int longest, bool contradicts)
    {
        var night = new HandoverTimes(EveryDay(960, 1080), EveryDay(480, 600));

        Contradictions(night, new MaximumDuration(longest)).Should().Be(contradicts ? 1 : 0);
    }

    [Fact]
    public void OpeningHoursThatEndAtNight_ContradictALoanForTheNight()
    {
        var night = new HandoverTimes(EveryDay(960, 1080), EveryDay(480, 600));

        Contradictions(night, new OpeningHours(EveryDay(480, 1320), [])).Should().Be(1);
        Contradictions(night, new OpeningHours(EveryDay(0, 1440), [])).Should().Be(0);
        Contradictions(new HandoverTimes(EveryDay(605, 610), EveryDay(480, 600)), new StartGrid(60)).Should().Be(1);
    }

    [Fact]
    public void TimesThatAreNone_OrGoOnPastMidnight_AreNoRule()
    {
        FluentActions.Invoking(() => new HandoverTimes([], EveryDay(480, 600))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new HandoverTimes(EveryDay(480, 600), [new WeeklySpan(IsoDayOfWeek.Monday, 1380, 1500)])).Should().Throw<ArgumentException>();
    }

    private static int Contradictions(params Condition[] conditions) => Rulebook.Of(
        new Premises(Here, Copenhagen, UnitUse.All, 20), conditions.Select(condition => Rule(condition)), Instant.MaxValue).Contradictions.Count;
}
