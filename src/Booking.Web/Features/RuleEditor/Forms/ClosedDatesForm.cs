using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class ClosedDatesForm : SentenceForm<ClosedDates>
{
    private const string From = "from";
    private const string Until = "until";

    protected override Said Hint => new("ClosedDatesHint");

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        Reading.Dates(typed, From, Until, problems) is var (from, until) ? new ClosedDates(from, until) : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [Fields.Date(From, "FirstDayLabel"), Fields.Date(Until, "LastDayLabel")];

    protected override Typed Fill(ClosedDates condition) => new Filling().Date(From, condition.From).Date(Until, condition.Until).ToTyped();
}
