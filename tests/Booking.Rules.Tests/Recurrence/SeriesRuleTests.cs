using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Rules.Recurrence;
using CsCheck;
using NodaTime.Text;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Recurrence;

public sealed class SeriesRuleTests
{
    private static readonly LocalTime Seven = new(19, 0);

    /// <summary>Each line of the file: rule, first date, all dates.</summary>
    public static TheoryData<string, string, string> Cases()
    {
        TheoryData<string, string, string> cases = [];
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recurrence", "series-dates.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(" | ");
            cases.Add(parts[0], parts[1], parts[2]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dates_OfEachCase_AreTheSameToBothReaders(string rule, string first, string expected)
    {
        var from = LocalDatePattern.Iso.Parse(first).Value;
        var dates = expected.Split(' ').Select(text => LocalDatePattern.Iso.Parse(text).Value).ToList();

        RecurringDates.Of(rule, from, from.PlusYears(5)).Should().Equal(dates);
        Independently(rule, from, from.PlusYears(5)).Should().Equal(dates);
    }

    [Fact]
    public void Dates_OfAnySeries_AreThoseTheOtherReaderFinds() => AnySeries.Sample(rule =>
    {
        var dates = rule.Dates(60);

        dates.Should().Equal(Independently(rule.WholeText, rule.First, rule.First.PlusYears(300)).Take(dates.Count), rule.WholeText);
        dates[0].Should().Be(rule.First);
        dates.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        dates.Should().OnlyContain(date => rule.Until == null || date <= rule.Until);
        if (rule is { Count: { } count, Pattern: SeriesPattern.Weekly or SeriesPattern.MonthlyOnLastWeekday })
        {
            dates.Should().HaveCount(count);
        }
    }, iter: 300);

    [Fact]
    public void Periods_OfAnySeries_AreAtTheSameTimeOnTheWall() =>
        Gen.Select(AnySeries, Gen.Int[0, 1439], Gen.Int[1, 1440]).Sample((rule, minute, minutes) =>
        {
            var time = LocalTime.FromMinutesSinceMidnight(minute);
            foreach (var date in SeriesDate.At(rule.Dates(20), time, minutes, Copenhagen))
            {
                date.Start.TimeOfDay.Should().Be(time);
                if (date.Period is not { } period)
                {
                    var end = date.Start.PlusMinutes(minutes);
                    (Copenhagen.MapLocal(date.Start).Count == 0 || Copenhagen.MapLocal(end).Count == 0).Should().BeTrue();
                    continue;
                }

                period.Start.InZone(Copenhagen).LocalDateTime.Should().Be(date.Start);
                WallClock.MinutesBetween(period, Copenhagen).Should().Be(minutes);
            }
        }, iter: 300);

    [Fact]
    public void First_OfWeekdaysWithoutThatDay_IsTheNextOfThem()
    {
        var rule = SeriesRule.Weekly([IsoDayOfWeek.Thursday, IsoDayOfWeek.Monday], 1, Date(2026, 12, 1), null, 3);

        rule.Dates(10).Should().Equal(Date(2026, 12, 3), Date(2026, 12, 7), Date(2026, 12, 10));
        rule.WholeText.Should().Be("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH;COUNT=3");
    }

    [Theory]
    [InlineData(SeriesPattern.MonthlyOnDate, 31, true, "2026-08-31 2026-10-31")]
    [InlineData(SeriesPattern.MonthlyOnWeekday, 31, true, "2026-08-31 2026-11-30")]
    [InlineData(SeriesPattern.MonthlyOnLastWeekday, 17, false, "2026-08-31 2026-09-28 2026-10-26 2026-11-30")]
    [InlineData(SeriesPattern.MonthlyOnDate, 28, false, "2026-08-28 2026-09-28 2026-10-28 2026-11-28")]
    public void Monthly_WhereAMonthHasNoSuchDate_LeavesItOutAndSaysSo(SeriesPattern pattern, int day, bool leavesOut, string expected)
    {
        var rule = SeriesRule.Monthly(pattern, 1, Date(2026, 8, day), Date(2026, 11, 30), null);

        rule.LeavesOutMonths.Should().Be(leavesOut);
        rule.Dates(10).Select(LocalDatePattern.Iso.Format).Should().Equal(expected.Split(' '));
    }

    [Fact]
    public void Weekly_OverBothChangesOfTheClock_StaysAtSeven()
    {
        var rule = SeriesRule.Weekly([], 1, Date(2026, 10, 20), Date(2027, 4, 6), null);

        var dates = SeriesDate.At(rule.Dates(52), Seven, 120, Copenhagen);

        dates.Should().HaveCount(25).And.OnlyContain(date => date.Period!.Value.Duration == Duration.FromHours(2));
        dates.Select(date => date.Period!.Value.Start.InUtc().Hour).Distinct().Should().BeEquivalentTo([17, 18]);
    }

    [Fact]
    public void Period_ThatTheSpringChangeSkips_IsNone()
    {
        SeriesDate.At(Date(2027, 3, 28).At(new LocalTime(2, 30)), 60, Copenhagen).Period.Should().BeNull();
        SeriesDate.At(Date(2027, 3, 28).At(new LocalTime(1, 30)), 60, Copenhagen).Period.Should().BeNull("it would end at half past two");
        SeriesDate.At(Date(2027, 3, 28).At(new LocalTime(1, 30)), 120, Copenhagen).Period.Should().Be(From("2027-03-28T01:30", "2027-03-28T03:30"));
        SeriesDate.At(Date(2027, 10, 31).At(new LocalTime(2, 30)), 60, Copenhagen).Period.Should().Be(From("2027-10-31T02:30", "2027-10-31T03:30"));
    }

    [Fact]
    public void AgainstSeries_WithDatesThatRunIntoEachOther_SaysWhich()
    {
        var everyDay = SeriesRule.Weekly(Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None), 1, Date(2026, 12, 1), null, 5);

        SeriesDate.AgainstSeries(everyDay, Seven, 1440, Kitchen).Should().BeEmpty("they only touch");
        SeriesDate.AgainstSeries(everyDay, Seven, 1441, Kitchen).Should().Equal(new DatesOverlap(Date(2026, 12, 1), Date(2026, 12, 2)));
        SeriesDate.AgainstSeries(everyDay, Seven, 1440, Kitchen with { Buffer = Buffer(0, 15) }).Should().ContainSingle().Which.Should().BeOfType<DatesOverlap>();
    }

    [Theory]
    [InlineData(52, null)]
    [InlineData(53, 52)]
    public void AgainstSeries_WithoutARule_TakesFiftyTwoDates(int dates, int? most) =>
        SeriesDate.AgainstSeries(SeriesRule.Weekly([], 1, Date(2026, 12, 1), null, dates), Seven, 120, Kitchen)
            .Should().Equal(most is null ? [] : [new TooManyDates(52, Date(2027, 11, 23))]);

    [Fact]
    public void AgainstSeries_WithARule_IsAsItSays()
    {
        var rule = SeriesRule.Weekly([], 1, Date(2026, 12, 1), Date(2026, 12, 31), null);
        var id = Guid.NewGuid();

        SeriesDate.AgainstSeries(rule, Seven, 120, Kitchen with { Series = new(new SeriesLimit(0, 30), id) }).Should().Equal(new NoSeries { Rule = id });
        SeriesDate.AgainstSeries(rule, Seven, 120, Kitchen with { Series = new(new SeriesLimit(4, 30), id) })
            .Should().Equal(new TooManyDates(4, Date(2026, 12, 22)) { Rule = id });
        SeriesDate.AgainstSeries(rule, Seven, 120, Kitchen with { Series = new(new SeriesLimit(5, 30), id) }).Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, 52, null)]
    [InlineData(10, 42, null)]
    [InlineData(10, 43, 42)]
    [InlineData(52, 1, 0)]
    [InlineData(60, 1, 0)]
    public void AgainstSeries_ThatContinues_CountsTheDatesStillToComeToo(int before, int dates, int? fits)
    {
        var coming = Enumerable.Range(1, before).Select(week => Date(2026, 12, 1).PlusWeeks(-week)).Reverse().ToList();
        var last = fits is > 0 ? Date(2026, 12, 1).PlusWeeks(fits.Value - 1) : Date(2026, 11, 24);

        SeriesDate.AgainstSeries(SeriesRule.Weekly([], 1, Date(2026, 12, 1), null, dates), Seven, 120, Kitchen, coming)
            .Should().Equal(fits is null ? [] : [new TooManyDates(52, last)]);
    }

