using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Availability.SegmentState;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

/// <summary>The week of Monday 1 June 2026 unless said otherwise; days are written as "from-to state" by the hour.</summary>
public sealed class WeekCalendarTests
{
    private static readonly LocalDate Monday = Date(2026, 6, 1);
    private static readonly Instant LongBefore = At("2026-05-20T10:00");

    [Fact]
    public void Of_AFreeDay_HasASegmentAStep_EachSuggestingAnHour()
    {
        var day = Week(Kitchen).Days[0];
        day.Segments.Should().HaveCount(28);
        day.Segments[0].Should().Be(new CalendarSegment(480, 510, Free, From("2026-06-01T08:00", "2026-06-01T09:00")));
        day.Segments[1].Should().Be(new CalendarSegment(510, 540, Free, From("2026-06-01T08:30", "2026-06-01T09:30")));
        day.Segments[^1].Should().Be(new CalendarSegment(1290, 1320, SegmentState.TooShort, null));
    }

    [Theory]
    [InlineData(15, 30, 30, 60)] // quarter hours are shown as half hours, and an hour suggested though half of one is allowed
    [InlineData(15, 120, 30, 120)]
    [InlineData(60, 90, 60, 120)] // the first allowed length that ends on the grid
    [InlineData(120, 120, 120, 120)]
    public void Of_StepsAndLengths(int step, int minimum, int cell, int suggested)
    {
        var lengths = Kitchen with { StepMinutes = 15, MinimumMinutes = minimum };
        var first = Week(lengths with { StepMinutes = step }).Days[0].Segments[0];
        (first.ToMinute - first.FromMinute).Should().Be(cell);
        WallClock.MinutesBetween(first.Slot!.Value, Copenhagen).Should().Be(suggested);
    }

    [Fact]
    public void Of_WhereAnHourDoesNotFit_SuggestsTheShortest_AndStartsWithinTheSegment()
    {
        var terms = Kitchen with { StepMinutes = 15, MinimumMinutes = 30 };
        var occupied = Taken(From("2026-06-01T08:00", "2026-06-01T10:10"), From("2026-06-01T11:00", "2026-06-01T22:00"));
        var day = Week(terms, occupied).Days[0];

        day.Segments.Should().Equal(
            new CalendarSegment(480, 610, SegmentState.Taken, null),
            new CalendarSegment(610, 630, Free, From("2026-06-01T10:15", "2026-06-01T10:45")),
            new CalendarSegment(630, 660, Free, From("2026-06-01T10:30", "2026-06-01T11:00")),
            new CalendarSegment(660, 1320, SegmentState.Taken, null));
    }

    [Fact]
    public void Of_TakenMineAndClosed_AreBlocks()
    {
        var terms = Kitchen with
        {
            OpeningHours = [new WeeklySpan(IsoDayOfWeek.Monday, 10 * 60, 16 * 60), new WeeklySpan(IsoDayOfWeek.Tuesday, 8 * 60, 18 * 60)],
            StepMinutes = 60,
        };
        var mine = From("2026-06-01T13:00", "2026-06-01T15:00");
        var week = Week(terms, Taken(From("2026-06-01T11:00", "2026-06-01T12:00"), mine), mine: mine);

        (week.FirstMinute, week.LastMinute).Should().Be((8 * 60, 18 * 60));
        Told(week.Days[0]).Should().Equal("8-10 Closed", "10-11 Free", "11-12 Taken", "12-13 Free", "13-15 Mine", "15-16 Free", "16-18 Closed");
        Told(week.Days[2]).Should().Equal("8-18 Closed");
    }

    [Fact]
    public void Of_Today_MarksThePast_AndWhatIsTooLateToBook()
    {
        var now = At("2026-06-03T10:20");
        var week = Week(Kitchen with { StepMinutes = 60, LeadMinutes = 120, HorizonDays = 2 }, now: now);

        week.Days.Select(day => day.IsToday).Should().Equal(false, false, true, false, false, false, false);
        Told(week.Days[1]).Should().Equal("8-22 Past");
        week.Days[2].Segments.Take(3).Should().Equal(
            new CalendarSegment(480, 620, Past, null),
            new CalendarSegment(620, 780, SegmentState.TooSoon, null),
            new CalendarSegment(780, 840, Free, From("2026-06-03T13:00", "2026-06-03T14:00")));
        Told(week.Days[5]).Should().Equal("8-22 TooFarAhead");
    }

    [Fact]
    public void Of_AMinuteThatHasBegun_IsPast_AndTheNextIsNot() =>
        Week(Kitchen, now: At("2026-06-03T10:20:30")).Days[2].Segments.Take(2).Should().Equal(
            new CalendarSegment(480, 621, Past, null), new CalendarSegment(621, 630, SegmentState.TooSoon, null));

