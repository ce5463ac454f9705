using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>The API's own description (OpenAPI), made from the controllers.</summary>
public static class ApiDocument
{
    public const string Name = "v1";

    private const string Bearer = "bearer";

    private const string DateTime = "date-time";

    private const string Description = """
        Find, book and give back what the citizens of Aarhus share.

        **Tokens.** What there is and when it is free is open to all. Bookings need a token: make one on your profile and send it as
        `Authorization: Bearer …`. A token can do what its person can, but for what lets somebody in: tokens, sessions and calendar addresses
        are made and ended on the profile page, and so is the profile.

        **Times** are ISO 8601 with an offset from UTC. Send any offset and whole minutes; the answers have the resource's own time. A time
        without an offset is refused. A period includes its start and excludes its end.

        **Language.** Texts are Danish or English, as Accept-Language says; Danish when it says neither. Codes are the same in both.

        **Problems** are `application/problem+json` (RFC 9457) with a `code` for the program and a `detail` for the person. Members that
        are not described here are refused, so that nothing is lost in silence.
        """;

    public static void Describe(OpenApiOptions options)
    {
        // Every GET answers HEAD too; that goes without saying.
        options.ShouldInclude = description =>
            description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true && description.HttpMethod != HttpMethods.Head;
        options.CreateSchemaReferenceId = type => IsTime(type.Type) || type.Type.IsEnum ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(DescribeWhole);
        options.AddOperationTransformer(DescribeAccess);
        options.AddOperationTransformer(DescribeTimes);
        options.AddSchemaTransformer(DescribeValues);
    }

    private static Task DescribeWhole(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo { Title = "Booking Aarhus", Version = Name, Description = Description };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Resources", Description = "What there is to book, and when it is free." },
            new() { Name = "Bookings", Description = "The bookings of the token's person." },
            new() { Name = "Series", Description = "Bookings that repeat, of the token's person." },
            new() { Name = "Waiting list", Description = "What the token's person waits for, and what they are offered." },
            new() { Name = "Profile", Description = "What the token's person says of themselves." },
            new() { Name = "Groups", Description = "Those who book together." },
            new() { Name = "Setup", Description = "What is shared and how, for administrators of its owner." },
            new() { Name = "Rules", Description = "What has to be kept to and why; for those who set rules, also how they are set." },
            new() { Name = "Own use", Description = "When an owner uses a place itself, for those who look after it." },
            new() { Name = "Import", Description = "Many things to share at once, out of a spreadsheet." },
            new() { Name = "Cases", Description = "What is broken, for those who look after it." },
            new() { Name = "Access", Description = "How one gets in, for those who look after a place." },
            new() { Name = "Checklists", Description = "What whoever leaves a place goes through, for those who look after it." },
            new() { Name = "Reports", Description = "What should not be on the list: anyone says so, and the municipality answers." },
            new() { Name = "Day", Description = "Who comes and who did not, for those who look after the places." },
            new() { Name = "Requests", Description = "What waits for a yes or no, for those who answer." },
            new() { Name = "Challenges", Description = "Questions to rules: anyone asks and supports, and those who stand behind the rule answer." },
            new() { Name = "Introductions", Description = "Who has been shown how and who is a member, for those who say so; and what one has been given." },
            new() { Name = "Owners", Description = "Who shares what, and who does what for them." },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token from your profile; it begins with booking_.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeAccess(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        operation.Responses ??= [];
        AddProblem(StatusCodes.Status429TooManyRequests, "Too many requests: wait as long as Retry-After says.");
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            AddProblem(StatusCodes.Status401Unauthorized, "The token is missing or not valid.");
        }

        if (metadata.OfType<MaySomewhereAttribute>().Any())
        {
            AddProblem(StatusCodes.Status403Forbidden, "The token's person has no such role at any owner.");
        }

        if (metadata.OfType<IAuthorizeData>().Any(one => one.Policy == Access.Administrator))
        {
            AddProblem(StatusCodes.Status403Forbidden, "The token's person is no administrator of the municipality.");
        }

        return Task.CompletedTask;

        void AddProblem(int status, string description) => operation.Responses[$"{status}"] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ApiContent.Problem] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        };
    }

    private static Task DescribeTimes(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var described in context.Description.ParameterDescriptions.Where(one => IsTime(one.ParameterDescriptor.ParameterType)))
        {
            var parameter = operation.Parameters!.Single(parameter => parameter.Name == described.Name);
            ((OpenApiSchema)parameter.Schema!).Format = DateTime;
        }

        return Task.CompletedTask;
    }

    private static Task DescribeValues(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (IsTime(type))
        {
            schema.Type = JsonSchemaType.String | (type == typeof(OffsetDateTime) ? 0 : JsonSchemaType.Null);
            schema.Format = DateTime;
        }

        // A file is sent as it is.
        if (type == typeof(byte[]))
        {
            schema.Format = "binary";
        }

        // What a property says of itself goes before what its type says.
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false)
            is [DescriptionAttribute { Description: var description }])
        {
            schema.Description = description;
        }

        // Such a property can be null only until it has been checked.
        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) == true)
        {
            schema.Type &= ~JsonSchemaType.Null;
        }

        // Nothing is left out of an answer, whatever is in it.
        if (type.IsAssignableTo(typeof(ResourceAnswer)))
        {
            schema.Required = schema.Properties!.Keys.ToHashSet();
        }

        if (ApiExamples.Of(type) is { } example)
        {
            var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            schema.Examples = [JsonSerializer.SerializeToNode(example, type, json)!];
        }

        return Task.CompletedTask;
    }

    private static bool IsTime(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(OffsetDateTime);
}
