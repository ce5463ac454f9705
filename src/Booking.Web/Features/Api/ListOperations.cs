using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Booking.Web.Features.Api;

/// <summary>One thing that a program can do.</summary>
public sealed record ApiOperation(string Method, string Path, string Summary);

/// <summary>What a program can do about one subject.</summary>
public sealed record ApiSubject(string Name, string Description, IReadOnlyList<ApiOperation> Operations);

/// <summary>All that a program can do, as the API's own description has it.</summary>
public sealed class ListOperations([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    // What there is stays the same while the application runs, and to describe it takes a while.
    private volatile IReadOnlyList<ApiSubject>? listed;

    /// <summary>In the order of the description; a subject's operations by path.</summary>
    public async Task<IReadOnlyList<ApiSubject>> HandleAsync(CancellationToken cancellation) => listed ??= Of(await provider.GetOpenApiDocumentAsync(cancellation));

    private static IReadOnlyList<ApiSubject> Of(OpenApiDocument document)
    {
        var operations = document.Paths
            .OrderBy(path => path.Key, StringComparer.Ordinal)
            .SelectMany(path => path.Value.Operations ?? [], (path, operation) => (path.Key, Method: operation.Key.Method, Operation: operation.Value))
            .ToLookup(one => one.Operation.Tags?.FirstOrDefault()?.Name ?? "", one => new ApiOperation(one.Method, one.Key, one.Operation.Summary ?? ""));
        var described = (document.Tags ?? new HashSet<OpenApiTag>()).ToDictionary(tag => tag.Name!, tag => tag.Description ?? "");
        // A subject that nobody has described is listed all the same.
        return
        [
            .. described.Keys.Union(operations.Select(subject => subject.Key))
                .Select(name => new ApiSubject(name, described.GetValueOrDefault(name, ""), [.. operations[name]])),
        ];
    }
}
