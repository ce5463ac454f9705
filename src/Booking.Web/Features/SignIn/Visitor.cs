using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Booking.Web.Http;

namespace Booking.Web.Features.SignIn;

/// <summary>The browser that asks for a code, as it is known before anybody has signed in.</summary>
/// <param name="Secret">Held by this browser alone, in a cookie; a code answers to no other.</param>
/// <param name="Address">Its network address, for the rate limit.</param>
/// <param name="Language">"da" or "en".</param>
public sealed record Visitor(byte[] Secret, string Address, string Language)
{
    private const string CookieName = "Booking.Browser";
    private const int SecretLength = 32;

    public byte[] SecretHash => SHA256.HashData(Secret);

    /// <summary>Gives a browser that has no secret yet a new one.</summary>
    public static Visitor Meet(HttpContext http)
    {
        var environment = http.RequestServices.GetRequiredService<IHostEnvironment>();
        if (Recognise(http) is { } known)
        {
            return known;
        }

        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        http.Response.Cookies.Append(
            SafeCookie.Name(CookieName, environment), Base64Url.EncodeToString(secret), SafeCookie.Builder(CookieName, environment).Build(http));
        return With(secret, http);
    }

    /// <summary>Null when this browser has never asked for a code.</summary>
    public static Visitor? Recognise(HttpContext http)
    {
        var cookie = http.Request.Cookies[SafeCookie.Name(CookieName, http.RequestServices.GetRequiredService<IHostEnvironment>())];
        var secret = new byte[SecretLength];
        return cookie is not null && Base64Url.IsValid(cookie, out var length) && length == SecretLength
            && Base64Url.TryDecodeFromChars(cookie, secret, out _)
            ? With(secret, http)
            : null;
    }

    /// <summary>What is stored of a code: it tells nothing without the browser's secret, however few codes there are.</summary>
    public byte[] HashOf(string code, Guid id) =>
        HMACSHA256.HashData(Secret, Encoding.ASCII.GetBytes($"{id:N} {code}"));

    private static Visitor With(byte[] secret, HttpContext http) =>
        new(secret, ClientAddress.Of(http), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
}
