using System.Text.RegularExpressions;
using System.Xml.Linq;
using Booking.Testing;

namespace Booking.Web.Tests.Texts;

public sealed partial class TextsTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "Booking.Web");

    public static TheoryData<string> Danish => new(
        Directory.EnumerateFiles(Source, "*.resx", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".en.resx", StringComparison.Ordinal) && !IsBuilt(path))
            .Select(path => Path.GetRelativePath(Source, path)));

    [Theory]
    [MemberData(nameof(Danish))]
    public void Texts_HaveTheSameKeysAndPlaceholdersInBothLanguages(string file)
    {
        var (danish, english) = (Read(file), Read(Path.ChangeExtension(file, ".en.resx")));

        english.Keys.Should().BeEquivalentTo(danish.Keys);
        foreach (var (key, text) in danish)
        {
            text.Should().NotBeNullOrWhiteSpace(key);
            english[key].Should().NotBeNullOrWhiteSpace(key);
            Placeholders(english[key]).Should().BeEquivalentTo(Placeholders(text), key);
        }
    }

    [Theory]
    [MemberData(nameof(Danish))]
    public void Texts_AreThoseThatThePagesAskFor(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var keys = Read(file).Keys.ToHashSet();
        var sources = Directory.EnumerateFiles(Source, "*.*", SearchOption.AllDirectories)
            .Where(path => (path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal)) && !IsBuilt(path))
            .Select(File.ReadAllText)
            .ToList();

        sources.SelectMany(text => Asked(text, name)).Distinct().Except(keys).Should().BeEmpty("they are asked for, and not there");
        var words = sources.SelectMany(text => Words().Matches(text)).Select(match => match.Value).ToHashSet();
        var parts = sources.SelectMany(text => Composed().Matches(text)).Select(match => match.Value.Trim('+', ' ').Trim('$', '"')).ToHashSet();
        keys.Where(key => !words.Contains(key) && !parts.Any(part => IsComposedOf(key, part))).Should().BeEmpty("nobody asks for them");
    }

    // The names that a file gives to this localizer, and the keys it asks that one for: T["Key"], T["Key", value].
    private static IEnumerable<string> Asked(string text, string name) =>
        Regex.Matches(text, $@"Localizer<{name}>\s+(\w+)").Select(match => match.Groups[1].Value).Distinct()
            .SelectMany(variable => Regex.Matches(text, $@"\b{variable}\[""(\w+)""\s*[\],]"))
            .Select(match => match.Groups[1].Value);

    // A key may be put together: "Kind_" + kind, $"{code}Title", $"State{state}".
    private static bool IsComposedOf(string key, string part)
    {
        var said = Holes().Replace(part, "");
        return said.Length >= 4 && said != key && (key.StartsWith(said, StringComparison.Ordinal) || key.EndsWith(said, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Source, file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Placeholders(string text) => PlaceholderPattern().Matches(text).Select(match => match.Value).Distinct().Order();

    private static bool IsBuilt(string path) =>
        path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        || path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        || path.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex PlaceholderPattern();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"""\w+""\s*\+|\$""[\w{}.()]+""|\+\s*""\w+""")]
    private static partial Regex Composed();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Holes();
}
