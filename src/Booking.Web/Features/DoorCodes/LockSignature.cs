using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Booking.Web.Features.DoorCodes;

/// <summary>How a lock system knows that a question is ours, and new: HMAC-SHA256 (RFC 2104) over the time and the body.</summary>
public static class LockSignature
{
    public const string TimeHeader = "Booking-Timestamp";
    public const string Header = "Booking-Signature";

    private const int KeyBytes = 32;

    /// <summary>64 hexadecimal digits; the text itself is the key, in ASCII.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Seconds since 1970, UTC.</summary>
    public static string TimeOf(Instant now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>"v1=" and the hexadecimal HMAC of the time, a full stop and the body.</summary>
    public static string Of(string key, string time, string body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key), Encoding.UTF8.GetBytes($"{time}.{body}")));
}
