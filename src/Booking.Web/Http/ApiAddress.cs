namespace Booking.Web.Http;

/// <summary>The part of the addresses that programs use: tokens and problem+json there, cookies and pages everywhere else.</summary>
public static class ApiAddress
{
    public const string Root = "/api";

    public static bool Asks(HttpContext http) => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);
}
