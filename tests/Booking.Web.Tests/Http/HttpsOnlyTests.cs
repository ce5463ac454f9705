using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Http;

public sealed class HttpsOnlyTests : IAsyncLifetime
{
    private BookingApplication application = null!;

    public async Task InitializeAsync() => application = await BookingApplication.CreateAsync();

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/healthy")]
    public async Task Page_OverPlainHttp_IsRefusedWithASentence(string address)
    {
        using var client = application.CreateDefaultClient(new Uri("http://localhost"));

        var answer = await client.GetAsync(address);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("over https only").And.Contain("Booking:KnownProxies");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_OverPlainHttp_Answers(string address)
    {
        using var client = application.CreateDefaultClient(new Uri("http://localhost"));

        (await client.GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
