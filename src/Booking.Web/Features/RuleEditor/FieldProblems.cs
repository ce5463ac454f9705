namespace Booking.Web.Features.RuleEditor;

/// <summary>What is wrong with what was typed: one thing a field, in the order of the fields.</summary>
public sealed class FieldProblems
{
    private readonly List<(string Field, Said Problem)> all = [];

    public IReadOnlyList<(string Field, Said Problem)> All => all;

    public Said? Of(string field) => all.FirstOrDefault(one => one.Field == field).Problem;

    public void Add(string field, string key, params IReadOnlyList<object> words)
    {
        if (Of(field) is null)
        {
            all.Add((field, new Said(key, words)));
        }
    }
}
