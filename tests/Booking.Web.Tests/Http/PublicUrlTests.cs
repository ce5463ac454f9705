using Booking.Web.Http;
using Booking.Web.Startup;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Booking.Web.Tests.Http;

public sealed class PublicUrlTests
{
    private static PublicUrl From(string? configured, string environment = "Production", string? listens = null) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new(PublicUrl.Setting, configured)]).Build(),
        new HostingEnvironment { EnvironmentName = environment },
        new Server(listens));

    [Theory]
    [InlineData("https://booking.example.dk")]
    [InlineData("https://booking.example.dk/")]
    public void Of_APath_IsBelowTheConfiguredAddress(string configured)
    {
        From(configured).Of("/bookings/1?a=b").AbsoluteUri.Should().Be("https://booking.example.dk/bookings/1?a=b");
        From(configured).Of("bookings").AbsoluteUri.Should().Be("https://booking.example.dk/bookings");
    }

    [Theory]
    [InlineData("https://aarhus.example/booking")]
    [InlineData("https://aarhus.example/booking/")]
    public void Of_APathOfASiteInAFolder_StaysInTheFolder(string configured) =>
        From(configured).Of("/today").AbsoluteUri.Should().Be("https://aarhus.example/booking/today");

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/x")]
    [InlineData("http://[::]:5080", "http://localhost:5080/x")]
    [InlineData("http://0.0.0.0:5080", "http://localhost:5080/x")]
    [InlineData("http://*:5080", "http://localhost:5080/x")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/x")]
    public void Of_APathInDevelopment_IsWhereTheServerListens(string listens, string expected) =>
        From(null, "Development", listens).Of("/x").AbsoluteUri.Should().Be(expected);

    [Theory]
    [InlineData(null, "*is not set*https://booking.example.dk*")]
    [InlineData("", "*is not set*")]
    [InlineData("booking.example.dk", "*is not the address of a web site*")]
    [InlineData("ftp://example.dk", "*is not the address of a web site*")]
    [InlineData("https://example.dk/?a=b", "*is not the address of a web site*")]
    [InlineData("javascript:alert(1)", "*is not the address of a web site*")]
    public void PublicUrl_MissingOrWrong_IsSaidAtTheStart(string? configured, string sentence)
    {
        var start = () => From(configured);

        start.Should().Throw<StartupException>().WithMessage(sentence);
    }

    private sealed class Server : IServer
    {
        public Server(string? listens)
        {
            var addresses = new ServerAddressesFeature();
            if (listens is not null)
            {
                addresses.Addresses.Add(listens);
            }

            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull =>
            Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
