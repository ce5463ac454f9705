namespace Booking.Web.Http;

/// <summary>Marks an endpoint whose address or page holds a secret: the next site is not told where the reader came from.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class HoldsSecretAttribute : Attribute;

/// <summary>Marks a page whose script asks where the reader is, at a press; the answer stays in the browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AsksWhereAttribute : Attribute;

/// <summary>Marks pages of a package that writes its scripts and styles into them. None but administrators may see such.</summary>
public sealed class InlineContent;

/// <summary>What every answer tells the browser to allow: our own scripts, styles, pictures and forms, and nothing else.</summary>
public static class SecurityHeaders
{
    private const int Year = 365 * 24 * 60 * 60;

    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services, IHostEnvironment environment)
    {
        var pages = Policy(environment, inline: false).AddReferrerPolicyStrictOriginWhenCrossOrigin();
        var secrets = Policy(environment, inline: false).AddReferrerPolicyNoReferrer();
        var inlinePages = Policy(environment, inline: true).AddReferrerPolicyNoReferrer();
        var nearPages = Policy(environment, inline: false, asksWhere: true).AddReferrerPolicyStrictOriginWhenCrossOrigin();
        services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(pages)
            .SetPolicySelector(context => context.HttpContext.GetEndpoint()?.Metadata switch
            {
                _ when context.EndpointPolicyName is not null => context.SelectedPolicy,
                { } marks when marks.GetMetadata<InlineContent>() is not null => inlinePages,
                { } marks when marks.GetMetadata<AsksWhereAttribute>() is not null => nearPages,
                { } marks when marks.GetMetadata<HoldsSecretAttribute>() is not null => secrets,
                _ => context.SelectedPolicy
            });
        return services;
    }

    private static HeaderPolicyCollection Policy(IHostEnvironment environment, bool inline, bool asksWhere = false)
    {
        var policy = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
            .AddCrossOriginResourcePolicy(resources => resources.SameOrigin())
            .AddFrameOptionsDeny()
            .AddPermissionsPolicy(permissions =>
            {
                permissions.AddCamera().None();
                var location = permissions.AddGeolocation();
                if (asksWhere)
                {
                    location.Self();
                }
                else
                {
                    location.None();
                }

                permissions.AddMicrophone().None();
                permissions.AddPayment().None();
                permissions.AddUsb().None();
            })
            .RemoveServerHeader()
            .AddContentSecurityPolicy(content =>
            {
                content.AddDefaultSrc().None();
                var scripts = content.AddScriptSrc().Self();
                var styles = content.AddStyleSrc().Self();
                if (inline)
                {
                    scripts.UnsafeInline();
                    styles.UnsafeInline();
                }
                content.AddImgSrc().Self().Data();
                content.AddFontSrc().Self();
                content.AddConnectSrc().Self();
                content.AddManifestSrc().Self();
                content.AddFormAction().Self();
                content.AddBaseUri().None();
                content.AddObjectSrc().None();
                content.AddFrameAncestors().None();
                // The mail at /dev/mail.
                if (environment.IsDevelopment())
                {
                    content.AddFrameSrc().Self();
                }
            });
        return environment.IsDevelopment() ? policy : policy.AddStrictTransportSecurityMaxAge(Year);
    }
}
