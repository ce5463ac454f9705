using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class ApprovalForm : ConditionForm<Approval>
{
    private const string Always = "always";
    private const string Longer = "longer";
    private const string People = "people";
    private const string Later = "later";
    private const string Outside = "outside";
    private const string Meanwhile = "meanwhile";
    private const string Held = "held";
    private const string Open = "open";

    public override Typed Empty => new Filling().Length(Longer, null).Text(Meanwhile, Held).ToTyped();

    public override IReadOnlyList<EditorPart> Parts(Typed typed) =>
    [
        new EditorPart(null,
        [
            new EditorLine(null, Fields.Tick(Always, "ApprovalAlwaysTick")),
            new EditorLine("SentenceApprovalLonger", Fields.Length(Longer)),
            new EditorLine("SentenceApprovalPeople", Fields.Number(People, "PeopleLabel")),
            new EditorLine("SentenceApprovalLater", Fields.Time(Later, "TimeLabel")),
            new EditorLine(null, Fields.Tick(Outside, "ApprovalOutsideTick")),
        ]) { Hint = new Said("ApprovalHint") },
        new EditorPart(new Said("ApprovalMeanwhile"),
        [
            new EditorLine("SentenceApprovalMeanwhile", new EditorField(Meanwhile, FieldSort.Choice, new Said("ApprovalMeanwhile"))
            {
                Choices = [new EditorChoice(Held, new Said("ApprovalHeld")), new EditorChoice(Open, new Said("ApprovalOpen"))],
            }),
        ]) { Hint = new Said("ApprovalMeanwhileHint") },
    ];

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var longer = typed.Has(Longer) ? Reading.Length(typed, Longer, 1, 366 * 1440, problems) : null;
        var people = typed.Has(People) ? Reading.Number(typed, People, 1, 10_000, problems) : null;
        var later = typed.Has(Later) ? Reading.Time(typed, Later, problems) : null;
        var holds = Reading.YesOrNo(typed, Meanwhile, Held, Open, problems);
        var (always, outside) = (Reading.Ticked(typed, Always), Reading.Ticked(typed, Outside));
        if (problems.All.Count == 0 && !always && !outside && (longer ?? people ?? later) is null)
        {
            problems.Add(Always, "ApprovalNever");
        }

        return problems.All.Count == 0 ? new Approval(always, longer, people, later, outside, holds!.Value) : null;
    }

    protected override Typed Fill(Approval condition)
    {
        var filling = new Filling()
            .Tick(Always, condition.Always).Length(Longer, condition.LongerThanMinutes).Number(People, condition.MorePeopleThan)
            .Tick(Outside, condition.FromOutside).Text(Meanwhile, condition.Holds ? Held : Open);
        return (condition.EndsAfterMinute is { } minute ? filling.Text(Later, Clock.Say(minute)) : filling).ToTyped();
    }
}
