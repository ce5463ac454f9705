using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class HorizonForm : SentenceForm<Horizon>
{
    private const string Days = "days";

    protected override Said Hint => new("HorizonHint");

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        Reading.Number(typed, Days, 0, 1100, problems) is { } days ? new Horizon(days) : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [Fields.Number(Days, "DaysLabel")];

    protected override Typed Fill(Horizon condition) => new Filling().Number(Days, condition.Days).ToTyped();
}
