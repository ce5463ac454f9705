using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class ReconfirmationPlanTests
{
    private const int Day = 1440;
    private static readonly Reconfirmation TwoDays = new(2 * Day, Day);
    private static readonly Instant LongAgo = At("2026-01-01T12:00");

    private static ReconfirmationPlan? Of(string start, Reconfirmation? rule = null, string? confirmed = null) =>
        ReconfirmationPlan.Of(At(start), confirmed is null ? LongAgo : At(confirmed), rule ?? TwoDays, Copenhagen);

    private static ReconfirmationPlan Between(string ask, string by) => new(At(ask), At(by));

    [Theory]
    [InlineData("2026-06-05T17:00", 2 * Day, Day, "2026-06-03T17:00", "2026-06-04T17:00")]
    [InlineData("2026-06-05T17:00", 90, 30, "2026-06-05T15:30", "2026-06-05T16:30")]
    [InlineData("2026-06-05T17:00", 28 * Day, 120, "2026-05-08T17:00", "2026-06-05T15:00")]
    [InlineData("2026-03-29T12:00", 2 * Day, Day, "2026-03-27T12:00", "2026-03-28T12:00")]
    [InlineData("2026-10-25T12:00", 2 * Day, Day, "2026-10-23T12:00", "2026-10-24T12:00")]
    [InlineData("2026-10-26T12:00", 2 * Day, Day, "2026-10-24T12:00", "2026-10-25T12:00")]
    [InlineData("2026-03-30T02:30", 2 * Day, Day, "2026-03-28T02:30", "2026-03-29T03:30")]
    [InlineData("2026-03-29T03:15", 90, 30, "2026-03-29T00:45", "2026-03-29T01:45")]
    [InlineData("2028-03-01T12:00", 2 * Day, Day, "2028-02-28T12:00", "2028-02-29T12:00")]
    [InlineData("2027-01-01T12:00", 2 * Day, Day, "2026-12-30T12:00", "2026-12-31T12:00")]
    public void Of_CountsBackOnTheWallClock(string start, int ask, int answer, string asked, string due) =>
        Of(start, new Reconfirmation(ask, answer)).Should().Be(Between(asked, due));

    [Theory]
    [InlineData("2026-06-03T16:59:59", true)]
    [InlineData("2026-06-03T17:00", false)]
    [InlineData("2026-06-03T17:00:01", false)]
    [InlineData("2026-06-05T16:00", false)]
    public void Of_ABookingMadeWhenTheQuestionHasHadItsTime_IsNeverAsked(string confirmed, bool asked) =>
        (Of("2026-06-05T17:00", confirmed: confirmed) is not null).Should().Be(asked);

    [Fact]
    public void Of_WithoutARule_IsNothing() => ReconfirmationPlan.Of(At("2026-06-05T17:00"), LongAgo, null, Copenhagen).Should().BeNull();

    [Theory]
    [InlineData("2026-06-03T17:00", "2026-06-04T17:00", "2026-06-03T21:00")]
    [InlineData("2026-06-03T09:00", "2026-06-04T09:00", "2026-06-03T21:00")]
    [InlineData("2026-06-03T19:58", "2026-06-03T23:58", "2026-06-03T21:58")]
    [InlineData("2026-06-03T20:00", "2026-06-04T00:00", "2026-06-03T21:00")]
    [InlineData("2026-06-03T18:59", "2026-06-04T18:59", "2026-06-03T21:00")]
    [InlineData("2026-06-03T19:00", "2026-06-04T19:00", "2026-06-04T07:00")]
    [InlineData("2026-06-03T20:30", "2026-06-04T20:30", "2026-06-04T08:30")]
    [InlineData("2026-06-03T21:00", "2026-06-04T05:00", null)]
    [InlineData("2026-06-03T21:30", "2026-06-04T09:30", null)]
    [InlineData("2026-06-04T00:00", "2026-06-04T06:00", null)]
    [InlineData("2026-03-28T14:00", "2026-03-29T15:00", "2026-03-28T21:00")]
    [InlineData("2026-06-03T12:00", "2026-06-03T13:00", "2026-06-03T12:30")]
    public void RemindAt_IsHalfway_OrAtNineInTheEveningBeforeANight(string ask, string by, string? reminder) =>
        Between(ask, by).RemindAt(Copenhagen).Should().Be(reminder is null ? null : At(reminder));

    [Theory]
    [InlineData("2026-06-03T21:59:59", "2026-06-03T21:59:59")]
    [InlineData("2026-06-03T22:00", "2026-06-04T07:00")]
    [InlineData("2026-06-04T00:00", "2026-06-04T07:00")]
    [InlineData("2026-06-04T06:59:59", "2026-06-04T07:00")]
    [InlineData("2026-06-04T07:00", "2026-06-04T07:00")]
    [InlineData("2026-03-28T23:00", "2026-03-29T07:00")]
    public void NotAtNight_IsNowOrSevenInTheMorning(string now, string then) =>
        ReconfirmationPlan.NotAtNight(At(now), Copenhagen).Should().Be(At(then));

    [Theory]
    [InlineData("2026-06-03T17:00", "2026-06-04T17:00", 360)]
    [InlineData("2026-06-03T17:00", "2026-06-04T05:00", 360)]
    [InlineData("2026-06-03T17:00", "2026-06-04T04:58", 359)]
    [InlineData("2026-06-03T17:00", "2026-06-03T18:00", 30)]
    public void FairTime_IsSixHours_OrHalfOfWhatWasPlanned(string ask, string by, int minutes) =>
        Between(ask, by).FairTime.Should().Be(Duration.FromMinutes(minutes));

    [Theory]
    [InlineData("2026-06-03T17:00", "2026-06-04T17:00")]
    [InlineData("2026-06-04T11:00", "2026-06-04T17:00")]
    [InlineData("2026-06-04T11:01", "2026-06-04T17:01")]
    [InlineData("2026-06-05T11:00", "2026-06-05T17:00")]
    [InlineData("2026-06-05T11:00:01", null)]
    [InlineData("2026-06-06T11:00", null)]
    public void AnswerByIfHeardAt_LeavesTheFairTime_ButNeverPastTheStart(string heard, string? by) =>
        Between("2026-06-03T17:00", "2026-06-04T17:00").AnswerByIfHeardAt(At(heard), At("2026-06-05T17:00"))
            .Should().Be(by is null ? null : At(by));
}
