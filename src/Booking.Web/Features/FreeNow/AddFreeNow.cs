using Booking.Web.Http;
using Microsoft.Net.Http.Headers;

namespace Booking.Web.Features.FreeNow;

public static class FreeNowFeature
{
    private const string ForAMinute = "public, max-age=60";

    /// <summary>What has just come free and can be booked at once.</summary>
    public static IServiceCollection AddFreeNow(this IServiceCollection services) => services
        .AddSingleton<ReadFreeNow>()
        .AddSingleton<RecentFreeNow>()
        .AddSingleton<FreeNowFeed>()
        .AddSingleton<ChooseDigest>()
        .AddSingleton<SendDigest>();

    /// <summary>What readers of feeds fetch, with no cookies.</summary>
    public static void MapFreeNowFeed(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/free-now.atom", [HttpMethods.Get, HttpMethods.Head], FeedAsync).ForEverybody();

    // Danish or, when the address says so, English: not by the headers, which readers send as they like.
    private static async Task<IResult> FeedAsync(string? language, FreeNowFeed feed, HttpContext http)
    {
        var written = await feed.ReadAsync(language == LanguageChoice.English ? LanguageChoice.English : LanguageChoice.Danish, http.RequestAborted);
        http.Response.Headers.CacheControl = ForAMinute;
        var tag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(written).AsSpan(0, 16))}\"";
        return Results.Bytes(written, FreeNowFeed.ContentType, entityTag: new EntityTagHeaderValue(tag));
    }
}
