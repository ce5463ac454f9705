using Booking.Rules.Lifecycle;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class AnswerTimeTests
{
    private static readonly Interval Evening = From("2026-06-12T17:00", "2026-06-12T21:00");

    [Theory]
    [InlineData("2026-06-05T12:00", "2026-06-08T12:00")]
    [InlineData("2026-06-09T14:59", "2026-06-12T14:59")]
    [InlineData("2026-06-09T15:00", "2026-06-12T15:00")]
    [InlineData("2026-06-09T15:01", "2026-06-12T15:00")]
    [InlineData("2026-06-12T14:30", "2026-06-12T15:00")]
    [InlineData("2026-06-12T14:31", "2026-06-12T15:01")]
    [InlineData("2026-06-12T17:00", "2026-06-12T17:30")]
    [InlineData("2026-06-12T20:30", "2026-06-12T21:00")]
    [InlineData("2026-06-12T20:45", "2026-06-12T21:00")]
    public void Of_IsThreeDaysOrTwoHoursBeforeTheStart_ButHalfAnHourAtLeast(string asked, string due) =>
        AnswerTime.Of(Evening, At(asked)).Should().Be(At(due));

    [Fact]
    public void Of_OverAChangeOfTheClock_IsThreeTimesTwentyFourHours() =>
        AnswerTime.Of(From("2026-11-12T17:00", "2026-11-12T21:00"), At("2026-10-23T12:00")).Should().Be(At("2026-10-26T11:00"));

    [Theory]
    [InlineData("2026-06-12T12:00", "2026-06-11T12:00")]
    [InlineData("2026-06-11T00:00", "2026-06-10T00:00")]
    [InlineData("2026-06-10T23:59", null)]
    [InlineData("2026-06-10T12:00", null)]
    public void ReminderOf_IsADayBefore_UnlessThatIsSoonAfterTheQuestion(string due, string? reminder) =>
        AnswerTime.ReminderOf(At(due), At("2026-06-09T12:00")).Should().Be(reminder is null ? null : At(reminder));
}
