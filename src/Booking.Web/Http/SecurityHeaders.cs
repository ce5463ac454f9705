
namespace Booking.Web.Http;

/// <summary>Marks an endpoint whose address or page holds a secret: the next site is not told where the reader came from.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class HoldsSecretAttribute : Attribute;

/// <summary>What every answer tells the browser to allow: our own scripts, styles, pictures and forms, and nothing else.</summary>
public static class SecurityHeaders
{
    private const int Year = 365 * 24 * 60 * 60;

    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services, IHostEnvironment environment)
    {
        var pages = Policy(environment).AddReferrerPolicyStrictOriginWhenCrossOrigin();
        var secrets = Policy(environment).AddReferrerPolicyNoReferrer();
        services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(pages)
            .SetPolicySelector(context =>
                context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<HoldsSecretAttribute>() is null ? context.SelectedPolicy : secrets);
        return services;
    }

    private static HeaderPolicyCollection Policy(IHostEnvironment environment)
    {
        var policy = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
            .AddCrossOriginResourcePolicy(resources => resources.SameOrigin())
            .AddFrameOptionsDeny()
            .AddPermissionsPolicyWithDefaultSecureDirectives()
            .RemoveServerHeader()
            .AddContentSecurityPolicy(content =>
            {
                content.AddDefaultSrc().None();
                content.AddScriptSrc().Self();
                content.AddStyleSrc().Self();
                content.AddImgSrc().Self().Data();
                content.AddFontSrc().Self();
                content.AddConnectSrc().Self();
                content.AddManifestSrc().Self();
                content.AddFormAction().Self();
                content.AddBaseUri().None();
                content.AddObjectSrc().None();
                content.AddFrameAncestors().None();
            });
        return environment.IsDevelopment() ? policy : policy.AddStrictTransportSecurityMaxAge(Year);
    }
}
