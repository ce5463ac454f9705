using System.Globalization;
using System.Text;

namespace Booking.Web.Features.Owners;

/// <summary>What an owner is called in addresses.</summary>
public static class OwnerSlug
{
    private const int Longest = 60;

    /// <summary>Those under /owners that are pages of their own.</summary>
    private static readonly string[] Reserved = ["new", "share"];

    /// <summary>From a name: "Nørrevang Skole" is "noerrevang-skole". Never empty, and no page's own word.</summary>
    public static string Of(string name)
    {
        var letters = new StringBuilder();
        var plain = name.ToLowerInvariant().Replace("æ", "ae", StringComparison.Ordinal).Replace("ø", "oe", StringComparison.Ordinal)
            .Replace("å", "aa", StringComparison.Ordinal).Normalize(NormalizationForm.FormD);
        foreach (var c in plain)
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                letters.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && letters.Length > 0 && letters[^1] != '-')
            {
                letters.Append('-');
            }
        }

        var slug = letters.ToString()[..Math.Min(letters.Length, Longest)].Trim('-');
        return slug.Length == 0 ? "ejer" : Reserved.Contains(slug) ? $"{slug}-2" : slug;
    }

    /// <summary>For a citizen, whose name belongs in no address.</summary>
    public static string OfCitizen() => $"nabo-{Guid.NewGuid().ToString("N")[..8]}";
}
