using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

/// <summary>Each rule at its boundaries. Today is Monday 1 June 2026, ten in the morning.</summary>
public sealed class AdmissionTests
{
    private static readonly Instant Now = At("2026-06-01T10:00");

    [Fact]
    public void Decide_FridayEveningForTwelve_IsAccepted() =>
        Decide(Kitchen, "2026-06-05T17:00", "2026-06-05T21:00", people: 12).Should().Be(new Accepted());

    [Theory]
    [InlineData("2026-06-01T09:30", nameof(InThePast))]
    [InlineData("2026-06-01T10:00", null)]
    [InlineData("2026-06-01T10:30", null)]
    public void Decide_AroundNow_WithoutLead(string start, string? refusal) =>
        ShouldRefuse(Decide(Kitchen, start, "2026-06-01T12:00"), refusal);

    [Fact]
    public void Decide_ARunningPeriod_IsPast_AlsoByASecond() =>
        ShouldRefuse(
            Decide(Kitchen, "2026-06-01T10:00", "2026-06-01T12:00", now: Now + Duration.FromSeconds(1)), nameof(InThePast));

    [Theory]
    [InlineData("2026-06-01T09:30", nameof(InThePast))] // and not too soon as well
    [InlineData("2026-06-01T10:00", nameof(TooSoon))]
    [InlineData("2026-06-01T11:30", nameof(TooSoon))]
    [InlineData("2026-06-01T12:00", null)]
    [InlineData("2026-06-01T12:30", null)]
    public void Decide_WithTwoHoursOfLead(string start, string? refusal) =>
        ShouldRefuse(Decide(Kitchen with { LeadMinutes = 120 }, start, "2026-06-01T14:00"), refusal);

    [Fact]
    public void Decide_TooSoon_SaysTheFirstStartOnTheGrid() =>
        Decide(Kitchen with { LeadMinutes = 120 }, "2026-06-01T11:00", "2026-06-01T14:00", now: At("2026-06-01T10:07"))
            .Should().BeOfType<Refused>().Which.Reasons.Should().Equal(new TooSoon(120, At("2026-06-01T12:30")));

    [Theory]
    [InlineData("2026-06-07T20:00", "2026-06-07T22:00", null)]
    [InlineData("2026-06-08T08:00", "2026-06-08T10:00", null)] // seven days ahead, to the end of the day
    [InlineData("2026-06-08T20:00", "2026-06-08T22:00", null)]
    [InlineData("2026-06-09T08:00", "2026-06-09T10:00", nameof(TooFarAhead))]
    public void Decide_WithAHorizonOfSevenDays(string start, string end, string? refusal) =>
        ShouldRefuse(Decide(Kitchen with { HorizonDays = 7 }, start, end), refusal);

    [Fact]
    public void Decide_TheHorizonCountsDatesWhereTheResourceIs()
    {
        var terms = Kitchen with { HorizonDays = 1, OpeningHours = EveryDay(0, 1440) };
        var justAfterMidnight = At("2026-06-02T00:30"); // still 1 June in UTC
        Decide(terms, "2026-06-03T23:00", "2026-06-04T01:00", now: justAfterMidnight).Should().BeOfType<Accepted>();
        Decide(terms, "2026-06-04T00:00", "2026-06-04T01:00", now: justAfterMidnight)
            .Should().BeOfType<Refused>().Which.Reasons.Should().Equal(new TooFarAhead(1, Date(2026, 6, 3)));
    }

    [Theory]
    [InlineData("2026-06-02T07:30", "2026-06-02T09:00", nameof(OutsideOpeningHours))]
    [InlineData("2026-06-02T08:00", "2026-06-02T09:00")]
    [InlineData("2026-06-02T21:00", "2026-06-02T22:00")]
    [InlineData("2026-06-02T21:00", "2026-06-02T22:30", nameof(OutsideOpeningHours))]
    [InlineData("2026-06-02T22:00", "2026-06-02T23:00", nameof(OutsideOpeningHours))]
    [InlineData("2026-06-02T21:00", "2026-06-03T09:00", nameof(OutsideOpeningHours), nameof(TooLong))]
    public void Decide_AroundOpeningHours(string start, string end, params string[] refusals) =>
        ShouldRefuse(Decide(Kitchen, start, end), refusals);

