using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class SeriesLimitForm : SentenceForm<SeriesLimit>
{
    private const string Dates = "dates";
    private const string Days = "days";
    private const int MostDates = 200;

    protected override Said Hint => new("SeriesLimitHint");

    public override Typed Empty => Fill(SeriesLimit.Usual);

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var dates = Reading.Number(typed, Dates, 0, MostDates, problems, "DatesBetween");
        if (dates == 1)
        {
            problems.Add(Dates, "DatesBetween", 0, MostDates);
            dates = null;
        }

        var days = Reading.Number(typed, Days, 1, 1100, problems);
        return (dates, days) is ({ } most, { } ahead) ? new SeriesLimit(most, ahead) : null;
    }

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => [Fields.Number(Dates, "DatesLabel"), Fields.Number(Days, "DaysLabel")];

    protected override Typed Fill(SeriesLimit condition) => new Filling().Number(Dates, condition.Dates).Number(Days, condition.Days).ToTyped();
}
