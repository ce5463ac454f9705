using Booking.Rules.Lifecycle;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class ReleaseRuleTests
{
    private static readonly Interval Evening = From("2026-06-05T17:00", "2026-06-05T18:00");

    [Theory]
    [InlineData(0, "2026-06-05T17:00")]
    [InlineData(20, "2026-06-05T17:20")]
    [InlineData(59, "2026-06-05T17:59")]
    public void DueAt_IsTheGraceAfterTheStart(int grace, string due) =>
        ReleaseRule.DueAt(Evening, grace).Should().Be(At(due));

    [Theory]
    [InlineData(null)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(int.MaxValue)]
    public void DueAt_WithoutARule_OrNotBeforeTheEnd_IsNever(int? grace) =>
        ReleaseRule.DueAt(Evening, grace).Should().BeNull();

    [Fact]
    public void DueAt_WhenTheGraceIsNegative_Throws() =>
        FluentActions.Invoking(() => ReleaseRule.DueAt(Evening, -1)).Should().Throw<ArgumentOutOfRangeException>();
}
