using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class BufferTimeForm : SentenceForm<BufferTime>
{
    private const string Before = "before";
    private const string After = "after";
    private const int Most = 1440;

    public override Typed Empty => Fill(new BufferTime(0, 0));

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        (Reading.Length(typed, Before, 0, Most, problems), Reading.Length(typed, After, 0, Most, problems)) is ({ } before, { } after)
            ? new BufferTime(before, after)
            : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) =>
        [.. Fields.Length(Before, "BeforeLabel"), .. Fields.Length(After, "AfterLabel")];

    protected override Typed Fill(BufferTime condition) => new Filling()
        .Length(Before, condition.BeforeMinutes, Reading.MinutesUnit).Length(After, condition.AfterMinutes, Reading.MinutesUnit).ToTyped();
}
