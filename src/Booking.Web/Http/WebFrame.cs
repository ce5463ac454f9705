using System.Text.Encodings.Web;
using System.Text.Unicode;
using Booking.Web.Features.Errors;
using Booking.Web.Features.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.WebEncoders;

namespace Booking.Web.Http;

/// <summary>What stands around every feature: limits, headers, language, sign-in and error pages, in the order a request meets them.</summary>
public static class WebFrame
{
    private const int LargestBody = 1024 * 1024;
    private const int LongestField = 64 * 1024;
    private const int MostFields = 500;

    public static void AddWebFrame(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services
            .Configure<FormOptions>(form =>
            {
                form.ValueCountLimit = MostFields;
                form.ValueLengthLimit = LongestField;
                form.BufferBodyLengthLimit = LargestBody;
                form.MultipartBodyLengthLimit = LargestBody;
            })
            // Danish letters stand as themselves in the pages: shorter, and readable in the source.
            .Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All))
            .Configure<ContactOptions>(builder.Configuration.GetSection(ContactOptions.Section))
            .AddKeyRing()
            .AddPages()
            .AddAntiforgery(options => options.Cookie = SafeCookie.Builder("Booking.Form", builder.Environment))
            .AddSecurityHeaders(builder.Environment)
            .AddProxies(builder.Configuration)
            .AddRateLimit(builder.Configuration)
            .AddLanguageChoice(builder.Environment);
    }

    public static void UseWebFrame(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseHttpsOnly();
        app.UseErrorPages();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<BadBytes>();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseNoStore();
        app.UseAuthorization();
    }
}
