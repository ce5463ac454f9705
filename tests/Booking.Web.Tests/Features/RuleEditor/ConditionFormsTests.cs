using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;

namespace Booking.Web.Tests.Features.RuleEditor;

/// <summary>What is typed, and the rule that it makes or the problem it has: "field=text; field=text".</summary>
public sealed class ConditionFormsTests
{
    public static TheoryData<string, Condition> Understood => new()
    {
        { "length=90; length-unit=minutes", new MinimumDuration(90) },
        { "length=1,5; length-unit=hours", new MinimumDuration(90) },
        { "length=1.5; length-unit=hours", new MinimumDuration(90) },
        { "length=60; length-unit=days", new MinimumDuration(86_400) },
        { "length= 2 ; length-unit=days", new MaximumDuration(2880) },
        { "length=15; length-unit=minutes", new DurationStep(15) },
        { "step=1440", new StartGrid(1440) },
        { "step=45", new StartGrid(45) },
        { "length=0; length-unit=hours", new LeadTime(0) },
        { "days=0", new Horizon(0) },
        { "days=1100", new Horizon(1100) },
        { "before=0; before-unit=minutes; after=1; after-unit=days", new BufferTime(0, 1440) },
        {
            "pick-up-5=8-10, 16-18; return-7=20-24",
            new HandoverTimes(
                [new WeeklySpan(IsoDayOfWeek.Friday, 480, 600), new WeeklySpan(IsoDayOfWeek.Friday, 960, 1080)], [new WeeklySpan(IsoDayOfWeek.Sunday, 1200, 1440)])
        },
        { "from=22; until=7", new QuietHours(1320, 1860) },
        { "from=22.00; until=24.00", new QuietHours(1320, 1440) },
        { "from=0; until=0:00", new QuietHours(0, 1440) },
        { "from=22:30; until=23.15", new QuietHours(1350, 1395) },
        { "from=2026-12-24; until=2026-12-26", new ClosedDates(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 26)) },
        { "from=24.12.2026; until=2026-12-24", new ClosedDates(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 24)) },
        { "state=open", new PublicHolidays(false) },
        { "state=closed", new PublicHolidays(true) },
        { "state=open; rows=3", new SchoolHolidays([]) },
        { "maximum=1", new GroupSize(1) },
        {
            "limit=2; measure=Hours; per=Season; over=Category; counts=Used; of=Group",
            new Quota(2, QuotaMeasure.Hours, QuotaPeriod.Season, Scope.Category, QuotaCounts.Used, QuotaOf.Group)
        },
        { "maximum=100; over=Owner", new ConcurrentBookings(100, Scope.Owner) },
        { "length=60; length-unit=days; over=Resource", new Spacing(86_400, Scope.Resource) },
        { "", new Audience(false, false, null) },
        { "residents=true; age=18", new Audience(true, false, 18) },
        { "district=true; members=true", new Audience(false, true, null, District: true) },
        { "groups=true", new Audience(false, false, null, Groups: true) },
        { "giver-da=pedellen; giver-en=; months=24", new IntroductionRequired(24, "pedellen", "") },
        { "outside=true; meanwhile=held", new Approval(false, null, null, null, true) },
        { "longer=4; longer-unit=hours; people=30; later=26.00; meanwhile=open", new Approval(false, 240, 30, 1560, false, Holds: false) },
        { "text-da=låser døren", new Responsibility("låser døren", "") },
        { "length=1; length-unit=days", new CheckInGrace(1440) },
        { "length=24; length-unit=hours", new CancellationDeadline(1440) },
        { "maximum=0; then=AskOwner", new NoShowLimit(0, AfterNoShows.AskOwner) },
        { "dates=40; days=300", new SeriesLimit(40, 300) },
        { "dates=0; days=365", new SeriesLimit(0, 365) },
        { "days=30", new RenewalPriority(30) },
        { "ask=2; ask-unit=days; answer=24; answer-unit=hours", new Reconfirmation(2880, 1440) },
        { "ask=28; ask-unit=days; answer=30; answer-unit=minutes", new Reconfirmation(28 * 1440, 30) },
        { "ask=90; ask-unit=minutes; answer=30; answer-unit=minutes", new Reconfirmation(90, 30) },
    };

    [Theory]
    [MemberData(nameof(Understood))]
    public void Read_OfWhatMakesSense_IsTheRule(string typed, Condition expected)
    {
        var problems = new FieldProblems();

        var read = ConditionForms.Find(expected.Kind)!.Read(Typing(typed), problems);

        problems.All.Should().BeEmpty();
        ConditionJson.Write(read!).Should().Be(ConditionJson.Write(expected));
    }

    [Theory]
    [InlineData("MinimumDuration", "", "length-unit", "ChooseOne")]
    [InlineData("MinimumDuration", "length=; length-unit=hours", "length", "LengthBetween")]
    [InlineData("MinimumDuration", "length=0; length-unit=hours", "length", "LengthBetween")]
    [InlineData("MinimumDuration", "length=61; length-unit=days", "length", "LengthBetween")]
    [InlineData("MinimumDuration", "length=en; length-unit=days", "length", "LengthBetween")]
    [InlineData("MinimumDuration", "length=0,3; length-unit=minutes", "length", "LengthBetween")]
    [InlineData("MinimumDuration", "length=-1; length-unit=hours", "length", "LengthBetween")]
    [InlineData("MinimumDuration", "length=99999999999999999999; length-unit=hours", "length", "LengthBetween")]
    [InlineData("MinimumDuration", "length=1; length-unit=weeks", "length-unit", "ChooseOne")]
    [InlineData("DurationStep", "length=8; length-unit=days", "length", "LengthBetween")]
    [InlineData("CheckInGrace", "length=0; length-unit=minutes", "length", "LengthBetween")]
    [InlineData("Reconfirmation", "ask=89; ask-unit=minutes; answer=29; answer-unit=minutes", "ask", "LengthBetween")]
    [InlineData("Reconfirmation", "ask=29; ask-unit=days; answer=1; answer-unit=days", "ask", "LengthBetween")]
    [InlineData("Reconfirmation", "ask=2; ask-unit=days; answer=47,5; answer-unit=hours", "answer", "LengthBetween")]
    [InlineData("Reconfirmation", "ask=1; ask-unit=days; answer=2; answer-unit=days", "answer", "LengthBetween")]
    [InlineData("NoShowLimit", "maximum=21; then=Refuse", "maximum", "NumberBetween")]
    [InlineData("NoShowLimit", "maximum=2", "then", "ChooseOne")]
    [InlineData("SeriesLimit", "dates=1; days=300", "dates", "DatesBetween")]
    [InlineData("SeriesLimit", "dates=201; days=300", "dates", "DatesBetween")]
    [InlineData("SeriesLimit", "dates=10; days=0", "days", "NumberBetween")]
    [InlineData("StartGrid", "step=7", "step", "ChooseOne")]
    [InlineData("StartGrid", "", "step", "ChooseOne")]
    [InlineData("RenewalPriority", "days=6", "days", "NumberBetween")]
    [InlineData("RenewalPriority", "days=181", "days", "NumberBetween")]
    [InlineData("Horizon", "days=1101", "days", "NumberBetween")]
    [InlineData("Horizon", "days=1,5", "days", "NumberBetween")]
    [InlineData("BufferTime", "before=25; before-unit=hours; after=0; after-unit=hours", "before", "LengthBetween")]
    [InlineData("HandoverTimes", "pick-up-5=22-2; return-6=8-10", "pick-up-5", "HoursUnclear")]
    [InlineData("HandoverTimes", "pick-up-5=8-10", "return-1", "HandoverMissing")]
    [InlineData("QuietHours", "from=24.00; until=7", "from", "ClockUnclear")]
    [InlineData("QuietHours", "from=22.60; until=7", "from", "ClockUnclear")]
    [InlineData("QuietHours", "from=22; until=sen", "until", "ClockUnclear")]
    [InlineData("ClosedDates", "from=2026-12-24; until=2026-12-23", "until", "LastBeforeFirst")]
    [InlineData("ClosedDates", "from=2026-02-30; until=2026-12-23", "from", "DateUnclear")]
    [InlineData("ClosedDates", "from=1999-12-24; until=2026-12-23", "from", "DateUnclear")]
    [InlineData("PublicHolidays", "state=maybe", "state", "ChooseOne")]
    [InlineData("SchoolHolidays", "state=closed; rows=3", "state", "HolidaysMissing")]
    [InlineData("SchoolHolidays", "state=open; holiday-0-da=Jul; holiday-0-from=2026-12-23; holiday-0-until=2027-01-03", "state", "HolidaysTooMany")]
    [InlineData("SchoolHolidays", "state=closed; holiday-0-from=2026-12-23; holiday-0-until=2027-01-03", "holiday-0-da", "HolidayNameMissing")]
    [InlineData("SchoolHolidays", "state=closed; holiday-2-da=Jul; holiday-2-from=2026-12-23", "holiday-2-until", "DateUnclear")]
    [InlineData("GroupSize", "maximum=10001", "maximum", "NumberBetween")]
    [InlineData("Quota", "limit=0; measure=Hours; per=Week; over=Owner; counts=Both", "limit", "NumberBetween")]
    [InlineData("Quota", "limit=1; measure=1; per=Week; over=Owner; counts=Both", "measure", "ChooseOne")]
    [InlineData("ConcurrentBookings", "maximum=101; over=Owner", "maximum", "NumberBetween")]
    [InlineData("Spacing", "length=61; length-unit=days; over=Owner", "length", "LengthBetween")]
    [InlineData("Audience", "age=0", "age", "NumberBetween")]
    [InlineData("IntroductionRequired", "months=121", "months", "NumberBetween")]
    [InlineData("Approval", "meanwhile=held", "always", "ApprovalNever")]
    [InlineData("Approval", "always=true", "meanwhile", "ChooseOne")]
    [InlineData("Approval", "always=true; people=0; meanwhile=held", "people", "NumberBetween")]
    [InlineData("Responsibility", "text-da= ", "text-da", "PromiseMissing")]
    [InlineData("OpeningHours", "week-1=8", "week-1", "HoursUnclear")]
    [InlineData("OpeningHours", "week-7=25-26", "week-7", "HoursUnclear")]
    [InlineData("OpeningHours", "week-1=8-49", "week-1", "HoursUnclear")]
    [InlineData("OpeningHours", "seasons=1; season-0-1=8-12", "season-0-from-month", "NumberBetween")]
    [InlineData(
        "OpeningHours", "seasons=1; season-0-from-day=31; season-0-from-month=4; season-0-until-day=1; season-0-until-month=9",
        "season-0-from-day", "NumberBetween")]
    public void Read_OfWhatMakesNoSense_SaysSoAtTheField(string kind, string typed, string field, string problem)
    {
        var problems = new FieldProblems();

        ConditionForms.Find(kind)!.Read(Typing(typed), problems).Should().BeNull();

        problems.Of(field)!.Key.Should().Be(problem);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("8-12, 13-22", "480-720 780-1320")]
    [InlineData("8.00–12.00 og 13.00–22.00", "480-720 780-1320")]
    [InlineData("8:30 til 12 and 13 to 17", "510-720 780-1020")]
    [InlineData("9.00–14.00 15.00–22.00", "540-840 900-1320")]
    [InlineData("kl. 9 til 14, kl. 15 til 22", "540-840 900-1320")]
    [InlineData("Fra 9 - 14 / 15 - 22", "540-840 900-1320")]
    [InlineData("lukket", "")]
    [InlineData("Closed", "")]
    [InlineData("-", "")]
    [InlineData("hele døgnet", "0-1440")]
    [InlineData("Døgnet rundt", "0-1440")]
    [InlineData("18-02", "1080-1560")]
    [InlineData("18-2", "1080-1560")]
    [InlineData("0-24", "0-1440")]
    [InlineData("0-0", "0-1440")]
    [InlineData("8-8", "480-1920")]
    [InlineData("8-32", "480-1920")]
    [InlineData("8-36.30", "480-2190")]
    [InlineData("0-48", "0-2880")]
    public void Read_OfADaysHours_TakesThemAsPeopleTypeThem(string typed, string expected)
    {
        var read = (OpeningHours)ConditionForms.Find("OpeningHours")!.Read(Typing($"week-3={typed}"), new FieldProblems())!;

        string.Join(' ', read.Week.Select(span => $"{span.OpensMinute}-{span.ClosesMinute}")).Should().Be(expected);
        read.Week.Where(span => span.Day != IsoDayOfWeek.Wednesday).Should().BeEmpty();
    }

    [Fact]
    public void Read_OfASeasonThatIsLeftBlank_LeavesItOut()
    {
        var read = (OpeningHours)ConditionForms.Find("OpeningHours")!.Read(Typing("seasons=2; week-1=8-12"), new FieldProblems())!;

        read.Seasons.Should().BeEmpty();
    }

    [Fact]
    public void Read_OfASeasonOverNewYear_KeepsItsOrder()
    {
        var read = (OpeningHours)ConditionForms.Find("OpeningHours")!.Read(
            Typing("seasons=1; season-0-from-day=1; season-0-from-month=10; season-0-until-day=29; season-0-until-month=2"), new FieldProblems())!;

        read.Seasons.Should().ContainSingle().Which.Should().BeEquivalentTo(new Season(new AnnualDate(10, 1), new AnnualDate(2, 29), []));
    }

    [Theory]
    [InlineData("OpeningHours", "seasons", "999999", 20)]
    [InlineData("SchoolHolidays", "rows", "999999", 40)]
    public void Parts_OfAsManyRowsAsSomebodySends_StayWithinLimits(string kind, string count, string sent, int most)
    {
        var form = ConditionForms.Find(kind)!;

        form.Parts(Typing($"{count}={sent}")).Should().HaveCount(most + 1);
        form.WithMore(Typing($"{count}={sent}"))[count].Should().Be($"{most}");
    }

    private static Typed Typing(string typed) => new(typed.Split("; ", StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => field[1]));
}
