using Booking.Web.Mail;

namespace Booking.Web.Tests.Mail;

public sealed class RetryScheduleTests
{
    private static readonly Instant Created = Instant.FromUtc(2026, 11, 25, 18, 0);

    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 30)]
    [InlineData(7, 960)]
    [InlineData(8, 1800)]
    [InlineData(1000, 1800)]
    public void Next_AfterSoManyAttempts_WaitsTwiceAsLongUpToHalfAnHour(int attempts, int seconds) =>
        RetrySchedule.Next(Created, attempts, Created).Should().Be(Created + Duration.FromSeconds(seconds));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Next_AroundThreeDays_GivesUpFromThenOn(int secondsAfter, bool again) =>
        (RetrySchedule.Next(Created, 50, Created + Duration.FromDays(3) + Duration.FromSeconds(secondsAfter)) is not null).Should().Be(again);
}
