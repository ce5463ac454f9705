using System.Globalization;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using NodaTime;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class OpeningHoursForm : ConditionForm<OpeningHours>
{
    private const string Week = "week";
    private const string Seasons = "seasons";
    private const int MostSeasons = 20;
    private const int LongestDay = 200;

    // With a 29 February.
    private const int AnyYear = 2028;

    private static readonly IReadOnlyList<IsoDayOfWeek> Days = [.. Enumerable.Range(1, 7).Select(day => (IsoDayOfWeek)day)];

    public override Typed Empty => new Filling().Number(Seasons, 0).ToTyped();

    public override string MoreButton => "MoreSeasons";

    public override IReadOnlyList<string> RowCounts => [Seasons];

    public override Typed WithMore(Typed typed) =>
        typed.With(Seasons, Math.Min(MostSeasons, SeasonsOf(typed) + 1).ToString(CultureInfo.InvariantCulture));

    public override IReadOnlyList<EditorPart> Parts(Typed typed) =>
    [
        new EditorPart(new Said(SeasonsOf(typed) > 0 ? "RestOfYearLegend" : "WeekLegend"), WeekLines(Week))
        {
            Hint = new Said("OpeningHoursHint"),
        },
        .. Enumerable.Range(0, SeasonsOf(typed)).Select(season => new EditorPart(new Said("SeasonLegend", season + 1),
        [
            new EditorLine(
                "SentenceSeason",
                DayOfMonth(FromOf(season), "FirstDayLabel"), MonthOf(FromOf(season), "FirstMonthLabel"),
                DayOfMonth(UntilOf(season), "LastDayLabel"), MonthOf(UntilOf(season), "LastMonthLabel")),
            .. WeekLines(Season(season)),
        ]) { Hint = new Said("SeasonHint") }),
    ];

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var week = ReadWeek(typed, Week, problems);
        List<Season> seasons = [];
        for (var season = 0; season < SeasonsOf(typed); season++)
        {
            if (IsBlank(typed, season))
            {
                continue;
            }

            var hours = ReadWeek(typed, Season(season), problems);
            if ((ReadDay(typed, FromOf(season), problems), ReadDay(typed, UntilOf(season), problems)) is ({ } from, { } until))
            {
                seasons.Add(new Season(from, until, hours));
            }
        }

        return problems.All.Count == 0 ? new OpeningHours(week, seasons) : null;
    }

    protected override Typed Fill(OpeningHours condition)
    {
        var filling = new Filling().Number(Seasons, condition.Seasons.Count);
        FillWeek(filling, Week, condition.Week);
        for (var season = 0; season < condition.Seasons.Count; season++)
        {
            var one = condition.Seasons[season];
            FillDay(filling, FromOf(season), one.From);
            FillDay(filling, UntilOf(season), one.Until);
            FillWeek(filling, Season(season), one.Week);
        }

        return filling.ToTyped();
    }

    private static List<WeeklySpan> ReadWeek(Typed typed, string week, FieldProblems problems)
    {
        List<WeeklySpan> spans = [];
        foreach (var day in Days)
        {
            if (DayHours.Read(day, typed[DayOf(week, day)]) is { } read)
            {
                spans.AddRange(read);
            }
            else
            {
                problems.Add(DayOf(week, day), "HoursUnclear", day);
            }
        }

        return spans;
    }

    private static AnnualDate? ReadDay(Typed typed, string name, FieldProblems problems)
    {
        var month = Reading.Number(typed, MonthName(name), 1, 12, problems);
        var day = Reading.Number(typed, DayName(name), 1, 31, problems);
        if ((month, day) is not ({ } m, { } d))
        {
            return null;
        }

        var last = CalendarSystem.Iso.GetDaysInMonth(AnyYear, m);
        if (d <= last)
        {
            return new AnnualDate(m, d);
        }

        problems.Add(DayName(name), "NumberBetween", 1, last);
        return null;
    }

    private static void FillWeek(Filling filling, string week, IReadOnlyList<WeeklySpan> spans)
    {
        foreach (var day in Days)
        {
            filling.Text(DayOf(week, day), DayHours.Say(spans, day));
        }
    }

    private static void FillDay(Filling filling, string name, AnnualDate date) =>
        filling.Number(DayName(name), date.Day).Number(MonthName(name), date.Month);

    private static EditorLine[] WeekLines(string week) =>
        [.. Days.Select(day => new EditorLine(null, Fields.Line(DayOf(week, day), new Said("WeekdayLabel", day), LongestDay)))];

    private static EditorField DayOfMonth(string name, string label) => Fields.Number(DayName(name), label);

    private static EditorField MonthOf(string name, string label) => new(MonthName(name), FieldSort.Choice, new Said(label))
    {
        Choices =
        [
            new EditorChoice("", new Said("ChooseMonth")),
            .. Enumerable.Range(1, 12).Select(month =>
                new EditorChoice(month.ToString(CultureInfo.InvariantCulture), new Said("MonthWord", new Month(month)))),
        ],
    };

    private static bool IsBlank(Typed typed, int season) =>
        Days.All(day => !typed.Has(DayOf(Season(season), day)))
        && !typed.Has(DayName(FromOf(season))) && !typed.Has(MonthName(FromOf(season)))
        && !typed.Has(DayName(UntilOf(season))) && !typed.Has(MonthName(UntilOf(season)));

    private static int SeasonsOf(Typed typed) => typed.Count(Seasons, 0, MostSeasons);

    private static string Season(int season) => $"season-{season}";

    private static string FromOf(int season) => $"{Season(season)}-from";

    private static string UntilOf(int season) => $"{Season(season)}-until";

    private static string DayOf(string week, IsoDayOfWeek day) => $"{week}-{(int)day}";

    private static string DayName(string name) => $"{name}-day";

    private static string MonthName(string name) => $"{name}-month";
}
