namespace Booking.Web.Features.Api;

/// <summary>The media types of the API.</summary>
public static class ApiContent
{
    public const string Json = "application/json";

    public const string Csv = "text/csv";

    public const string Problem = "application/problem+json";
}