    [Fact]
    public void Decide_OutsideOpeningHours_SaysTheHoursOfThatDay()
    {
        var terms = Kitchen with
        {
            OpeningHours = [new WeeklySpan(IsoDayOfWeek.Tuesday, 480, 960), new WeeklySpan(IsoDayOfWeek.Monday, 1200, 1500)],
        };
        var refusal = Reasons(Decide(terms, "2026-06-02T16:00", "2026-06-02T17:00")).Should().ContainSingle().Subject;

        refusal.Should().BeOfType<OutsideOpeningHours>().Which.Date.Should().Be(Date(2026, 6, 2));
        refusal.Should().BeOfType<OutsideOpeningHours>().Which.HoursThatDay.Should().Equal(
            new WeeklySpan(IsoDayOfWeek.Tuesday, 0, 60), new WeeklySpan(IsoDayOfWeek.Tuesday, 480, 960));
    }

    [Theory]
    [InlineData("2026-06-05T23:00", "2026-06-06T01:00")]
    [InlineData("2026-06-05T22:00", "2026-06-06T00:00")] // until exactly 24:00
    [InlineData("2026-06-06T00:00", "2026-06-06T01:00")]
    public void Decide_OverMidnight_WhenOpenUntilOne_IsAccepted(string start, string end) =>
        Decide(Kitchen with { OpeningHours = EveryDay(1200, 1500) }, start, end).Should().BeOfType<Accepted>();

    [Fact]
    public void Decide_UntilExactlyMidnight_WhenTheDayClosesAt24_IsAccepted_AlsoBeforeAClosedDay()
    {
        var terms = Kitchen with
        {
            OpeningHours = EveryDay(1200, 1440),
            Closures = [new Closure(Date(2026, 6, 3), Date(2026, 6, 3), "lukket", "closed")],
        };
        Decide(terms, "2026-06-02T22:00", "2026-06-03T00:00").Should().BeOfType<Accepted>();
    }

    [Fact]
    public void Decide_OnAClosedDay_SaysWhy_AndNotTheHoursToo()
    {
        var terms = Kitchen with { Closures = [new Closure(Date(2026, 6, 2), Date(2026, 6, 3), "maling", "painting")] };
        var closed = new ClosedThatDay(Date(2026, 6, 2), "maling", "painting");

        Reasons(Decide(terms, "2026-06-02T12:00", "2026-06-02T14:00")).Should().Equal(closed);
        Reasons(Decide(terms, "2026-06-02T23:00", "2026-06-03T01:00")).Should().Equal(closed);
        Decide(terms, "2026-06-04T12:00", "2026-06-04T14:00").Should().BeOfType<Accepted>();
    }

    [Fact]
    public void Decide_UntilMidnightBeforeAClosedDay_IsAboutTheHoursOfItsOwnDay()
    {
        var terms = Kitchen with { Closures = [new Closure(Date(2026, 6, 3), Date(2026, 6, 3), "maling", "painting")] };
        ShouldRefuse(Decide(terms, "2026-06-02T20:00", "2026-06-03T00:00"), nameof(OutsideOpeningHours));
    }

    [Fact]
    public void Decide_SeveralDaysOverTwoHolidays_NamesEachOnce()
    {
        var terms = Car with { ClosedOnPublicHolidays = true };
        Reasons(Decide(terms, "2026-12-24T00:00", "2026-12-28T00:00", people: 2, now: At("2026-12-01T10:00"))).Should().Equal(
            new ClosedThatDay(Date(2026, 12, 25), "juledag", "Christmas Day"),
            new ClosedThatDay(Date(2026, 12, 26), "2. juledag", "Boxing Day"));
    }

    [Theory]
    [InlineData("2026-06-02T12:30", nameof(TooShort))]
    [InlineData("2026-06-02T13:00", null)]
    [InlineData("2026-06-02T20:00", null)]
    [InlineData("2026-06-02T20:30", nameof(TooLong))]
    [InlineData("2026-06-02T12:00", nameof(TooShort))] // no time at all
    public void Decide_FromNoon_WithOneToEightHours(string end, string? refusal) =>
        ShouldRefuse(Decide(Kitchen, "2026-06-02T12:00", end), refusal);

