using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

/// <summary>A place that is lent for some days only: an empty building for a summer, a plot until it is built on.</summary>
public sealed class LiesWithinSharedTimeTests
{
    private static readonly Instant Now = At("2026-06-01T10:00");

    private static readonly NotSharedThen Refusal = new(Date(2026, 6, 3), Date(2026, 6, 5));

    // Open round the clock, shared from the 3rd to the 5th of June, both included.
    private static readonly Terms Summer = Kitchen with { OpeningHours = EveryDay(0, 1440), SharedFor = From("2026-06-03T00:00", "2026-06-06T00:00") };

    [Theory]
    [InlineData("2026-06-02T20:00", "2026-06-02T22:00", false)] // before
    [InlineData("2026-06-02T22:00", "2026-06-03T00:00", false)] // ends on the start
    [InlineData("2026-06-02T23:30", "2026-06-03T00:30", false)] // over the start
    [InlineData("2026-06-03T00:00", "2026-06-03T02:00", true)] // on the start
    [InlineData("2026-06-04T10:00", "2026-06-04T12:00", true)] // inside
    [InlineData("2026-06-05T22:00", "2026-06-06T00:00", true)] // ends on the end
    [InlineData("2026-06-05T23:30", "2026-06-06T00:30", false)] // over the end
    [InlineData("2026-06-06T00:00", "2026-06-06T02:00", false)] // on the end
    [InlineData("2026-06-06T10:00", "2026-06-06T12:00", false)] // after
    public void Decide_AroundTheTimeThatItIsShared(string start, string end, bool accepted)
    {
        var decision = Decide(Summer, start, end);

        if (accepted)
        {
            decision.Should().BeOfType<Accepted>();
        }
        else
        {
            decision.Should().BeOfType<Refused>().Which.Reasons.Should().Equal([Refusal], "the hours of a day on which it is not shared explain nothing");
        }
    }

    [Theory]
    [InlineData("2026-06-02T10:00", false)]
    [InlineData("2026-06-03T10:00", true)]
    [InlineData("2026-07-20T10:00", true)]
    public void Decide_SharedFromADayOn_HasNoEnd(string start, bool accepted)
    {
        var decision = Decide(Summer with { SharedFor = new Interval(At("2026-06-03T00:00"), null) }, start, start.Replace("T10", "T12", StringComparison.Ordinal));

        (decision is Accepted).Should().Be(accepted);
        (decision as Refused)?.Reasons.Should().Equal(new NotSharedThen(Date(2026, 6, 3), null));
    }

    [Fact]
    public void Decide_PartlyOutside_AndClosedInside_SaysBoth()
    {
        var terms = Summer with { Closures = [new Closure(Date(2026, 6, 5), Date(2026, 6, 5), "maling", "painting")] };

        Decide(terms, "2026-06-05T23:00", "2026-06-06T01:00").Should().BeOfType<Refused>()
            .Which.Reasons.Should().Equal(Refusal, new ClosedThatDay(Date(2026, 6, 5), "maling", "painting"));
    }

    [Fact]
    public void WaysOn_AfterTheEnd_LeadBackIntoTheTimeThatItIsShared() =>
        NearestFree.To(
            Summer, Facts.Of(Taken()), new BookingRequest(From("2026-06-06T10:00", "2026-06-06T12:00"), 1), Now, From("2026-06-01T00:00", "2026-06-20T00:00"), 2)
            .Should().Equal(From("2026-06-05T22:00", "2026-06-06T00:00"), From("2026-06-05T21:30", "2026-06-05T23:30"));

    [Fact]
    public void Calendar_ShowsWhatIsOutside_AsNotShared_AlsoWhereItIsTakenOverTheEnd()
    {
        var week = WeekCalendar.Of(Summer, Facts.Of(Taken(From("2026-06-05T20:00", "2026-06-06T04:00"))), [], Date(2026, 6, 1), Now);

        States(1).Should().Equal((0, 1440, SegmentState.NotShared));
        week.Days[2].Segments[0].State.Should().Be(SegmentState.Free);
        States(4).Where(segment => segment.Item3 != SegmentState.Free).Should().Equal((1170, 1200, SegmentState.TooShort), (1200, 1440, SegmentState.Taken));
        States(5).Should().Equal((0, 1440, SegmentState.NotShared));

        IEnumerable<(int, int, SegmentState)> States(int day) =>
            week.Days[day].Segments.Select(segment => (segment.FromMinute, segment.ToMinute, segment.State));
    }

    private static Decision Decide(Terms terms, string start, string end) =>
        Admission.Decide(new BookingRequest(From(start, end), 1), Facts.Of(Taken()), terms, Now);
}
