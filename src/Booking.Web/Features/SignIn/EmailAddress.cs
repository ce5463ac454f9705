using System.Globalization;
using System.Text.RegularExpressions;

namespace Booking.Web.Features.SignIn;

/// <summary>An e-mail address as a person types it, in the one form in which it is compared and stored.</summary>
public static partial class EmailAddress
{
    private const int Longest = 254;

    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>Lower case, without spaces around it, with the domain in its ASCII form; null when it cannot be an address.</summary>
    public static string? Read(string? typed)
    {
        var text = typed?.Trim() ?? "";
        var at = text.LastIndexOf('@');
        if (at < 1 || text.Length > Longest)
        {
            return null;
        }

        try
        {
            var address = $"{text[..at]}@{Domains.GetAscii(text[(at + 1)..])}".ToLowerInvariant();
            return address.Length <= Longest && Shape().IsMatch(address) ? address : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // The characters of a dot-atom (RFC 5322, section 3.2.3): nothing that a mail header would read as more than one address.
    [GeneratedRegex("""\A[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)+\z""")]
    private static partial Regex Shape();
}
