using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class ConcurrentBookingsForm : SentenceForm<ConcurrentBookings>
{
    private const string Maximum = "maximum";
    private const string Over = "over";

    public override Typed Empty => new Filling().Choice(Over, Scope.Resource).ToTyped();

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        (Reading.Number(typed, Maximum, 1, 100, problems), Reading.OneOf<Scope>(typed, Over, problems)) is ({ } maximum, { } over)
            ? new ConcurrentBookings(maximum, over)
            : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [Fields.Number(Maximum), Fields.Over];

    protected override Typed Fill(ConcurrentBookings condition) => new Filling().Number(Maximum, condition.Maximum).Choice(Over, condition.Over).ToTyped();
}
