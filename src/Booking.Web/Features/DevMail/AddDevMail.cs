namespace Booking.Web.Features.DevMail;

public static class DevMailFeature
{
    /// <summary>For what came by mail, whatever it holds: no script, nothing from elsewhere, and only in a frame of ours.</summary>
    public const string HtmlPolicy = "dev-mail";

    /// <summary>Reading in a browser, in Development, what would have been sent.</summary>
    public static IServiceCollection AddDevMail(this IServiceCollection services)
    {
        services.AddSecurityHeaderPolicies().AddPolicy(HtmlPolicy, policy => policy
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsSameOrigin()
            .AddReferrerPolicyNoReferrer()
            .AddContentSecurityPolicy(content =>
            {
                content.AddDefaultSrc().None();
                content.AddStyleSrc().UnsafeInline();
                content.AddImgSrc().Data();
                content.AddFrameAncestors().Self();
                content.AddSandbox().AllowPopups().AllowPopupsToEscapeSandbox().AllowTopNavigationByUserActivation();
            }));
        return services.AddSingleton<ReadMail>();
    }
}
