using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using NodaTime;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class HandoverTimesForm : ConditionForm<HandoverTimes>
{
    private const string PickUp = "pick-up";
    private const string Return = "return";
    private const int LongestDay = 200;
    private const int WholeDay = 1440;

    private static readonly IReadOnlyList<IsoDayOfWeek> Days = [.. Enumerable.Range(1, 7).Select(day => (IsoDayOfWeek)day)];

    public override IReadOnlyList<EditorPart> Parts(Typed typed) =>
    [
        new EditorPart(new Said("PickUpLegend"), WeekLines(PickUp)) { Hint = new Said("HandoverTimesHint") },
        new EditorPart(new Said("ReturnLegend"), WeekLines(Return)),
    ];

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var (pickUp, brought) = (ReadWeek(typed, PickUp, problems), ReadWeek(typed, Return, problems));
        return problems.All.Count == 0 ? new HandoverTimes(pickUp, brought) : null;
    }

    protected override Typed Fill(HandoverTimes condition)
    {
        var filling = new Filling();
        foreach (var day in Days)
        {
            filling.Text(DayOf(PickUp, day), DayHours.Say(condition.PickUp, day)).Text(DayOf(Return, day), DayHours.Say(condition.Return, day));
        }

        return filling.ToTyped();
    }

    private static List<WeeklySpan> ReadWeek(Typed typed, string week, FieldProblems problems)
    {
        List<WeeklySpan> spans = [];
        foreach (var day in Days)
        {
            if (DayHours.Read(day, typed[DayOf(week, day)]) is { } read && read.All(span => span.ClosesMinute <= WholeDay))
            {
                spans.AddRange(read);
            }
            else
            {
                problems.Add(DayOf(week, day), "HoursUnclear", day);
            }
        }

        if (spans.Count == 0 && problems.All.Count == 0)
        {
            problems.Add(DayOf(week, IsoDayOfWeek.Monday), "HandoverMissing");
        }

        return spans;
    }

    private static EditorLine[] WeekLines(string week) =>
        [.. Days.Select(day => new EditorLine(null, Fields.Line(DayOf(week, day), new Said("WeekdayLabel", day), LongestDay)))];

    private static string DayOf(string week, IsoDayOfWeek day) => $"{week}-{(int)day}";
}
