using Microsoft.Net.Http.Headers;

namespace Booking.Testing;

/// <summary>
/// A browser's cookies. They are kept until the server takes them back: their dates are of the tests' clock, which may
/// be long past by the machine's.
/// </summary>
public sealed class CookieJar : DelegatingHandler
{
    private readonly Dictionary<string, SetCookieHeaderValue> cookies = [];

    public IReadOnlyDictionary<string, SetCookieHeaderValue> Cookies => cookies;

    /// <summary>What is sent in <c>Cookie</c>.</summary>
    public string Header => string.Join("; ", cookies.Values.Select(cookie => $"{cookie.Name}={cookie.Value}"));

    /// <summary>Puts another browser's cookie in here, as a thief would.</summary>
    public void Put(SetCookieHeaderValue cookie) => cookies[cookie.Name.ToString()] = cookie;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (cookies.Count > 0)
        {
            request.Headers.Add(HeaderNames.Cookie, Header);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues(HeaderNames.SetCookie, out var set))
        {
            foreach (var cookie in SetCookieHeaderValue.ParseList([.. set]))
            {
                if (cookie.Value.Length == 0 || cookie.MaxAge == TimeSpan.Zero || cookie.Expires == DateTimeOffset.UnixEpoch)
                {
                    cookies.Remove(cookie.Name.ToString());
                }
                else
                {
                    Put(cookie);
                }
            }
        }

        return response;
    }
}
