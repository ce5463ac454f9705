using Booking.Web.Http;
using Microsoft.AspNetCore.Authentication;

namespace Booking.Web.Features.SignIn;

public static class SignInRegistration
{
    private const string ByPath = "ByPath";

    /// <summary>Sessions for pages, tokens for the API, and neither for the other.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, displayName: null, options =>
                options.ForwardDefaultSelector = http => ApiAddress.Asks(http) ? ApiTokenScheme.Name : SessionCookie.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.Name, null)
            .AddSessionCookie(environment);
        return services
            .AddAccess()
            .AddSingleton<AskForCode>()
            .AddSingleton<EnterCode>()
            .AddSingleton<FollowLink>()
            .AddSingleton<ReadPendingCode>()
            .AddSingleton<EndSession>();
    }
}
