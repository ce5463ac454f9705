using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Api;

public sealed class OpenApiTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly ApiClient nobody = ApiClient.ForNobody(fixture.Application);

    [Fact]
    public async Task TheDescription_IsOpenToAll()
    {
        var answer = await nobody.GetAsync("/openapi/v1.json");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
    }
}
