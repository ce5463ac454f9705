using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class ReconfirmationForm : SentenceForm<Reconfirmation>
{
    private const string Ask = "ask";
    private const string Answer = "answer";

    public override Typed Empty => new Filling().Length(Ask, null, Reading.DaysUnit).Length(Answer, null, Reading.DaysUnit).ToTyped();

    protected override Said Hint => new("ReconfirmationHint");

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var ask = Reading.Length(
            typed, Ask, Reconfirmation.LeastAnswerMinutes + Reconfirmation.LeastBetweenMinutes, Reconfirmation.MostAskMinutes, problems);
        var answer = Reading.Length(
            typed, Answer, Reconfirmation.LeastAnswerMinutes,
            (ask ?? Reconfirmation.MostAskMinutes) - Reconfirmation.LeastBetweenMinutes, problems);
        return (ask, answer) is ({ } first, { } last) ? new Reconfirmation(first, last) : null;
    }

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) =>
        [.. Fields.Length(Ask, "AskBeforeLabel"), .. Fields.Length(Answer, "AnswerBeforeLabel")];

    protected override Typed Fill(Reconfirmation condition) => new Filling()
        .Length(Ask, condition.AskMinutes).Length(Answer, condition.AnswerMinutes).ToTyped();
}
