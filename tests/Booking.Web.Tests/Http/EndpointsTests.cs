using Booking.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Http;

public sealed class EndpointsTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public void Endpoints_EachSayWhoMayUseThem()
    {
        var silent = Endpoints().Where(endpoint =>
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null);

        silent.Select(Name).Should().BeEmpty("each needs [AllowAnonymous] or [Authorize(Access.…)]");
    }

    [Fact]
    public void Endpoints_EachSayWhichMethodsTheyAnswer()
    {
        var anyMethod = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 });

        anyMethod.Select(Name).Should().BeEmpty("an action without a stated method answers TRACE with 200");
    }

    [Fact]
    public void Endpoints_ThatAnswerGet_AnswerHead()
    {
        var withoutHead = Endpoints().Where(endpoint =>
            endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods
            && methods.HttpMethods.Contains("GET") && !methods.HttpMethods.Contains("HEAD"));

        withoutHead.Select(Name).Where(name => !name.StartsWith("/openapi/", StringComparison.Ordinal)).Should().BeEmpty("the framework's own aside");
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/today")]
    [InlineData("/challenges")]
    [InlineData("/introductions")]
    [InlineData("/profile")]
    [InlineData("/setup")]
    [InlineData("/api/v1/bookings")]
    public void Endpoints_OfPersonalParts_AreForNobodyUnknown(string part)
    {
        var open = Endpoints().Where(endpoint =>
            ("/" + endpoint.RoutePattern.RawText?.TrimStart('/')).StartsWith(part, StringComparison.Ordinal)
            && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

        open.Select(Name).Should().BeEmpty();
    }

    private List<RouteEndpoint> Endpoints()
    {
        using var started = application.CreateClient();
        return application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
    }

    private static string Name(RouteEndpoint endpoint) => $"{endpoint.RoutePattern.RawText} ({endpoint.DisplayName})";
}
