using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace Booking.Web.Http;

/// <summary>
/// How many requests one network address may make a minute of this server: a brake on floods, far above what a household
/// needs. What must not be guessed at has limits of its own, in the database.
/// </summary>
public static class RateLimit
{
    public const string Setting = "Booking:RateLimit:PerMinute";

    private const int Default = 1200;
    private const int ShareAtOnce = 2;

    /// <summary>0 for no limit.</summary>
    public static int PerMinute(IConfiguration configuration) => Math.Max(0, configuration.GetValue(Setting, Default));

    public static IServiceCollection AddRateLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = PerMinute(configuration);
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var found) ? found : TimeSpan.FromMinutes(1);
                context.HttpContext.Response.Headers[HeaderNames.RetryAfter] =
                    Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                perMinute == 0 || http.GetEndpoint()?.Metadata.GetMetadata<SameForEverybodyAttribute>() is not null
                    ? RateLimitPartition.GetNoLimiter("")
                    : RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Of(http), _ => Bucket(perMinute)));
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = Math.Max(1, perMinute / ShareAtOnce),
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = perMinute >= 60 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(60.0 / perMinute),
        QueueLimit = 0
    };
}
