using System.Net;
using Booking.Web.Features.CalendarImports;

namespace Booking.Web.Tests.Features.CalendarImports;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("93.184.215.14", true)]
    [InlineData("2a00:1450:400f:80d::200e", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    public void Is_TellsThePublicInternetFromTheRest(string address, bool isPublic) =>
        PublicAddress.Is(IPAddress.Parse(address)).Should().Be(isPublic);

    [Theory]
    [InlineData("https://calendar.google.com/calendar/ical/x/private-abc/basic.ics", true)]
    [InlineData("webcal://outlook.office365.com/owa/calendar/x/calendar.ics", true)]
    [InlineData("http://calendar.google.com/x.ics", false)]
    [InlineData("https://user:word@example.dk/x.ics", false)]
    [InlineData("https://example.dk:8443/x.ics", false)]
    [InlineData("ftp://example.dk/x.ics", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//example.dk/x.ics", false)]
    [InlineData("vrøvl", false)]
    [InlineData("http://127.0.0.1/x.ics", false)]
    public void Address_IsHttps_WithoutNameOrPort(string typed, bool allowed) =>
        (CalendarAddress.Parse(typed, FetchLimits.Usual) is not null).Should().Be(allowed);

    [Fact]
    public void Address_NeverSaysItsSecret()
    {
        var address = CalendarAddress.Parse("https://calendar.example.dk/secret.ics?token=1", FetchLimits.Usual)!;

        $"{address} {address.Masked}".Should().Be("https://calendar.example.dk/… https://calendar.example.dk/…");
    }

    [Theory]
    [InlineData("https://127.0.0.1/x.ics")]
    [InlineData("https://2130706433/x.ics")]
    [InlineData("https://0x7f000001/x.ics")]
    [InlineData("https://017700000001/x.ics")]
    [InlineData("https://127.1/x.ics")]
    [InlineData("https://[::1]/x.ics")]
    [InlineData("https://[::ffff:127.0.0.1]/x.ics")]
    [InlineData("https://localhost/x.ics")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.1/x.ics")]
    public async Task Fetching_FromInside_IsRefusedInEveryWritingOfIt(string typed)
    {
        using var fetch = new FetchCalendar(FetchLimits.Usual);

        var fetched = await fetch.HandleAsync(CalendarAddress.Parse(typed, FetchLimits.Usual)!, null, null, CancellationToken.None);

        fetched.Should().Be(new Fetched.Failed(FetchFault.NotPublic));
    }
}
