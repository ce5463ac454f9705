using Booking.Web.Features.Groups;

namespace Booking.Web.Tests.Features.Groups;

public sealed class CvrNumberTests
{
    [Theory]
    [InlineData("99999993", "99999993")]
    [InlineData(" 99 99 99 93 ", "99999993")]
    [InlineData("99999994", null)]
    [InlineData("9999993", null)]
    [InlineData("999999930", null)]
    [InlineData("00000000", null)]
    [InlineData("DK999999", null)]
    [InlineData("٩٩٩٩٩٩٩٣", null)]
    public void Read_WhatIsTyped_TellsWhetherANumberCanBeLikeThat(string typed, string? number) =>
        CvrNumber.Read(typed).Should().Be(number);
}
