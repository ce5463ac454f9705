using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class ResponsibilityForm : ConditionForm<Responsibility>
{
    private const string Danish = "text-da";
    private const string English = "text-en";
    private const int Longest = 500;

    public override IReadOnlyList<EditorPart> Parts(Typed typed) =>
    [
        new EditorPart(null,
        [
            new EditorLine("SentenceResponsibility", Fields.Line(Danish, new Said("PromiseDaLabel"), Longest)),
            new EditorLine("SentenceResponsibilityEn", Fields.Line(English, new Said("PromiseEnLabel"), Longest)),
        ]) { Hint = new Said("ResponsibilityHint") },
    ];

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var (danish, english) = (Reading.Text(typed, Danish, Longest, problems), Reading.Text(typed, English, Longest, problems));
        if (danish is { Length: 0 })
        {
            problems.Add(Danish, "PromiseMissing");
        }

        return danish is { Length: > 0 } && english is not null ? new Responsibility(danish, english) : null;
    }

    // Where the Danish text stands in, nothing was written in English.
    protected override Typed Fill(Responsibility condition) => new Filling()
        .Text(Danish, condition.TextDa).Text(English, condition.TextEn == condition.TextDa ? "" : condition.TextEn).ToTyped();
}
