using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class IntroductionRequiredForm : ConditionForm<IntroductionRequired>
{
    private const string Months = "months";
    private const string GiverDa = "giver-da";
    private const string GiverEn = "giver-en";
    private const int LongestGiver = 100;

    public override IReadOnlyList<EditorPart> Parts(Typed typed) =>
    [
        new EditorPart(null,
        [
            new EditorLine("SentenceIntroduction", Fields.Line(GiverDa, new Said("GiverDaLabel"), LongestGiver)),
            new EditorLine("SentenceIntroductionEn", Fields.Line(GiverEn, new Said("GiverEnLabel"), LongestGiver)),
            new EditorLine("SentenceIntroductionMonths", Fields.Number(Months, "MonthsLabel")),
        ]) { Hint = new Said("IntroductionHint") },
    ];

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var (danish, english) = (Reading.Text(typed, GiverDa, LongestGiver, problems), Reading.Text(typed, GiverEn, LongestGiver, problems));
        var months = typed.Has(Months) ? Reading.Number(typed, Months, 1, 120, problems) : null;
        return problems.Of(Months) is null && danish is not null && english is not null ? new IntroductionRequired(months, danish, english) : null;
    }

    protected override Typed Fill(IntroductionRequired condition) => new Filling()
        .Text(GiverDa, condition.GiverDa).Text(GiverEn, condition.GiverEn).Number(Months, condition.ValidMonths).ToTyped();
}
