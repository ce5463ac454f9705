using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor;

/// <summary>The fields that several kinds of rule have.</summary>
internal static class Fields
{
    public static EditorField Number(string name, string label = "AmountLabel") => new(name, FieldSort.Number, new Said(label)) { MaxLength = 8 };

    /// <summary>An amount and its unit.</summary>
    public static EditorField[] Length(string name, string label = "AmountLabel", params string[] units) =>
    [
        Number(name, label),
        new(Reading.UnitOf(name), FieldSort.Choice, new Said("UnitLabel"))
        {
            Choices = [.. (units.Length > 0 ? units : [Reading.MinutesUnit, Reading.HoursUnit, Reading.DaysUnit])
                .Select(unit => new EditorChoice(unit, new Said($"Unit_{unit}")))],
        },
    ];

    /// <param name="textOf">The key of the text of a value.</param>
    public static EditorField OneOf<TEnum>(string name, string label, Func<TEnum, string> textOf)
        where TEnum : struct, Enum => new(name, FieldSort.Choice, new Said(label))
        {
            Choices = [.. Enum.GetValues<TEnum>().Select(value => new EditorChoice(value.ToString(), new Said(textOf(value))))],
        };

    public static EditorField Over { get; } = OneOf<Scope>("over", "OverLabel", value => $"Scope_{value}");

    public static EditorField Time(string name, string label) => new(name, FieldSort.Clock, new Said(label)) { MaxLength = 5 };

    public static EditorField Date(string name, string label) => new(name, FieldSort.Date, new Said(label)) { MaxLength = 10 };

    public static EditorField Line(string name, Said label, int longest) => new(name, FieldSort.Line, label) { MaxLength = longest };

    public static EditorField Tick(string name, string label) => new(name, FieldSort.Tick, new Said(label));
}
