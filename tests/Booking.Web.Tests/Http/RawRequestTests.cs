using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Booking.Testing;

namespace Booking.Web.Tests.Http;

/// <summary>What no client library would send, over a socket to the server that answers in production too.</summary>
public sealed class RawRequestTests(RawRequestTests.Listening listening) : IClassFixture<RawRequestTests.Listening>
{
    public static readonly string[] BadText =
        ["%00", "a%00b", "%FF", "%C3", "%C3%28", "%E2%82", "%ED%A0%80", "%ED%B0%80", "%F8%88%80%80%80", "%C0%80", "%80"];

    public static TheoryData<string> BadAddresses => new(BadText.SelectMany(bad => new[]
    {
        $"/resources?q={bad}", $"/resources?{bad}=1", $"/sign-in?returnUrl={bad}", $"/resources/{bad}", $"/resources/kitchen{bad}/week/2026-W48",
        $"/api/v1/resources/{bad}", $"/{bad}"
    }));

    [Theory]
    [MemberData(nameof(BadAddresses))]
    public async Task Address_ThatIsNotText_Is400(string address)
    {
        var answer = await SendAsync($"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        answer.Should().StartWith("HTTP/1.1 400 ");
    }

    [Fact]
    public async Task Address_ThatIsNotText_GetsAPageWithItsHeaders()
    {
        var answer = await SendAsync("GET /resources?q=%C3%28 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        answer.Should().Contain("Content-Security-Policy: ").And.Contain("Det forstod vi ikke").And.NotContain("\r\nServer:");
    }

    [Theory]
    [InlineData("GET /resources\0 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /was HTTP/1.1\r\nHost: localhost\r\nX-Text: a\0b\r\n\r\n")]
    [InlineData("GET /was HTTP/1.1\r\nHost: local\0host\r\n\r\n")]
    [InlineData("GET /was HTTP/1.1\r\n\r\n")]
    [InlineData("GET /was HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET /was HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: nonsense\r\n\r\nabcde")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task Request_ThatIsNoHttp_Is400(string request) =>
        (await SendAsync(request)).Should().StartWith("HTTP/1.1 400 ");

    [Fact]
    public async Task Request_WithHeadersFarTooLarge_Is431() =>
        (await SendAsync($"GET /was HTTP/1.1\r\nHost: localhost\r\nCookie: a={new string('x', 40_000)}\r\n\r\n"))
            .Should().StartWith("HTTP/1.1 431 ");

    [Fact]
    public async Task Request_WithTooManyHeaders_Is431()
    {
        var headers = string.Concat(Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: 1\r\n")));

        (await SendAsync($"GET /was HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")).Should().StartWith("HTTP/1.1 431 ");
    }

    [Fact]
    public async Task Request_WithAnAddressFarTooLong_Is414() =>
        (await SendAsync($"GET /resources?q={new string('x', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n")).Should().StartWith("HTTP/1.1 414 ");

    [Fact]
    public async Task Request_WithABodyFarTooLarge_Is413WithAPage()
    {
        var answer = await SendAsync(
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000000\r\nConnection: close\r\n\r\nemail=");

        answer.Should().StartWith("HTTP/1.1 413 ").And.Contain("Det fylder for meget");
    }

    [Theory]
    [InlineData("TRACE", "/was", "405")]
    [InlineData("CONNECT", "localhost:443", "40")]
    [InlineData("FOO", "/", "405")]
    public async Task Request_WithAnUnknownMethod_IsRefused(string method, string target, string status) =>
        (await SendAsync($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).Should().StartWith($"HTTP/1.1 {status}");

    // As a proxy in front that speaks https would hand it on.
    private async Task<string> SendAsync(string request)
    {
        var firstLine = request.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        request = request.Insert(firstLine, "X-Forwarded-Proto: https\r\n");
        using var client = new TcpClient();
        await client.ConnectAsync(listening.Address.Host, listening.Address.Port);
        await using var stream = client.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(patience.Token);
    }

    public sealed class Listening : IAsyncLifetime
    {
        private BookingApplication application = null!;

        public Uri Address { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            application = await BookingApplication.CreateAsync(new Dictionary<string, string?> { ["Booking:KnownProxies"] = "127.0.0.1,::1" });
            Address = application.Listen();
        }

        public async Task DisposeAsync() => await application.DisposeAsync();
    }
}
