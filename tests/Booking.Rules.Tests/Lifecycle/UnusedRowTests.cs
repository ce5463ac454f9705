using Booking.Rules.Lifecycle;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class UnusedRowTests
{
    [Theory]
    // u used, n nobody came, c called off; numbered from one.
    [InlineData("", "")]
    [InlineData("n", "1")]
    [InlineData("unn", "2 3")]
    [InlineData("nun", "3")]
    [InlineData("nnu", "")]
    [InlineData("nnuc", "")]
    [InlineData("uncnc", "2 4")]
    [InlineData("nnn", "1 2 3")]
    public void Of_GoesBackToTheLastThatWasUsed_OverWhatWasCalledOff(string dates, string row) => string.Join(' ', UnusedRow.Of(
        dates.Select((what, index) => (what, Number: index + 1)),
        date => date.what switch { 'u' => DateUse.Used, 'n' => DateUse.Unused, _ => DateUse.Neither }).Select(date => date.Number)).Should().Be(row);
}
