using Booking.Testing;
using Booking.Web.Features.Profile;
using Booking.Web.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Profile;

public sealed class PrintTokenTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    [Theory]
    [InlineData("nobody@example.dk", "Nobody has signed in as nobody@example.dk yet")]
    [InlineData("nonsense", "Say whose token")]
    [InlineData("", "Say whose token")]
    public async Task Token_ForNobody_IsRefusedInOneSentence(string email, string sentence)
    {
        var act = () => PrintToken.Command.Run(fixture.Application.Services, email.Length == 0 ? [] : [email]);

        (await act.Should().ThrowAsync<StartupException>()).Which.Message.Should().StartWith(sentence);
    }

    [Fact]
    public async Task Token_ForAPerson_IsMade()
    {
        await fixture.Application.SignInAsync("anna@example.dk");
        await using var scope = fixture.Application.Services.CreateAsyncScope();

        (await PrintToken.Command.Run(scope.ServiceProvider, ["Anna@Example.dk"])).Should().Be(0);
    }
}
