using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>
/// Answers GET and HEAD with a feed, or with "not modified" (RFC 9110, section 13). Some calendars ask by entity tag, some by
/// date, some by both. It is never compressed: Outlook cannot read that.
/// </summary>
public static class FeedAnswer
{
    // A change may be read this long after the moment it is stamped with: longer than any statement is allowed to take.
    private static readonly Duration Settling = Duration.FromSeconds(15);

    public static async Task WriteAsync(HttpContext http, Feed feed, string cacheControl, Instant now)
    {
        var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(feed.Calendar).AsSpan(0, 16))}\"");
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.LastModified = LastModified(feed, now).ToDateTimeOffset();
        http.Response.Headers.CacheControl = cacheControl;

        if (IsKnown(http.Request, feed, tag, now))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = IcsWriter.ContentType;
        http.Response.ContentLength = feed.Calendar.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(feed.Calendar, http.RequestAborted);
        }
    }

    /// <summary>
    /// Dates count whole seconds, and two changes may share one. A revision is rounded up once nothing else can appear under
    /// its second; until then it is rounded down, to a date that will never count as known.
    /// </summary>
    private static Instant LastModified(Feed feed, Instant now)
    {
        var second = Instant.FromUnixTimeSeconds(feed.RevisedAt.ToUnixTimeSeconds());
        return IsSettled(feed, now) ? second + Duration.FromSeconds(1) : second;
    }

    private static bool IsSettled(Feed feed, Instant now) => now >= feed.RevisedAt + Settling;

    private static bool IsKnown(HttpRequest request, Feed feed, EntityTagHeaderValue tag, Instant now)
    {
        // The tag is the better witness: where there is one, the date does not count (section 13.1.3).
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            return EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
                && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));
        }

        if (!HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var date) || !IsSettled(feed, now))
        {
            return false;
        }

        var since = Instant.FromDateTimeOffset(date);
        // Our own date given back, or a date of the client's when the revision could be seen by all.
        return since == LastModified(feed, now) || (since >= feed.RevisedAt + Settling && since <= now);
    }
}
