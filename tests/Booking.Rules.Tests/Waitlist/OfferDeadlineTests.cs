using Booking.Rules.Waitlist;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Waitlist;

public sealed class OfferDeadlineTests
{
    [Theory]
    // By day, long before: two hours.
    [InlineData("2026-06-01T10:00", "2026-06-05T19:00", "2026-06-01T12:00")]
    // The night does not count, whether it is offered before it or in it.
    [InlineData("2026-06-01T20:00", "2026-06-05T19:00", "2026-06-01T22:00")]
    [InlineData("2026-06-01T21:30", "2026-06-05T19:00", "2026-06-02T08:30")]
    [InlineData("2026-06-01T23:15", "2026-06-05T19:00", "2026-06-02T09:00")]
    [InlineData("2026-06-02T03:00", "2026-06-05T19:00", "2026-06-02T09:00")]
    // Near the start: half of what is left, so four hours before are the last to give two.
    [InlineData("2026-06-01T10:00", "2026-06-01T14:00", "2026-06-01T12:00")]
    [InlineData("2026-06-01T10:00", "2026-06-01T13:00", "2026-06-01T11:30")]
    [InlineData("2026-06-01T10:00", "2026-06-01T10:20", "2026-06-01T10:10")]
    // In the evening for the next morning: an hour of the evening and two of the morning are three.
    [InlineData("2026-06-01T21:00", "2026-06-02T09:00", "2026-06-02T07:30")]
    // Across the night in which the clock changes.
    [InlineData("2026-10-24T21:00", "2026-10-26T09:00", "2026-10-25T08:00")]
    [InlineData("2026-03-28T21:00", "2026-03-30T09:00", "2026-03-29T08:00")]
    public void Of_IsTwoHoursInWhichPeopleAreUp_OrHalfOfWhatIsLeft(string now, string start, string expected) =>
        OfferDeadline.Of(At(now), At(start), Copenhagen).Should().Be(At(expected));

    [Theory]
    [InlineData("2026-06-01T10:00", "2026-06-01T10:19")]
    [InlineData("2026-06-01T10:00", "2026-06-01T10:00")]
    [InlineData("2026-06-01T10:00", "2026-06-01T09:00")]
    [InlineData("2026-06-01T23:00", "2026-06-02T06:00")]
    [InlineData("2026-06-01T23:00", "2026-06-02T07:15")]
    public void Of_WithHardlyAnyTimeLeft_IsNoOffer(string now, string start) =>
        OfferDeadline.Of(At(now), At(start), Copenhagen).Should().BeNull();
}
