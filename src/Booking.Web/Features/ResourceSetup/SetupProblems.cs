namespace Booking.Web.Features.ResourceSetup;

/// <summary>What is wrong with what was typed, by the id of the field, in the order of the fields.</summary>
public sealed class SetupProblems
{
    private readonly List<(string Field, string Text, int? Limit)> all = [];

    /// <summary>The key of the text that says it, and the limit it speaks of.</summary>
    public IReadOnlyList<(string Field, string Text, int? Limit)> All => all;

    public bool IsEmpty => all.Count == 0;

    public (string Text, int? Limit)? Of(string field) =>
        all.Where(problem => problem.Field == field).Select(problem => ((string, int?)?)(problem.Text, problem.Limit)).FirstOrDefault();

    public void Add(string field, string text, int? limit = null) => all.Add((field, text, limit));

    /// <param name="missing">What to say when there is nothing; null where there need not be anything.</param>
    public void CheckLength(string field, string value, int longest, string? missing = null)
    {
        if (value.Length == 0 && missing is not null)
        {
            Add(field, missing);
        }
        else if (value.Length > longest)
        {
            Add(field, "TextTooLong", longest);
        }
    }
}
