using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class QuotaForm : SentenceForm<Quota>
{
    private const string Limit = "limit";
    private const string Measure = "measure";
    private const string Per = "per";
    private const string Over = "over";
    private const string Counts = "counts";
    private const string Of = "of";

    public override Typed Empty => new Filling()
        .Choice(Measure, QuotaMeasure.Bookings).Choice(Per, QuotaPeriod.Week).Choice(Over, Scope.Resource).Choice(Counts, QuotaCounts.Both)
        .Choice(Of, QuotaOf.Person).ToTyped();

    protected override Said Hint => new("QuotaHint");

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        (Reading.Number(typed, Limit, 1, 1000, problems), Reading.OneOf<QuotaMeasure>(typed, Measure, problems),
            Reading.OneOf<QuotaPeriod>(typed, Per, problems), Reading.OneOf<Scope>(typed, Over, problems),
            Reading.OneOf<QuotaCounts>(typed, Counts, problems), Reading.OneOf<QuotaOf>(typed, Of, problems))
            is ({ } limit, { } measure, { } per, { } over, { } counts, { } whose)
            ? new Quota(limit, measure, per, over, counts, whose)
            : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) =>
    [
        Fields.Number(Limit), Fields.OneOf<QuotaMeasure>(Measure, "UnitLabel", value => $"QuotaMeasure_{value}"),
        Fields.OneOf<QuotaPeriod>(Per, "PerLabel", value => $"QuotaPeriod_{value}"), Fields.Over,
        Fields.OneOf<QuotaCounts>(Counts, "CountsLabel", value => $"QuotaCounts_{value}"), Fields.OneOf<QuotaOf>(Of, "OfLabel", value => $"QuotaOf_{value}"),
    ];

    protected override Typed Fill(Quota condition) => new Filling()
        .Number(Limit, condition.Limit).Choice(Measure, condition.Measure).Choice(Per, condition.Per).Choice(Over, condition.Over)
        .Choice(Counts, condition.Counts).Choice(Of, condition.Of).ToTyped();
}
