using System.Net;
using System.Text.Json.Nodes;
using Booking.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Booking.Web.Tests.Features.Api;

public sealed class OpenApiTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private static readonly string[] OpenToAll =
    [
        "GET /api/v1/free-now", "GET /api/v1/rules/kinds", "GET /api/v1/rules/{id}", "GET /api/v1/rules/{id}/challenges", "GET /api/v1/challenges/{id}",
    ];

    private readonly BookingApplication application = fixture.Application;

    private async Task<string> ReadAsync()
    {
        var answer = await ApiClient.ForNobody(application).GetAsync("/openapi/v1.json");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.MediaType.Should().Be("application/json");
        return answer.Text;
    }

    private async Task<OpenApiDocument> ParseAsync()
    {
        var parsed = OpenApiDocument.Parse(await ReadAsync(), "json");
        parsed.Diagnostic!.Errors.Should().BeEmpty();
        return parsed.Document!;
    }

    [Fact]
    public async Task TheDescription_HasExactlyTheRoutesOfTheApi()
    {
        var document = await ParseAsync();

        var described = document.Paths.SelectMany(path => path.Value.Operations!.Keys.Select(method => $"{method} {path.Key}"));
        var served = application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Where(method => method != "HEAD")
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/').Replace(":guid", "", StringComparison.Ordinal)}"));
        described.Should().BeEquivalentTo(served);
        described.Should().NotBeEmpty();
    }

    [Fact]
    public async Task EveryOperation_HasANameASummaryItsProblemsAndASubjectThatIsDescribed()
    {
        var document = await ParseAsync();
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations!)
            {
                var name = $"{method} {path}";
                operation.OperationId.Should().NotBeNullOrEmpty(name);
                operation.Summary.Should().NotBeNullOrEmpty(name);
                operation.Description.Should().NotBeNullOrEmpty(name);
                document.Tags!.Select(tag => tag.Name).Should().Contain(operation.Tags!.Single().Name, name);
                operation.Responses.Should().ContainKey("429", name);
                foreach (var (status, response) in operation.Responses!.Where(response => response.Key[0] == '4'))
                {
                    response.Content!.Keys.Should().Equal(["application/problem+json"], $"{name} {status}");
                }

                foreach (var parameter in (operation.Parameters ?? []).Where(parameter => parameter.In != ParameterLocation.Path))
                {
                    parameter.Description.Should().NotBeNullOrEmpty($"{name} {parameter.Name}");
                }
            }
        }
    }

    [Fact]
    public async Task Operations_ThatNeedAToken_SaySo()
    {
        var document = await ParseAsync();

        document.Components!.SecuritySchemes!["bearer"].Scheme.Should().Be("bearer");
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations!)
            {
                var needsToken = !path.StartsWith("/api/v1/resources", StringComparison.Ordinal) && !OpenToAll.Contains($"{method} {path}");
                (operation.Security is { Count: 1 }).Should().Be(needsToken, path);
                operation.Responses!.ContainsKey("401").Should().Be(needsToken, path);
            }
        }
    }

    [Fact]
    public async Task TheRequest_IsDescribedAsItIsRead()
    {
        var schemas = JsonNode.Parse(await ReadAsync())!["components"]!["schemas"]!;
        var body = schemas["PlaceBookingBody"]!;

        body["required"]!.AsArray().Select(one => (string)one!).Should().BeEquivalentTo("resource", "start", "end", "people");
        body["properties"]!["start"]!["type"]!.ToString().Should().Be("string");
        body["properties"]!["start"]!["format"]!.ToString().Should().Be("date-time");
        body["properties"]!["people"]!["type"]!.ToString().Should().Be("integer");
        body["additionalProperties"]!.GetValue<bool>().Should().BeFalse();
        schemas["BookingAnswer"]!["properties"]!["status"]!["enum"]!.AsArray().Should().HaveCount(5);
        schemas["ResourceDetailsAnswer"]!["required"]!.AsArray().Should().HaveCount(schemas["ResourceDetailsAnswer"]!["properties"]!.AsObject().Count);
    }

    [Fact]
    public async Task TheExampleOfARequest_IsOneThatIsAccepted()
    {
        var example = JsonNode.Parse(await ReadAsync())!["components"]!["schemas"]!["PlaceBookingBody"]!["examples"]![0]!;
        await new TestResource { Slug = (string)example["resource"]! }.InsertAsync(application.Database.DataSource);

        var answer = await (await ApiClient.ForNewPersonAsync(application)).BookAsync(example.ToJsonString());

        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
    }

    [Fact]
    public async Task TheDescription_SaysNothingOfHowItIsMade() =>
        (await ReadAsync()).Should().NotContain("BookingStatus.").And.NotContain("OffsetDateTime").And.NotContain("System.");
}
