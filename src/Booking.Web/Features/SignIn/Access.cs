using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Booking.Web.Features.SignIn;

/// <summary>
/// Who may come in where. Every endpoint states one of these with [Authorize], a right at an owner with [MayAtOwner] or
/// [MaySomewhere], or [AllowAnonymous].
/// </summary>
public static class Access
{
    public const string SignedIn = nameof(SignedIn);
    public const string Administrator = nameof(Administrator);
    /// <summary>Whoever has any role at any owner, and the municipality's administrators.</summary>
    public const string LooksAfter = nameof(LooksAfter);

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Administrator, policy => policy.RequireClaim(SignedInPerson.AdministratorClaim, bool.TrueString))
            .AddPolicy(LooksAfter, policy => policy.RequireAuthenticatedUser().RequireAssertion(
                context => SignedInPerson.From(context.User) is { LooksAfter: true }))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(SaysNothing).Build());
        return services;
    }

    // An endpoint without a rule is closed to all. Routing's own answers (no such page, no such method) are no endpoint of ours.
    private static bool SaysNothing(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;
}
