using Booking.Rules.Lifecycle;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class AccessWindowTests
{
    [Theory]
    [InlineData("2026-06-05T14:59:59", 120, false)]
    [InlineData("2026-06-05T15:00", 120, true)]
    [InlineData("2026-06-05T17:00", 120, true)]
    [InlineData("2026-06-05T20:59:59", 120, true)]
    [InlineData("2026-06-05T21:00", 120, false)]
    [InlineData("2026-06-05T16:59:59", 0, false)]
    [InlineData("2026-06-05T17:00", 0, true)]
    public void IsOpen_FromSoLongBeforeUntilTheEnd(string now, int minutesBefore, bool open) =>
        AccessWindow.IsOpen(From("2026-06-05T17:00", "2026-06-05T21:00"), minutesBefore, At(now)).Should().Be(open);
}
