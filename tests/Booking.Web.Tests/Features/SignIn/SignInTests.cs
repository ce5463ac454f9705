using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.SignIn;

public sealed class SignInTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task SignIn_WithTheCodeFromTheMail_LeadsBackToWhereThePersonWasGoing()
    {
        var browser = application.NewBrowser();

        var entered = await browser.SignInAsync("anna@example.dk", "/profile?from=mail");

        entered.Status.Should().Be(HttpStatusCode.Found);
        entered.RedirectsTo.Should().Be("/profile?from=mail");
    }
}
