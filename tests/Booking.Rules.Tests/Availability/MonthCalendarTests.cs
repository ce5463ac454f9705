using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

/// <summary>June 2026 of a trailer that is fetched 16–18 and brought back 8–10, for three days at most; and of a tent by whole days.</summary>
public sealed class MonthCalendarTests
{
    private static readonly Terms Trailer = NightKitchenWith(
        new HandoverTimes([.. EveryDay(960, 1080).Where(span => span.Day != IsoDayOfWeek.Sunday)], EveryDay(480, 600)),
        new MaximumDuration(3 * 1440), new Horizon(20), new ClosedDates(Date(2026, 6, 15), Date(2026, 6, 15)));

    private static readonly Instant Now = At("2026-06-03T12:00");

    private static readonly Occupied Weekend = Taken(From("2026-06-05T17:00", "2026-06-07T09:00"));

    [Theory]
    [InlineData(2, MonthDayState.Past, null, null)]
    [InlineData(3, MonthDayState.Free, "2026-06-03T16:00", "2026-06-04T08:00")]
    [InlineData(4, MonthDayState.Free, "2026-06-04T16:00", "2026-06-05T08:00")]
    // Friday afternoon somebody else fetches it.
    [InlineData(5, MonthDayState.Partly, null, null)]
    [InlineData(6, MonthDayState.Taken, null, null)]
    // On Sunday nobody hands it over.
    [InlineData(7, MonthDayState.Partly, null, null)]
    [InlineData(8, MonthDayState.Free, "2026-06-08T16:00", "2026-06-09T08:00")]
    // A loan does not go on through a closed day.
    [InlineData(14, MonthDayState.Free, null, null)]
    [InlineData(15, MonthDayState.Closed, null, null)]
    [InlineData(23, MonthDayState.Free, "2026-06-23T16:00", "2026-06-24T08:00")]
    // Beyond the horizon.
    [InlineData(24, MonthDayState.Free, null, null)]
    public void Of_WithoutAPickUpDay_TellsOnWhichDaysALoanCanBegin(int day, MonthDayState state, string? start, string? end)
    {
        var shown = Day(null, day);

        shown.State.Should().Be(state);
        shown.Loan.Should().Be(start is null ? null : From(start, end!));
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, "2026-06-09T08:00")]
    [InlineData(10, "2026-06-10T08:00")]
    [InlineData(11, "2026-06-11T08:00")]
    // Three days are the longest there is, and only from 18 to 10 in less: 16 to 8 is 64 hours, the next is 88.
    [InlineData(12, null)]
    public void Of_WithAPickUpDay_TellsOnWhichDaysThatLoanCanEnd(int day, string? end) =>
        Day(Date(2026, 6, 8), day).Loan.Should().Be(end is null ? null : From("2026-06-08T16:00", end));

    [Fact]
    public void Of_FromTheMonthBefore_GoesOnInTheNext_AndALaterDayIsNone()
    {
        var july = MonthCalendar.Of(Trailer with { HorizonDays = 90 }, Facts.Of(Occupied.Nothing()), [], Date(2026, 7, 1), Date(2026, 6, 30), Now);

        july.Days[0].Loan.Should().Be(From("2026-06-30T16:00", "2026-07-01T08:00"));
        july.Days[5].Loan.Should().BeNull();
        MonthCalendar.Of(Trailer, Facts.Of(Weekend), [], Date(2026, 6, 1), Date(2026, 7, 1), Now).PickUp.Should().BeNull();
    }

    [Fact]
    public void Of_WholeDays_ALoanOfOneDayEndsOnTheDayItBegan()
    {
        var tent = Car with { HorizonDays = 60, MaximumMinutes = 3 * 1440 };
        var taken = Taken(From("2026-06-10T00:00", "2026-06-12T00:00"));

        MonthDay Of(LocalDate? pickUp, int day) => MonthCalendar.Of(tent, Facts.Of(taken), [], Date(2026, 6, 1), pickUp, Now).Days[day - 1];
        Of(null, 8).Loan.Should().Be(From("2026-06-08T00:00", "2026-06-09T00:00"));
        Of(null, 10).Should().Match<MonthDay>(day => day.State == MonthDayState.Taken && day.Loan == null);
        Of(Date(2026, 6, 8), 8).Loan.Should().Be(From("2026-06-08T00:00", "2026-06-09T00:00"));
        Of(Date(2026, 6, 8), 9).Loan.Should().Be(From("2026-06-08T00:00", "2026-06-10T00:00"));
        Of(Date(2026, 6, 8), 10).Loan.Should().BeNull();
        Of(Date(2026, 6, 12), 14).Loan.Should().Be(From("2026-06-12T00:00", "2026-06-15T00:00"));
        Of(Date(2026, 6, 12), 15).Loan.Should().BeNull();
    }

    [Fact]
    public void Of_AnOwnBooking_AndARuleAgainstThePerson_AreShown()
    {
        var once = NightKitchenWith(
            new HandoverTimes(EveryDay(960, 1080), EveryDay(480, 600)), new MaximumDuration(3 * 1440), new ConcurrentBookings(1, Scope.Resource));
        var month = MonthCalendar.Of(
            once, new Facts(Weekend, Someone(Booked("2026-06-05T17:00", "2026-06-07T09:00"))), [From("2026-06-05T17:00", "2026-06-07T09:00")],
            Date(2026, 6, 1), null, Now);

        month.Days[5].State.Should().Be(MonthDayState.Mine);
        month.Days[9].Loan.Should().BeNull();
        month.Days[9].Refusals.Should().ContainSingle().Which.Should().BeOfType<TooManyComing>();
    }

    [Fact]
    public void Of_EveryLoanIt_Offers_IsAccepted_AlsoWhereTheClockChanges()
    {
        var terms = Trailer with { HorizonDays = 365 };
        foreach (var first in (LocalDate[])[Date(2027, 3, 1), Date(2026, 10, 1)])
        {
            var now = At("2026-09-15T12:00");
            foreach (var pickUp in MonthCalendar.Of(terms, Facts.Of(Occupied.Nothing()), [], first, null, now).Days.Where(day => day.Loan is not null))
            {
                var returns = MonthCalendar.Of(terms, Facts.Of(Occupied.Nothing()), [], first, pickUp.Date, now).Days.Select(day => day.Loan).OfType<Interval>().Prepend(pickUp.Loan!.Value);
                returns.Should().OnlyContain(loan => Rules.Admission.Admission.Decide(new BookingRequest(loan, 1), Occupied.Nothing(), terms, now) is Accepted);
            }
        }
    }

    private static MonthDay Day(LocalDate? pickUp, int day) =>
        MonthCalendar.Of(Trailer, Facts.Of(Weekend), [], Date(2026, 6, 1), pickUp, Now).Days[day - 1];
}
