using Booking.Rules.Lifecycle;
using static Booking.Rules.Lifecycle.BookingStatus;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class TransitionsTests
{
    private static readonly (BookingStatus, BookingStatus)[] Allowed =
    [
        (Held, Confirmed), (Held, Expired), (Held, Cancelled),
        (Confirmed, Cancelled), (Confirmed, Released),
    ];

    [Fact]
    public void May_AllowsTheseAndNoOthers()
    {
        var all = Enum.GetValues<BookingStatus>();
        var allowed = from before in all from after in all where Transitions.May(before, after) select (before, after);

        allowed.Should().BeEquivalentTo(Allowed);
    }
}