    [Fact]
    public void Of_AClosedDay_SaysWhyInBothLanguages()
    {
        var day = WeekCalendar.Of(Kitchen with { ClosedOnPublicHolidays = true }, Facts.Of(Occupied.Nothing()), [], Date(2026, 12, 21), LongBefore).Days[4];
        Told(day).Should().Equal("8-22 Closed");
        (day.ClosedReasonDa, day.ClosedReasonEn).Should().Be(("juledag", "Christmas Day"));
    }

    [Theory]
    [InlineData(8 * 60 + 30, 21 * 60 + 15, 8, 22)]
    [InlineData(9 * 60 + 30, 10 * 60, 9, 17)]
    [InlineData(17 * 60, 21 * 60, 16, 24)] // eight hours from 17 would be more than the day has
    [InlineData(20 * 60, 24 * 60, 16, 24)]
    [InlineData(20 * 60, 25 * 60, 0, 24)] // past midnight: the next day begins with it
    public void Of_ShowsWholeHours_AtLeastEight(int opens, int closes, int firstHour, int lastHour)
    {
        var week = Week(Kitchen with { OpeningHours = EveryDay(opens, closes) });
        (week.FirstMinute, week.LastMinute).Should().Be((firstHour * 60, lastHour * 60));
    }

    [Fact]
    public void Of_AWeekWithoutOpeningHours_ShowsEightToSixteen()
    {
        var week = Week(Kitchen with { OpeningHours = [] });
        week.Days.Should().HaveCount(7).And.OnlyContain(day => Told(day).SequenceEqual(new[] { "8-16 Closed" }));
    }

    [Fact]
    public void Of_ACar_HasOneSegmentADay_AndSuggestsADay()
    {
        var days = Week(Car, Taken(From("2026-06-02T00:00", "2026-06-04T00:00"))).Days;
        days.SelectMany(Told).Should().Equal("0-24 Free", "0-24 Taken", "0-24 Taken", "0-24 Free", "0-24 Free", "0-24 Free", "0-24 Free");
        days[6].Segments[0].Slot.Should().Be(From("2026-06-07T00:00", "2026-06-08T00:00"));
    }

    [Fact]
    public void Of_ACarForThreeDaysAtLeast_IsTooShortWhereThreeDaysDoNotFit()
    {
        var terms = Car with { MinimumMinutes = 3 * 1440 };
        var days = Week(terms, Taken(From("2026-06-04T00:00", "2026-06-05T00:00"))).Days;
        days.SelectMany(Told).Should().Equal(
            "0-24 Free", "0-24 TooShort", "0-24 TooShort", "0-24 Taken", "0-24 Free", "0-24 Free", "0-24 Free");
    }

    [Fact]
    public void Of_ACarToday_IsTooLateForToday()
    {
        var today = Week(Car, now: At("2026-06-03T10:00")).Days[2];
        Told(today).Should().Equal("0-10 Past", "10-24 TooSoon");
    }

    [Fact]
    public void Of_AnEveningPastMidnight_GoesOnInTheNextDaysColumn()
    {
        var terms = Kitchen with { OpeningHours = [new WeeklySpan(IsoDayOfWeek.Friday, 20 * 60, 26 * 60)], StepMinutes = 60 };
        var days = Week(terms).Days;
        Told(days[4]).Should().Equal("0-20 Closed", "20-21 Free", "21-22 Free", "22-23 Free", "23-24 Free");
        Told(days[5]).Should().Equal("0-1 Free", "1-2 Free", "2-24 Closed");
        days[4].Segments[^1].Slot.Should().Be(From("2026-06-05T23:00", "2026-06-06T00:00"));
    }

    [Fact]
    public void Of_TheSpringDay_HasNoStartInTheHourThatIsSkipped()
    {
        var terms = Kitchen with { OpeningHours = EveryDay(0, 300), StepMinutes = 60 };
        var sunday = WeekCalendar.Of(terms, Facts.Of(Occupied.Nothing()), [], Date(2026, 3, 23), At("2026-03-20T10:00")).Days[6];
        Told(sunday).Should().Equal("0-1 Free", "1-2 Free", "2-3 Closed", "3-4 Free", "4-5 Free", "5-8 Closed");
        // An hour from one o'clock would end at two, which no clock shows.
        sunday.Segments[1].Slot.Should().Be(From("2026-03-29T01:00", "2026-03-29T03:00"));
    }

    [Fact]
    public void Of_TheAutumnDay_HasTheRepeatedHourOnce()
    {
        var terms = Kitchen with { OpeningHours = EveryDay(0, 300), StepMinutes = 60 };
        var sunday = WeekCalendar.Of(terms, Facts.Of(Occupied.Nothing()), [], Date(2026, 10, 19), At("2026-10-18T10:00")).Days[6];
        Told(sunday).Should().Equal("0-1 Free", "1-2 Free", "2-3 Free", "3-4 Free", "4-5 Free", "5-8 Closed");
        sunday.Segments[2].Slot!.Value.Duration.Should().Be(Duration.FromHours(2));
    }

