using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Booking.Web.Features.Shared;
using Booking.Web.Http;

namespace Booking.Browser.Tests;

/// <summary>Looks for what should have been a text: a bare key, or Danish on an English page.</summary>
public static partial class Texts
{
    private const string AllScript = """
        () => [
          document.title,
          ...(function* (walker) { while (walker.nextNode()) yield walker.currentNode.data; })(document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)),
          ...[...document.querySelectorAll('[aria-label], [placeholder], [alt], [title]')]
            .flatMap(element => ['aria-label', 'placeholder', 'alt', 'title'].map(name => element.getAttribute(name) ?? '')),
        ].join('\n').replace(/\s+/g, ' ')
        """;

    private const int TellingLength = 12;

    private static readonly ResourceManager[] Managers =
    [
        .. typeof(SharedTexts).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Texts", StringComparison.Ordinal))
            .Select(type => new ResourceManager(type)),
    ];

    // Only what no sentence has in it: ClosedBecause, Kind_hall.
    private static readonly HashSet<string> Keys = [.. Managers.SelectMany(Danish).Select(text => text.Key).Where(key => Humps().IsMatch(key))];

    private static readonly string[] DanishPhrases =
    [
        .. Managers
            .SelectMany(manager => Danish(manager)
                .Where(text => manager.GetString(text.Key, CultureInfo.GetCultureInfo(LanguageChoice.English)) != text.Value))
            .SelectMany(text => Placeholder().Split(text.Value))
            .Select(phrase => phrase.Trim())
            .Where(phrase => phrase.Length >= TellingLength)
            .Distinct(),
    ];

    public static async Task RunAsync(Visitor visitor, Complaints complaints)
    {
        var text = await visitor.Page.EvaluateAsync<string>(AllScript);
        foreach (var key in Word().Matches(text).Select(word => word.Value).Where(Keys.Contains).Distinct())
        {
            complaints.Add($"{visitor.Place} shows the key {key}");
        }

        if (visitor.Way.Language == LanguageChoice.English)
        {
            foreach (var phrase in DanishPhrases.Where(phrase => text.Contains(phrase, StringComparison.Ordinal)))
            {
                complaints.Add($"{visitor.Place} says in Danish: {phrase}");
            }
        }
    }

    private static IEnumerable<(string Key, string Value)> Danish(ResourceManager manager) =>
        manager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string)entry.Value!));

    [GeneratedRegex("^[A-Z][a-z]+([A-Z_][a-z-]+)+$")]
    private static partial Regex Humps();

    [GeneratedRegex(@"\w[\w-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{[0-9][^}]*\}")]
    private static partial Regex Placeholder();
}
