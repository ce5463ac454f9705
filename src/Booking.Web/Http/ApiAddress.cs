namespace Booking.Web.Http;

/// <summary>The part of the addresses that programs use: tokens and problem+json there, cookies and pages everywhere else.</summary>
public static class ApiAddress
{
    private const string Root = "/api";

    /// <summary>Not of the root itself: there is the page about the API, for people.</summary>
    public static bool Asks(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value is { Length: > 1 };
}
