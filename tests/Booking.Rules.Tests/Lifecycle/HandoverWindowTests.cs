using Booking.Rules.Lifecycle;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class HandoverWindowTests
{
    [Theory]
    [InlineData("2026-06-05T16:59:59", false)]
    [InlineData("2026-06-05T17:00", true)]
    [InlineData("2026-06-05T21:00", true)]
    [InlineData("2026-06-06T20:59:59", true)]
    [InlineData("2026-06-06T21:00", false)]
    public void IsOpen_FromTheStartUntilADayAfterTheEnd(string now, bool open) =>
        HandoverWindow.IsOpen(From("2026-06-05T17:00", "2026-06-05T21:00"), At(now)).Should().Be(open);
}