    [Theory]
    [InlineData("2026-10-25T00:00", "2026-10-26T00:00", 25)]
    [InlineData("2026-03-29T00:00", "2026-03-30T00:00", 23)]
    public void Decide_OneDay_IsMidnightToMidnight_HoweverManyHoursThatTakes(string start, string end, int hours)
    {
        var oneDay = Car with { MaximumMinutes = 1440, MinimumMinutes = 1440 };
        From(start, end).Duration.Should().Be(Duration.FromHours(hours));
        Decide(oneDay, start, end, people: 1, now: At(start)).Should().BeOfType<Accepted>();
    }

    [Theory]
    [InlineData("2026-06-02T12:00", "2026-06-02T13:00", nameof(OddLength))]
    [InlineData("2026-06-02T12:00", "2026-06-02T13:30")]
    [InlineData("2026-06-02T12:00", "2026-06-02T14:00", nameof(OddLength))]
    [InlineData("2026-06-02T12:00", "2026-06-02T15:00")]
    [InlineData("2026-06-02T12:30", "2026-06-02T15:30")]
    [InlineData("2026-06-02T12:00", "2026-06-02T12:30", nameof(TooShort), nameof(OddLength))]
    [InlineData("2026-03-29T01:30", "2026-03-29T03:00")] // as the hands move: half an hour passes
    [InlineData("2026-03-29T01:30", "2026-03-29T04:00", nameof(OddLength))]
    [InlineData("2026-10-25T02:00", "2026-10-25T03:00", nameof(OddLength))] // two hours pass
    [InlineData("2026-10-25T02:00", "2026-10-25T03:30")]
    [InlineData("2026-10-25T00:00", "2026-10-26T00:00", nameof(TooLong))] // a day is sixteen of them
    public void Decide_InLengthsOfAnHourAndAHalf(string start, string end, params string[] refusals) => ShouldRefuse(
        Decide(Kitchen with { OpeningHours = EveryDay(0, 1440), LengthStepMinutes = 90 }, start, end, now: At(start) - Duration.FromDays(2)), refusals);

    [Theory]
    [InlineData("2026-06-02T12:00", "2026-06-02T12:45", nameof(TooShort), nameof(OffGrid))]
    [InlineData("2026-06-02T12:00", "2026-06-02T13:00", nameof(OddLength))]
    [InlineData("2026-06-02T12:00", "2026-06-02T13:30")]
    [InlineData("2026-06-02T12:00", "2026-06-02T14:15", nameof(OffGrid))]
    public void Decide_InLengthsThatEndOnTheGridOnlyNowAndThen(string start, string end, params string[] refusals) =>
        ShouldRefuse(Decide(Kitchen with { LengthStepMinutes = 45 }, start, end), refusals);

    [Theory]
    [InlineData("2026-03-29T01:00", "2026-03-29T03:00", nameof(TooLong))]
    [InlineData("2026-03-29T01:30", "2026-03-29T03:00")]
    [InlineData("2026-03-29T03:00", "2026-03-29T04:00", nameof(TooShort))]
    [InlineData("2026-10-25T02:00", "2026-10-25T03:00", nameof(TooShort))]
    [InlineData("2026-10-25T01:30", "2026-10-25T03:00")]
    [InlineData("2026-10-25T01:30", "2026-10-25T03:30", nameof(TooLong))]
    public void Decide_OfExactlyAnHourAndAHalf_OverTheChangeOfTheClock(string start, string end, params string[] refusals) => ShouldRefuse(
        Decide(
            Kitchen with { OpeningHours = EveryDay(0, 1440), MaximumMinutes = 90, MinimumMinutes = 90 }, start, end, now: At(start) - Duration.FromDays(2)),
        refusals);

    [Theory]
    // A day's notice is 24 hours that pass, whatever the wall shows.
    [InlineData("2026-03-28T10:00", "2026-03-29T10:00", nameof(TooSoon))]
    [InlineData("2026-03-28T10:00", "2026-03-29T10:30", nameof(TooSoon))]
    [InlineData("2026-03-28T10:00", "2026-03-29T11:00", null)]
    [InlineData("2026-10-24T10:00", "2026-10-25T08:30", nameof(TooSoon))]
    [InlineData("2026-10-24T10:00", "2026-10-25T09:00", null)]
    [InlineData("2026-12-31T10:00", "2027-01-01T09:30", nameof(TooSoon))]
    [InlineData("2026-12-31T10:00", "2027-01-01T10:00", null)]
    public void Decide_WithADayOfLead_OverTheChangeOfTheClock(string now, string start, string? refusal) =>
        ShouldRefuse(Decide(Kitchen with { LeadMinutes = 1440 }, new Interval(At(start), At(start) + Duration.FromHours(2)), now: At(now)), refusal);

