using System.Globalization;
using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class SchoolHolidaysForm : ConditionForm<SchoolHolidays>
{
    private const string State = "state";
    private const string Rows = "rows";
    private const int UsualRows = 3;
    private const int SpareRows = 1;
    private const int MostRows = 40;
    private const int LongestName = 100;

    public override Typed Empty => new Filling().Text(State, OpenOrClosed.Closed).Number(Rows, UsualRows).ToTyped();

    public override string MoreButton => "MoreHolidays";

    public override IReadOnlyList<string> RowCounts => [Rows];

    public override Typed WithMore(Typed typed) =>
        typed.With(Rows, Math.Min(MostRows, RowsOf(typed) + 1).ToString(CultureInfo.InvariantCulture));

    public override IReadOnlyList<EditorPart> Parts(Typed typed) =>
    [
        new EditorPart(null, [new EditorLine("SentenceSchoolHolidays", OpenOrClosed.Field(State))]) { Hint = new Said("SchoolHolidaysHint") },
        .. Enumerable.Range(0, RowsOf(typed)).Select(row => new EditorPart(new Said("HolidayLegend", row + 1),
        [
            new EditorLine(null, Fields.Line(NameDa(row), new Said("HolidayDaLabel"), LongestName)),
            new EditorLine(null, Fields.Line(NameEn(row), new Said("HolidayEnLabel"), LongestName)),
            new EditorLine("SentenceHolidayDates", Fields.Date(From(row), "FirstDayLabel"), Fields.Date(Until(row), "LastDayLabel")),
        ])),
    ];

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        List<SchoolHoliday> holidays = [];
        for (var row = 0; row < RowsOf(typed); row++)
        {
            if (IsBlank(typed, row))
            {
                continue;
            }

            var (danish, english) = (Reading.Text(typed, NameDa(row), LongestName, problems), Reading.Text(typed, NameEn(row), LongestName, problems));
            if (danish is { Length: 0 })
            {
                problems.Add(NameDa(row), "HolidayNameMissing");
            }

            if (Reading.Dates(typed, From(row), Until(row), problems) is var (from, until) && danish is { Length: > 0 } && english is not null)
            {
                holidays.Add(new SchoolHoliday(danish, english, from, until));
            }
        }

        if (Reading.YesOrNo(typed, State, OpenOrClosed.Closed, OpenOrClosed.Open, problems) is { } closed
            && problems.All.Count == 0 && closed != holidays.Count > 0)
        {
            problems.Add(State, closed ? "HolidaysMissing" : "HolidaysTooMany");
        }

        return problems.All.Count == 0 ? new SchoolHolidays(holidays) : null;
    }

    protected override Typed Fill(SchoolHolidays condition)
    {
        var filling = new Filling()
            .Text(State, OpenOrClosed.Of(condition.Holidays.Count > 0))
            .Number(Rows, Math.Max(UsualRows, condition.Holidays.Count + SpareRows));
        for (var row = 0; row < condition.Holidays.Count; row++)
        {
            var holiday = condition.Holidays[row];
            filling.Text(NameDa(row), holiday.NameDa).Text(NameEn(row), holiday.NameEn).Date(From(row), holiday.From).Date(Until(row), holiday.Until);
        }

        return filling.ToTyped();
    }

    private static int RowsOf(Typed typed) => typed.Count(Rows, UsualRows, MostRows);

    private static bool IsBlank(Typed typed, int row) =>
        !typed.Has(NameDa(row)) && !typed.Has(NameEn(row)) && !typed.Has(From(row)) && !typed.Has(Until(row));

    private static string NameDa(int row) => $"holiday-{row}-da";

    private static string NameEn(int row) => $"holiday-{row}-en";

    private static string From(int row) => $"holiday-{row}-from";

    private static string Until(int row) => $"holiday-{row}-until";
}