    [Fact]
    public void Of_LengthsOfAWeek_CanStartOnSunday_AlthoughTheyEndInTheNext()
    {
        var days = Week(Car with { LengthStepMinutes = 7 * 1440 }).Days;
        days.SelectMany(Told).Should().Equal(Enumerable.Repeat("0-24 Free", 7));
        days[6].Segments[0].Slot.Should().Be(From("2026-06-07T00:00", "2026-06-14T00:00"));
    }

    [Fact]
    public void Of_ASeasonOfItsOwnHours_ShowsThem_DayByDay()
    {
        var days = Week(KitchenWith(new OpeningHours(EveryDay(480, 960), [new Season(new AnnualDate(6, 2), new AnnualDate(6, 3), EveryDay(600, 720))]))).Days;
        Told(days[0]).Should().HaveCount(16);
        Told(days[1]).Should().Equal("8-10 Closed", "10-10 Free", "10-11 Free", "11-11 Free", "11-12 TooShort", "12-16 Closed");
        Told(days[3]).Should().HaveCount(16);
    }

    [Fact]
    public void Of_TheWeekOfAQuotaThatIsUsed_IsNotForYou_AndSaysWhy_TheNextIsFree()
    {
        var terms = KitchenWith(new StartGrid(60), new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Coming));
        var facts = new Facts(Occupied.Nothing(), Someone(Booked("2026-06-05T12:00", "2026-06-05T14:00", OfTheSameOwner)));

        var week = WeekCalendar.Of(terms, facts, [], Monday, LongBefore);
        week.Days.SelectMany(Told).Should().Equal(Enumerable.Repeat("8-22 NotForYou", 7));
        week.Days[0].Segments[0].Refusals.Should().ContainSingle().Which.Should().BeOfType<QuotaUsed>().Which.From.Should().Be(Monday);
        WeekCalendar.Of(terms, facts, [], Monday.PlusWeeks(1), LongBefore).Days.SelectMany(Told).Should().OnlyContain(told => told.EndsWith("Free"));
    }

    [Fact]
    public void Of_NextToOnesOwnBooking_WhereTimeMustLieBetween_IsNotForYou()
    {
        var terms = KitchenWith(new StartGrid(60), new OpeningHours(EveryDay(480, 960), []), new Spacing(60, Scope.Resource));
        var own = Booked("2026-06-01T11:00", "2026-06-01T12:00");

        var monday = WeekCalendar.Of(terms, new Facts(Taken(own.Period), Someone(own)), [own.Period], Monday, LongBefore).Days[0];
        Told(monday).Should().Equal(
            "8-9 Free", "9-10 Free", "10-11 NotForYou", "11-12 Mine", "12-13 NotForYou", "13-14 Free", "14-15 Free", "15-16 Free");
        monday.Segments[2].Refusals.Should().Equal(monday.Segments[4].Refusals).And.ContainSingle().Which.Should().BeOfType<TooCloseToOwn>();
    }

    [Fact]
    public void Of_WhenAnHourIsTooLongForThePerson_SuggestsTheShortest()
    {
        var terms = KitchenWith(new MinimumDuration(30), new OpeningHours(EveryDay(540, 1260), []), new Spacing(60, Scope.Resource));
        var facts = new Facts(Occupied.Nothing(), Someone(Booked("2026-06-01T11:00", "2026-06-01T12:00")));

        WeekCalendar.Of(terms, facts, [], Monday, LongBefore).Days[0].Segments.Take(3).Should().BeEquivalentTo([
            new { FromMinute = 540, State = Free, Slot = (Interval?)From("2026-06-01T09:00", "2026-06-01T10:00") },
            new { FromMinute = 570, State = Free, Slot = (Interval?)From("2026-06-01T09:30", "2026-06-01T10:00") },
            new { FromMinute = 600, State = NotForYou, Slot = (Interval?)null }]);
    }

    [Fact]
    public void Of_AStranger_SeesFreeTime_UnlessThePlaceAsksWhoTheyAre()
    {
        Week(KitchenWith(new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Both))).Days[0].Segments[0].State.Should().Be(Free);
        Week(KitchenWith(new Audience(true, false, null))).Days[0].Segments[0].Refusals.Should().ContainSingle().Which.Should().BeOfType<MustSignIn>();
    }

    [Fact]
    public void Of_AnyOtherDayThanMonday_Throws() =>
        FluentActions.Invoking(() => WeekCalendar.Of(Kitchen, Facts.Of(Occupied.Nothing()), [], Date(2026, 6, 2), LongBefore)).Should().Throw<ArgumentException>();

    private static CalendarWeek Week(Terms terms, Occupied? occupied = null, Instant? now = null, params Interval[] mine) =>
        WeekCalendar.Of(terms, Facts.Of(occupied ?? Occupied.Nothing()), mine, Monday, now ?? LongBefore);

    private static IEnumerable<string> Told(CalendarDay day) =>
        day.Segments.Select(segment => $"{segment.FromMinute / 60}-{segment.ToMinute / 60} {segment.State}");
}