    [Theory]
    [InlineData("2026-03-28T23:30", "2026-03-29T23:00", null)]
    [InlineData("2026-03-28T23:30", "2026-03-30T00:00", nameof(TooFarAhead))]
    [InlineData("2026-03-29T00:30", "2026-03-30T23:00", null)]
    [InlineData("2026-10-24T00:30", "2026-10-25T23:00", null)] // almost two days and an hour
    [InlineData("2026-10-24T00:30", "2026-10-26T00:00", nameof(TooFarAhead))]
    [InlineData("2026-12-31T23:30", "2027-01-01T23:00", null)]
    [InlineData("2026-12-31T23:30", "2027-01-02T00:00", nameof(TooFarAhead))]
    public void Decide_WithAHorizonOfOneDay_OverTheChangeOfTheClockAndTheYear(string now, string start, string? refusal) =>
        ShouldRefuse(
            Decide(Kitchen with { HorizonDays = 1, OpeningHours = EveryDay(0, 1440) }, new Interval(At(start), At(start) + Duration.FromHours(1)), now: At(now)),
            refusal);

    [Theory]
    // An hour of cleaning is an hour that passes: after what ends at half past one, that is half past three in spring.
    [InlineData("2026-03-29T01:30", "2026-03-29T03:00", nameof(SlotTaken))]
    [InlineData("2026-03-29T01:30", "2026-03-29T03:30", null)]
    [InlineData("2026-10-25T01:30", "2026-10-25T02:00", nameof(SlotTaken))]
    [InlineData("2026-10-25T01:30", "2026-10-25T02:30", null)]
    public void Decide_WithAnHourToSetUp_OverTheChangeOfTheClock(string takenUntil, string start, string? refusal) =>
        ShouldRefuse(
            Decide(
                Kitchen with { Buffer = Buffer(60, 0), OpeningHours = EveryDay(0, 1440) },
                new Interval(At(start), At(start[..11] + "06:00")),
                occupied: Taken(new Interval(At(takenUntil) - Duration.FromHours(3), At(takenUntil))),
                now: At(start) - Duration.FromDays(2)),
            refusal);

    [Theory]
    [InlineData("2026-10-24T23:00", "2026-10-25T00:00", null)]
    [InlineData("2026-10-24T23:00", "2026-10-25T01:00", nameof(ClosedThatDay))]
    [InlineData("2026-10-25T02:30", "2026-10-25T03:30", nameof(ClosedThatDay))]
    [InlineData("2026-10-25T23:00", "2026-10-26T00:00", nameof(ClosedThatDay))]
    [InlineData("2026-10-26T00:00", "2026-10-26T01:00", null)]
    public void Decide_AroundAClosedDayOf25Hours(string start, string end, string? refusal) =>
        ShouldRefuse(
            Decide(
                Kitchen with { OpeningHours = EveryDay(0, 1440), Closures = [new Closure(Date(2026, 10, 25), Date(2026, 10, 25), "lukket", "closed")] },
                start, end, now: At("2026-10-20T10:00")),
            refusal);

    [Theory]
    [InlineData("2026-06-02T12:15", "2026-06-02T14:00", nameof(OffGrid))]
    [InlineData("2026-06-02T12:00", "2026-06-02T14:15", nameof(OffGrid))]
    [InlineData("2026-06-02T12:00:30", "2026-06-02T14:00", nameof(OffGrid))]
    [InlineData("2026-06-02T12:30", "2026-06-02T14:30", null)]
    public void Decide_OnAGridOfHalfHours(string start, string end, string? refusal) =>
        ShouldRefuse(Decide(Kitchen, start, end), refusal);

