using Booking.Rules.Lifecycle;
using static Booking.Rules.Lifecycle.ReminderKind;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class RemindersTests
{
    private static readonly Interval Friday = From("2026-06-05T17:00", "2026-06-05T21:00");
    private static readonly HashSet<ReminderKind> None = [];

    [Theory]
    [InlineData("2026-06-04T16:59:59", null)]
    [InlineData("2026-06-04T17:00", DayBefore)]
    [InlineData("2026-06-05T08:00", DayBefore)]
    [InlineData("2026-06-05T14:59:59", DayBefore)]
    [InlineData("2026-06-05T15:00", TwoHours)]
    [InlineData("2026-06-05T16:59:59", TwoHours)]
    [InlineData("2026-06-05T17:00", null)]
    [InlineData("2026-06-05T18:00", null)]
    [InlineData("2026-06-06T18:00", null)]
    public void Due_WhenBookedLongAgo_FollowsTheClock(string now, ReminderKind? due) =>
        Reminders.Due(Friday, At("2026-05-01T12:00"), None, At(now)).Should().Be(due);

    [Theory]
    [InlineData("2026-06-04T16:59:59", "2026-06-04T17:00", DayBefore)]
    [InlineData("2026-06-04T17:00", "2026-06-04T17:00", null)]
    [InlineData("2026-06-04T17:00", "2026-06-05T08:00", null)]
    [InlineData("2026-06-04T17:00", "2026-06-05T15:00", TwoHours)]
    [InlineData("2026-06-05T14:59:59", "2026-06-05T15:00", TwoHours)]
    [InlineData("2026-06-05T15:00", "2026-06-05T15:00", null)]
    [InlineData("2026-06-05T16:00", "2026-06-05T16:30", null)]
    public void Due_WhenBookedAfterAReminderHadItsTime_LeavesThatOneOut(string confirmed, string now, ReminderKind? due) =>
        Reminders.Due(Friday, At(confirmed), None, At(now)).Should().Be(due);

    [Theory]
    [InlineData("2026-06-05T08:00", DayBefore)]
    [InlineData("2026-06-05T16:00", TwoHours)]
    public void Due_WhenSentAlready_IsNothing(string now, ReminderKind sent) =>
        Reminders.Due(Friday, At("2026-05-01T12:00"), new HashSet<ReminderKind> { sent }, At(now)).Should().BeNull();

    [Fact]
    public void Due_WhenTheDayBeforeIsSent_StillSendsTwoHours() =>
        Reminders.Due(Friday, At("2026-05-01T12:00"), new HashSet<ReminderKind> { DayBefore }, At("2026-06-05T15:00"))
            .Should().Be(TwoHours);

    [Fact]
    public void Due_WhenTwoHoursIsSent_DoesNotFallBackToAMissedDayBefore() =>
        Reminders.Due(Friday, At("2026-05-01T12:00"), new HashSet<ReminderKind> { TwoHours }, At("2026-06-05T16:00"))
            .Should().BeNull();

    [Theory]
    [InlineData("2026-05-01T12:00", "2026-06-04T17:00")]
    [InlineData("2026-06-04T16:59:59", "2026-06-04T17:00")]
    [InlineData("2026-06-04T17:00", "2026-06-05T15:00")]
    [InlineData("2026-06-05T14:59:59", "2026-06-05T15:00")]
    [InlineData("2026-06-05T15:00", null)]
    [InlineData("2026-06-05T18:00", null)]
    public void FirstDue_IsWhenTheFirstReminderStillAheadIsDue(string confirmed, string? due) =>
        Reminders.FirstDue(Friday, At(confirmed)).Should().Be(due is null ? null : At(due));
}
