using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class PublicHolidaysForm : SentenceForm<PublicHolidays>
{
    private const string State = "state";

    public override Typed Empty => Fill(new PublicHolidays(true));

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        Reading.YesOrNo(typed, State, OpenOrClosed.Closed, OpenOrClosed.Open, problems) is { } closed ? new PublicHolidays(closed) : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [OpenOrClosed.Field(State)];

    protected override Typed Fill(PublicHolidays condition) => new Filling().Text(State, OpenOrClosed.Of(condition.Closed)).ToTyped();
}
