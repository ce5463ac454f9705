using System.Text.RegularExpressions;

namespace Booking.Web.Tests.Features.Rules;

/// <summary>How hard a Danish text is to read: words a sentence, plus long words of a hundred. Under 35 is easy for most.</summary>
internal static partial class Lix
{
    public static double Of(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        var words = all.SelectMany(text => Word().Matches(text)).Select(match => match.Value).ToList();
        var sentences = all.Sum(text => End().Split(text).Count(part => Word().IsMatch(part)));
        return ((double)words.Count / sentences) + (100.0 * words.Count(word => word.Length > 6) / words.Count);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[.!?:](?=\s|$)")]
    private static partial Regex End();
}