    [Fact]
    public void Decide_InTheSecondPassOfTheRepeatedHour_IsOffGrid_InTheFirstItIsNot()
    {
        var open = Kitchen with { OpeningHours = EveryDay(0, 1440) };
        var now = At("2026-10-24T10:00");
        ShouldRefuse(Decide(open, new Interval(AgainAt("2026-10-25T02:30"), At("2026-10-25T04:00")), now: now), nameof(OffGrid));
        ShouldRefuse(Decide(open, new Interval(At("2026-10-25T00:30"), AgainAt("2026-10-25T02:30")), now: now), nameof(OffGrid));
        Decide(open, new Interval(At("2026-10-25T02:30"), At("2026-10-25T04:00")), now: now).Should().BeOfType<Accepted>();
    }

    [Theory]
    [InlineData(int.MinValue, nameof(TooFewPeople))]
    [InlineData(0, nameof(TooFewPeople))]
    [InlineData(1, null)]
    [InlineData(20, null)]
    [InlineData(21, nameof(TooManyPeople))]
    [InlineData(int.MaxValue, nameof(TooManyPeople))]
    public void Decide_ForRoomForTwenty(int people, string? refusal) =>
        ShouldRefuse(Decide(Kitchen, "2026-06-02T12:00", "2026-06-02T14:00", people), refusal);

    [Theory]
    [InlineData("2026-06-02T10:00", "2026-06-02T12:00", null)]
    [InlineData("2026-06-02T11:00", "2026-06-02T13:00", nameof(SlotTaken))]
    [InlineData("2026-06-02T14:00", "2026-06-02T15:00", null)]
    public void Decide_WhenNoonToTwoIsTaken(string start, string end, string? refusal) =>
        ShouldRefuse(
            Decide(Kitchen, start, end, occupied: Taken(From("2026-06-02T12:00", "2026-06-02T14:00"))), refusal);

    [Fact]
    public void Decide_WhenAllIsWrong_SaysEverything()
    {
        var terms = Kitchen with { HorizonDays = 1, Closures = [new Closure(Date(2026, 6, 9), Date(2026, 6, 9), "lukket", "closed")] };
        var occupied = Taken(From("2026-06-09T12:00", "2026-06-09T14:00"));

        ShouldRefuse(
            Decide(terms, "2026-06-09T12:10", "2026-06-09T12:20", people: 21, occupied: occupied),
            nameof(TooFarAhead), nameof(ClosedThatDay), nameof(TooShort), nameof(OffGrid), nameof(TooManyPeople), nameof(SlotTaken));
    }

    [Fact]
    public void Decide_InAbsurdYears_IsRefusedLikeAnyOther()
    {
        ShouldInclude(Decide(Car, new Interval(Instant.MinValue, Now)), nameof(InThePast), nameof(TooLong));
        ShouldInclude(Decide(Car, new Interval(Now, Instant.MaxValue)), nameof(TooLong));
        ShouldInclude(Decide(Car, new Interval(Instant.MaxValue, Instant.MaxValue)), nameof(TooFarAhead), nameof(TooShort));
        ShouldInclude(Decide(Kitchen with { Buffer = Buffer(30, 30) }, new Interval(Instant.MinValue, Instant.MaxValue)), nameof(InThePast));
    }

    [Fact]
    public void Request_WithoutAStartOrAnEnd_Throws()
    {
        FluentActions.Invoking(() => new BookingRequest(new Interval(null, Now), 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new BookingRequest(new Interval(Now, null), 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new Refused([])).Should().Throw<ArgumentException>();
    }

    private static Decision Decide(
        Terms terms, string start, string end, int people = 4, Occupied? occupied = null, Instant? now = null) =>
        Decide(terms, From(start, end), people, occupied, now);

    private static Decision Decide(Terms terms, Interval period, int people = 4, Occupied? occupied = null, Instant? now = null) =>
        Admission.Decide(new BookingRequest(period, people), occupied ?? Occupied.Nothing(), terms, now ?? Now);

    private static IReadOnlyList<Refusal> Reasons(Decision decision) => decision is Refused refused ? refused.Reasons : [];

    private static void ShouldRefuse(Decision decision, params string?[] codes) =>
        Reasons(decision).Select(reason => reason.Code).Should().Equal(codes.OfType<string>());

    private static void ShouldInclude(Decision decision, params string[] codes) =>
        Reasons(decision).Select(reason => reason.Code).Should().Contain(codes);
}
