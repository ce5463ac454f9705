using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Rules;

internal static class Listing
{
    /// <summary>Several things in a row: "mandag, onsdag og fredag". The word, "And" or "Or", stands before the last.</summary>
    public static string Listed(this IStringLocalizer<RulesTexts> texts, string word, IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count <= 1 ? string.Concat(all) : $"{string.Join(", ", all.SkipLast(1))} {texts[word]} {all[^1]}";
    }
}