    // Rule, any date of it, the last or a later day, the first three dates that follow.
    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU", "2026-12-01", "2026-12-22", "2026-12-29 2027-01-05 2027-01-12")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-12-03", "2026-12-17", "2026-12-28 2026-12-31 2027-01-11")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-12-03", "2026-12-14", "2026-12-17 2026-12-28 2026-12-31")]
    [InlineData("FREQ=WEEKLY;INTERVAL=12;BYDAY=SU", "2026-12-06", "2026-12-07", "2027-02-28 2027-05-23 2027-08-15")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31", "2026-10-31", "2027-01-31", "2027-03-31 2027-05-31 2027-07-31")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "2026-12-08", "2027-02-09", "2027-04-13 2027-06-08 2027-08-10")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=5MO", "2026-11-30", "2026-12-01", "2027-03-29 2027-05-31 2027-08-30")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR", "2026-11-27", "2026-12-25", "2027-01-29 2027-02-26 2027-03-26")]
    public void Continuing_GoesOnInTheSameRhythm(string text, string first, string last, string next)
    {
        var rule = SeriesRule.Continuing(text, Day(first), Day(last), null, 3);

        rule.Text.Should().Be(text);
        rule.Dates(100).Should().Equal(next.Split(' ').Select(Day));

        static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
    }

    [Fact]
    public void OfSeries_WithARule_ReachesAsFarAsItSays_ElseAYear()
    {
        var id = Guid.NewGuid();
        var far = Kitchen with { Series = new(new SeriesLimit(52, 300), id) };

        far.OfSeries().HorizonDays.Should().Be(300);
        far.OfSeries().RuleOf<Horizon>().Should().Be(id);
        Kitchen.OfSeries().HorizonDays.Should().Be(90);
        (Kitchen with { HorizonDays = 1000 }).OfSeries().HorizonDays.Should().Be(365);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(3, 3)]
    [InlineData(0, null)]
    public void SeriesRule_ThatEndsInNoWayOrInTwo_CannotBeMade(int? count, int? days)
    {
        var make = () => SeriesRule.Weekly([], 1, Date(2026, 12, 1), days is { } later ? Date(2026, 12, 1).PlusDays(later) : null, count);

        make.Should().Throw<ArgumentException>();
    }

    private static readonly Gen<SeriesRule> AnySeries =
        from first in Gen.Int[0, 2000].Select(days => Date(2026, 1, 1).PlusDays(days))
        from every in Gen.Int[1, 4]
        from days in Gen.Enum<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).Array[0, 4]
        from pattern in Gen.Enum<SeriesPattern>()
        from count in Gen.Int[1, 40]
        from byCount in Gen.Bool
        let until = byCount ? (LocalDate?)null : first.PlusWeeks(every * count * 2).PlusMonths(1)
        select pattern == SeriesPattern.Weekly
            ? SeriesRule.Weekly(days, every, first, until, byCount ? count : null)
            : SeriesRule.Monthly(pattern, every, first, until, byCount ? count : null);

    // How calendars of others are read: written apart from it, and without Ical.Net. An end by date is where it stops.
    private static IEnumerable<LocalDate> Independently(string text, LocalDate first, LocalDate last)
    {
        var rule = RecurrenceRule.Parse(text)!;
        var end = rule.Until is { } until ? LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(until).Value : last;
        return rule.Dates(first, first, end, CancellationToken.None);
    }
}
