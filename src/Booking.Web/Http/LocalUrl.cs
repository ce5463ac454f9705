using System.Text;

namespace Booking.Web.Http;

/// <summary>Where to go next, when a request says so itself: never out of the house.</summary>
public static class LocalUrl
{
    private const int Longest = 2000;

    /// <summary>The address as it may stand in a Location header when it is one of our own; otherwise the other one.</summary>
    public static string Or(string? url, string otherwise)
    {
        if (url is null || url.Length > Longest || !url.StartsWith('/') || url.StartsWith("//", StringComparison.Ordinal)
            || url.Any(character => character == '\\' || char.IsControl(character)))
        {
            return otherwise;
        }

        var address = new StringBuilder(url.Length);
        foreach (var rune in url.EnumerateRunes())
        {
            _ = rune.Value is > 0x20 and < 0x7f ? address.Append((char)rune.Value) : address.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return address.Length <= Longest ? address.ToString() : otherwise;
    }
}
