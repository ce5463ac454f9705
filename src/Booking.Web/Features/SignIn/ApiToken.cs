using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Booking.Web.Features.SignIn;

/// <summary>A secret by which a program acts for a person. It is shown once; only its SHA-256 is kept.</summary>
public static class ApiToken
{
    // Tells people and secret scanners what they have found.
    private const string Prefix = "booking_";

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
