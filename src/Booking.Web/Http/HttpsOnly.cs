using System.Net.Mime;

namespace Booking.Web.Http;

/// <summary>
/// Answers a request that came over plain http with one sentence: cookies that only travel over https would be lost, and every
/// form with them. Health checks from beside the application are let through.
/// </summary>
public static class HttpsOnly
{
    private const string Sentence =
        "Booking answers over https only. If a proxy in front of it speaks https, name that proxy in Booking:KnownProxies.";

    public static void UseHttpsOnly(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            return;
        }

        app.Use((http, next) =>
        {
            if (http.Request.IsHttps || http.Request.Path.StartsWithSegments("/health"))
            {
                return next(http);
            }

            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = MediaTypeNames.Text.Plain;
            return http.Response.WriteAsync(Sentence, http.RequestAborted);
        });
    }
}
