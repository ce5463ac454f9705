using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class SpacingForm : SentenceForm<Spacing>
{
    private const string Length = "length";
    private const string Over = "over";

    public override Typed Empty => new Filling().Length(Length, null, Reading.DaysUnit).Choice(Over, Scope.Resource).ToTyped();

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        (Reading.Length(typed, Length, 1, 60 * 1440, problems), Reading.OneOf<Scope>(typed, Over, problems)) is ({ } minutes, { } over)
            ? new Spacing(minutes, over)
            : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [.. Fields.Length(Length), Fields.Over];

    protected override Typed Fill(Spacing condition) => new Filling().Length(Length, condition.Minutes).Choice(Over, condition.Over).ToTyped();
}
