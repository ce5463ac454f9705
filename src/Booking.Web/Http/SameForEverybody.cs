namespace Booking.Web.Http;

/// <summary>Marks an endpoint that need not know who asks: no session is looked up and nothing is counted against a limit.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SameForEverybodyAttribute : Attribute;

public static class SameForEverybodyEndpoints
{
    /// <summary>Open to all, and answered without a look at who asks.</summary>
    public static TBuilder ForEverybody<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.AllowAnonymous().WithMetadata(new SameForEverybodyAttribute());
}
