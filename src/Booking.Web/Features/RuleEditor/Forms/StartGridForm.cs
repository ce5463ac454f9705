using System.Globalization;
using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class StartGridForm : SentenceForm<StartGrid>
{
    private const string Step = "step";
    private const int Day = 1440;

    private static readonly IReadOnlyList<int> Usual = [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, Day];

    public override Typed Empty => Fill(new StartGrid(30));

    protected override Said Hint => new("StartGridHint");

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        if (Understand(typed) is { } minutes)
        {
            return new StartGrid(minutes);
        }

        problems.Add(Step, "ChooseOne");
        return null;
    }

    // A step that a rule has already is offered along with the usual ones.
    protected override IEnumerable<EditorField> SentenceFields(Typed typed) =>
    [
        new(Step, FieldSort.Choice, new Said("StepLabel"))
        {
            Choices =
            [
                .. Usual.Concat(Understand(typed) is { } own ? [own] : []).Distinct().Order()
                    .Select(minutes => new EditorChoice(minutes.ToString(CultureInfo.InvariantCulture), new Said("LengthWord", new Minutes(minutes)))),
            ],
        },
    ];

    protected override Typed Fill(StartGrid condition) => new Filling().Number(Step, condition.Minutes).ToTyped();

    private static int? Understand(Typed typed) =>
        int.TryParse(typed[Step], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= Day && Day % minutes == 0
            ? minutes
            : null;
}
