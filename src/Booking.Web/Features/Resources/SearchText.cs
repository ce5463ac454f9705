using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Booking.Web.Features.Resources;

/// <summary>Words compared as people type them: without case and accents, and with å as aa, ø as oe, æ as ae.</summary>
public sealed class SearchText
{
    // Kept as long as the catalogue that holds the resource, no longer.
    private static readonly ConditionalWeakTable<CatalogueResource, SearchText> Known = [];

    private readonly string folded;

    private SearchText(CatalogueResource resource) => folded = Fold(string.Join('\n',
        resource.Name.Da, resource.Name.En, resource.Description.Da, resource.Description.En, resource.Address,
        resource.District.Name, resource.Owner.Name.Da, resource.Owner.Name.En));

    public static SearchText Of(CatalogueResource resource) => Known.GetValue(resource, one => new SearchText(one));

    public static IReadOnlyList<string> WordsOf(string typed) =>
        Fold(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool ContainsAll(IReadOnlyList<string> words) => words.All(word => folded.Contains(word, StringComparison.Ordinal));

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant().Replace("å", "aa", StringComparison.Ordinal)
            .Replace("ø", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.IsWhiteSpace(letter) ? ' ' : letter);
            }
        }

        return folded.ToString();
    }
}
