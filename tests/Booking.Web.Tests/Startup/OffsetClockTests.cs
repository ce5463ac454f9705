using Booking.Web.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Booking.Web.Tests.Startup;

public sealed class OffsetClockTests
{
    private static IClock From(string? offset, string environment = "Development") => OffsetClock.From(
        new ConfigurationBuilder().AddInMemoryCollection([new(OffsetClock.Setting, offset)]).Build(),
        new HostingEnvironment { EnvironmentName = environment });

    [Theory]
    [InlineData("PT26H", 26 * 60)]
    [InlineData("-P1D", -24 * 60)]
    [InlineData("P-1D", -24 * 60)]
    [InlineData("-PT1H30M", -90)]
    [InlineData("P1DT2H", 26 * 60)]
    [InlineData("P2W", 14 * 24 * 60)]
    [InlineData(" PT5M ", 5)]
    public void OffsetClock_InDevelopment_IsThatFarFromTheRealOne(string offset, int minutes)
    {
        var shifted = From(offset).GetCurrentInstant() - SystemClock.Instance.GetCurrentInstant();

        shifted.TotalMinutes.Should().BeApproximately(minutes, 0.1);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("26")]
    [InlineData("26:00:00")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("PT")]
    [InlineData("--P1D")]
    [InlineData("P99999999999D")]
    [InlineData("PT99999999999999999H")]
    [InlineData("P2147483647W")]
    public void OffsetClock_WithWhatIsNoDuration_SaysSo(string offset)
    {
        var start = () => From(offset);

        start.Should().Throw<StartupException>().WithMessage("Booking:Clock:Offset is not a duration*PT26H*");
    }

    [Theory]
    [InlineData("Production", "PT26H")]
    [InlineData("Production", "nonsense")]
    [InlineData("Staging", "PT26H")]
    [InlineData("Development", null)]
    [InlineData("Development", "")]
    public void OffsetClock_ElsewhereOrUnset_IsTheRealOne(string environment, string? offset) =>
        From(offset, environment).Should().BeSameAs(SystemClock.Instance);
}
