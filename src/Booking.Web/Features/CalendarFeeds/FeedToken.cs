using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>The secret in the address of a person's own feed. It is shown once; only its SHA-256 is kept.</summary>
public static class FeedToken
{
    private const int Bytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whether it could be one of ours: what cannot is not looked up.</summary>
    public static bool IsPlausible(string token) => token.Length == Base64Url.GetEncodedLength(Bytes) && Base64Url.IsValid(token);
}
