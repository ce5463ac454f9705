using Booking.Rules.Lifecycle;
using static Booking.Rules.Lifecycle.AnswerReminder;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class AnswerDeadlineTests
{
    // Asked on the first of June: the fifteenth is the last day for an answer.
    private static readonly Instant Due = AnswerDeadline.For(At("2026-06-01T12:00"), Copenhagen);

    [Theory]
    [InlineData("2026-06-01T00:00", "2026-06-16T00:00")]
    [InlineData("2026-06-01T12:00", "2026-06-16T00:00")]
    [InlineData("2026-06-01T23:59:59", "2026-06-16T00:00")]
    [InlineData("2026-06-02T00:00", "2026-06-17T00:00")]
    // The clocks go forward, and back, in between.
    [InlineData("2026-03-20T23:30", "2026-04-04T00:00")]
    [InlineData("2026-10-20T00:30", "2026-11-04T00:00")]
    public void For_IsTheMidnightThatEndsTheFourteenthDayAfter(string asked, string due) =>
        AnswerDeadline.For(At(asked), Copenhagen).Should().Be(At(due));

    [Fact]
    public void LastDay_IsTheDayBeforeThatMidnight() =>
        AnswerDeadline.LastDay(Due, Copenhagen).Should().Be(new LocalDate(2026, 6, 15));

    [Theory]
    [InlineData("2026-06-01T12:00", null)]
    [InlineData("2026-06-12T07:59:59", null)]
    [InlineData("2026-06-12T08:00", DaysLeft)]
    [InlineData("2026-06-15T23:59:59", DaysLeft)]
    [InlineData("2026-06-16T00:00", null)]
    [InlineData("2026-06-16T07:59:59", null)]
    [InlineData("2026-06-16T08:00", Overdue)]
    [InlineData("2026-07-16T08:00", Overdue)]
    public void At_TellsWhichReminderIsRight(string now, AnswerReminder? reminder) =>
        AnswerDeadline.At(Due, At(now), Copenhagen).Should().Be(reminder);

    [Theory]
    [InlineData("2026-06-01T12:00", "2026-06-12T08:00")]
    [InlineData("2026-06-12T07:59:59", "2026-06-12T08:00")]
    [InlineData("2026-06-12T08:00", "2026-06-16T08:00")]
    [InlineData("2026-06-16T07:59:59", "2026-06-16T08:00")]
    [InlineData("2026-06-16T08:00", null)]
    [InlineData("2027-01-01T00:00", null)]
    public void NextReminder_IsTheFirstStillToCome(string now, string? next) =>
        AnswerDeadline.NextReminder(Due, At(now), Copenhagen).Should().Be(next is null ? null : At(next));
}
