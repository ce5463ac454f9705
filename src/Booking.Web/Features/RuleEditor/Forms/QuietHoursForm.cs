using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class QuietHoursForm : SentenceForm<QuietHours>
{
    private const string From = "from";
    private const string Until = "until";
    private const int LastMinute = 1439;

    protected override Said Hint => new("QuietHoursHint", new MinuteOfDay(22 * 60), new MinuteOfDay(7 * 60));

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        (Reading.Time(typed, From, problems, LastMinute), Reading.Time(typed, Until, problems)) is ({ } from, { } until)
            ? new QuietHours(from, Clock.EndAfter(from, until))
            : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [Fields.Time(From, "FromTimeLabel"), Fields.Time(Until, "UntilTimeLabel")];

    protected override Typed Fill(QuietHours condition) => new Filling()
        .Text(From, Clock.Say(condition.FromMinute)).Text(Until, Clock.SayEnd(condition.FromMinute, condition.UntilMinute)).ToTyped();
}
