namespace Booking.Web.Features.CalendarImports;

/// <summary>
/// Where a calendar is fetched. It is a secret, since whoever has it can read the calendar: it never stands in a page or a log, and
/// says nothing when it is made a text.
/// </summary>
public sealed class CalendarAddress
{
    public const int Longest = 2000;

    private CalendarAddress(Uri uri) => Uri = uri;

    public Uri Uri { get; }

    /// <summary>What may be shown: the host, and that there is more.</summary>
    public string Masked => $"{Uri.Scheme}://{Uri.Host}/…";

    public override string ToString() => Masked;

    /// <summary>Null for what is no address that a calendar may be fetched from.</summary>
    /// <param name="typed">As typed: "webcal" means https.</param>
    public static CalendarAddress? Parse(string? typed, FetchLimits limits)
    {
        var text = typed?.Trim() ?? "";
        if (text.StartsWith("webcal://", StringComparison.OrdinalIgnoreCase))
        {
            text = "https://" + text["webcal://".Length..];
        }

        return text.Length <= Longest && Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsAllowed(uri, limits) ? new CalendarAddress(uri) : null;
    }

    /// <summary>Where it sends us on to; null for where we do not go.</summary>
    public CalendarAddress? Next(Uri location, FetchLimits limits)
    {
        var next = location.IsAbsoluteUri ? location : new Uri(Uri, location);
        return next.AbsoluteUri.Length <= Longest && IsAllowed(next, limits) ? new CalendarAddress(next) : null;
    }

    // Names and ports of other protocols are nobody's calendar, and asking them is a way to look around in a network.
    private static bool IsAllowed(Uri uri, FetchLimits limits) =>
        uri.UserInfo.Length == 0 && uri.Host.Length > 0
        && ((uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort) || (limits.AllowLocal && uri.IsLoopback && (uri.Scheme is "http" or "https")));
}
