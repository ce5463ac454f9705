using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class RenewalPriorityForm : SentenceForm<RenewalPriority>
{
    private const string Days = "days";

    protected override Said Hint => new("RenewalPriorityHint");

    public override Typed Empty => Fill(new RenewalPriority(30));

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        Reading.Number(typed, Days, 7, 180, problems) is { } days ? new RenewalPriority(days) : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [Fields.Number(Days, "DaysLabel")];

    protected override Typed Fill(RenewalPriority condition) => new Filling().Number(Days, condition.Days).ToTyped();
}
