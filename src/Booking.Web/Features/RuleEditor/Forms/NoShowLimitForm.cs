using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class NoShowLimitForm : SentenceForm<NoShowLimit>
{
    private const string Maximum = "maximum";
    private const string Then = "then";

    protected override Said Hint => new("NoShowLimitHint");

    public override Typed Empty => new Filling().Choice(Then, AfterNoShows.Refuse).ToTyped();

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        (Reading.Number(typed, Maximum, 0, 20, problems), Reading.OneOf<AfterNoShows>(typed, Then, problems)) is ({ } maximum, { } then)
            ? new NoShowLimit(maximum, then)
            : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) =>
        [Fields.Number(Maximum), Fields.OneOf<AfterNoShows>(Then, "NoShowThenLabel", value => $"NoShowThen_{value}")];

    protected override Typed Fill(NoShowLimit condition) => new Filling().Number(Maximum, condition.Maximum).Choice(Then, condition.Then).ToTyped();
}
