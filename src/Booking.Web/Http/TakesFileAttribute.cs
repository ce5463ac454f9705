using Microsoft.AspNetCore.Http.Metadata;

namespace Booking.Web.Http;

/// <summary>Marks an endpoint that takes a file: its form may be larger than others.</summary>
/// <param name="largestForm">In bytes.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesFileAttribute(long largestForm) : Attribute, IRequestSizeLimitMetadata
{
    public long LargestForm => largestForm;

    public long? MaxRequestBodySize => largestForm;
}
