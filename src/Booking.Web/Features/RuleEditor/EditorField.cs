namespace Booking.Web.Features.RuleEditor;

public enum FieldSort
{
    /// <summary>A number of something.</summary>
    Number,

    /// <summary>One of some choices.</summary>
    Choice,

    /// <summary>A time of day.</summary>
    Clock,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A line of text.</summary>
    Line,

    /// <summary>Several lines of text.</summary>
    Text,

    /// <summary>Yes or nothing.</summary>
    Tick,
}

/// <summary>A field of the editor.</summary>
/// <param name="Name">By which it is sent.</param>
/// <param name="Label">What it is called aloud; it stands in a sentence that shows what it is.</param>
public sealed record EditorField(string Name, FieldSort Sort, Said Label)
{
    public IReadOnlyList<EditorChoice> Choices { get; init; } = [];

    public int MaxLength { get; init; } = 20;
}

public sealed record EditorChoice(string Value, Said Text);

/// <summary>A sentence with fields in it.</summary>
/// <param name="Sentence">The text in which {0} is the first field, and so on; null for one field that stands alone, after its label.</param>
public sealed record EditorLine(string? Sentence, params IReadOnlyList<EditorField> Fields);

/// <summary>Lines that belong together.</summary>
/// <param name="Legend">What they are; null where the kind's own name says it.</param>
public sealed record EditorPart(Said? Legend, IReadOnlyList<EditorLine> Lines)
{
    /// <summary>How to fill them in; null where they speak for themselves.</summary>
    public Said? Hint { get; init; }
}
