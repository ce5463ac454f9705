using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Booking.Web.Features.SignIn;

/// <summary>Who may come in where. Every endpoint states one of these with [Authorize], or [AllowAnonymous].</summary>
public static class Access
{
    public const string SignedIn = nameof(SignedIn);
    public const string Administrator = nameof(Administrator);
    public const string Caretaker = nameof(Caretaker);
    /// <summary>Whoever answers for places: caretakers, and administrators.</summary>
    public const string Answers = nameof(Answers);

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Administrator, policy => policy.RequireClaim(SignedInPerson.AdministratorClaim, bool.TrueString))
            .AddPolicy(Caretaker, policy => policy.RequireClaim(SignedInPerson.CaretakerClaim, bool.TrueString))
            .AddPolicy(Answers, policy => policy.RequireAssertion(context =>
                SignedInPerson.From(context.User) is { IsCaretaker: true } or { IsAdministrator: true }).RequireAuthenticatedUser())
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(SaysNothing).Build());
        return services;
    }

    // An endpoint without a rule is closed to all. Routing's own answers (no such page, no such method) are no endpoint of ours.
    private static bool SaysNothing(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;
}
