using Booking.Testing;

namespace Booking.Web.Tests.Features.SignIn;

public sealed class ReturnUrlTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("profile")]
    [InlineData("")]
    [InlineData("http:/evil.example")]
    [InlineData(" /profile")]
    public async Task SignIn_WithAnAddressOutOfTheHouse_LeadsToTheFrontPage(string returnUrl)
    {
        var entered = await fixture.Application.NewBrowser().SignInAsync("anna@example.dk", returnUrl);

        entered.RedirectsTo.Should().Be("/");
    }

    [Theory]
    [InlineData("/bookings/confirm?x=1&y=2", "/bookings/confirm?x=1&y=2")]
    [InlineData("/resources?q=køkken på loftet", "/resources?q=k%C3%B8kken%20p%C3%A5%20loftet")]
    public async Task SignIn_WithAnAddressOfOurs_LeadsThere(string returnUrl, string address)
    {
        var entered = await fixture.Application.NewBrowser().SignInAsync("anna@example.dk", returnUrl);

        entered.RedirectsTo.Should().Be(address);
    }

    [Fact]
    public async Task SignIn_WithAFarTooLongAddress_LeadsToTheFrontPage()
    {
        var entered = await fixture.Application.NewBrowser().SignInAsync("anna@example.dk", "/" + new string('a', 3000));

        entered.RedirectsTo.Should().Be("/");
    }
}
