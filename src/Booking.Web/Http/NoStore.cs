using Microsoft.Net.Http.Headers;

namespace Booking.Web.Http;

/// <summary>Keeps pages that are somebody's own out of every cache, so that the next user of the computer cannot go back to them.</summary>
public static class NoStore
{
    public static IApplicationBuilder UseNoStore(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.User.Identity?.IsAuthenticated == true || http.GetEndpoint()?.Metadata.GetMetadata<HoldsSecretAttribute>() is not null)
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers[HeaderNames.CacheControl] = "no-store";
                return Task.CompletedTask;
            });
        }

        return next(http);
    });
}
