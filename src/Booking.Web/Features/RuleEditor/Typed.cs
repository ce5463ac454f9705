namespace Booking.Web.Features.RuleEditor;

/// <summary>What was typed, by the name of its field; what was not is blank.</summary>
public sealed class Typed(IReadOnlyDictionary<string, string> values)
{
    public static Typed Nothing { get; } = new(new Dictionary<string, string>());

    /// <summary>As it was typed, to be shown again.</summary>
    public string Raw(string name) => values.TryGetValue(name, out var value) ? value : "";

    /// <summary>Without blanks around it.</summary>
    public string this[string name] => Raw(name).Trim();

    public bool Has(string name) => this[name].Length > 0;

    /// <summary>A number of rows, however many somebody sends.</summary>
    public int Count(string name, int least, int most) =>
        int.TryParse(this[name], System.Globalization.CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, least, most) : least;

    /// <summary>The same with one more, or another, value.</summary>
    public Typed With(string name, string value) => new(new Dictionary<string, string>(values, StringComparer.Ordinal) { [name] = value });

    public Typed With(Typed other) => other.Names.Aggregate(this, (all, name) => all.With(name, other.Raw(name)));

    public IEnumerable<string> Names => values.Keys;
}
