using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class GroupSizeForm : SentenceForm<GroupSize>
{
    private const string Maximum = "maximum";

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        Reading.Number(typed, Maximum, 1, 10_000, problems) is { } maximum ? new GroupSize(maximum) : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [Fields.Number(Maximum, "PeopleLabel")];

    protected override Typed Fill(GroupSize condition) => new Filling().Number(Maximum, condition.Maximum).ToTyped();
}
