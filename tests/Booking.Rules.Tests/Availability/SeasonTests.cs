using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using NodaTime.Text;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Availability;

public sealed class SeasonTests
{
    [Theory]
    [InlineData("06-15", "08-15", "2026-06-14", false)]
    [InlineData("06-15", "08-15", "2026-06-15", true)]
    [InlineData("06-15", "08-15", "2026-07-20", true)]
    [InlineData("06-15", "08-15", "2026-08-15", true)]
    [InlineData("06-15", "08-15", "2026-08-16", false)]
    [InlineData("07-01", "07-01", "2026-06-30", false)]
    [InlineData("07-01", "07-01", "2026-07-01", true)]
    [InlineData("07-01", "07-01", "2026-07-02", false)]
    // Over New Year.
    [InlineData("10-01", "03-31", "2026-09-30", false)]
    [InlineData("10-01", "03-31", "2026-10-01", true)]
    [InlineData("10-01", "03-31", "2026-12-31", true)]
    [InlineData("10-01", "03-31", "2027-01-01", true)]
    [InlineData("10-01", "03-31", "2027-03-31", true)]
    [InlineData("10-01", "03-31", "2027-04-01", false)]
    // 29 February is 28 February in years without one.
    [InlineData("02-01", "02-29", "2028-02-29", true)]
    [InlineData("02-01", "02-29", "2028-03-01", false)]
    [InlineData("02-01", "02-29", "2027-02-28", true)]
    [InlineData("02-01", "02-29", "2027-03-01", false)]
    [InlineData("02-01", "02-28", "2028-02-29", false)]
    [InlineData("02-29", "03-31", "2028-02-28", false)]
    [InlineData("02-29", "03-31", "2028-02-29", true)]
    [InlineData("02-29", "03-31", "2027-02-28", true)]
    [InlineData("02-29", "03-31", "2027-02-27", false)]
    [InlineData("02-29", "02-29", "2027-02-28", true)]
    [InlineData("02-29", "02-29", "2027-03-01", false)]
    // All year round, also where both ends fall upon one day.
    [InlineData("03-01", "02-29", "2027-02-28", true)]
    [InlineData("03-01", "02-29", "2027-03-01", true)]
    [InlineData("02-29", "02-28", "2028-07-01", true)]
    [InlineData("02-29", "02-28", "2027-07-01", true)]
    [InlineData("02-29", "02-28", "2027-02-28", true)]
    public void Covers_AroundItsEnds(string from, string until, string date, bool covers) =>
        new Season(Annual(from), Annual(until), []).Covers(LocalDatePattern.Iso.Parse(date).Value).Should().Be(covers);

    [Fact]
    public void Within_ASeasonHasItsOwnHours_ClosedWhereItHasNone_AndTheFirstOfTwoCounts()
    {
        var terms = KitchenWith(new OpeningHours(EveryDay(480, 1320),
        [
            new Season(Annual("07-10"), Annual("07-12"), EveryDay(600, 720)),
            new Season(Annual("07-12"), Annual("07-13"), []),
        ]));

        OpenTime.Within(terms, From("2026-07-09T00:00", "2026-07-15T00:00")).Should().Equal(
            From("2026-07-09T08:00", "2026-07-09T22:00"),
            From("2026-07-10T10:00", "2026-07-10T12:00"),
            From("2026-07-11T10:00", "2026-07-11T12:00"),
            From("2026-07-12T10:00", "2026-07-12T12:00"),
            From("2026-07-14T08:00", "2026-07-14T22:00"));
    }

    [Fact]
    public void Within_TheTailOfAnEvening_BelongsToTheSeasonOfThatEvening()
    {
        var terms = KitchenWith(new OpeningHours(EveryDay(1200, 1500), [new Season(Annual("12-31"), Annual("12-31"), EveryDay(1200, 1620))]));

        OpenTime.Within(terms, From("2026-12-30T12:00", "2027-01-02T12:00")).Should().Equal(
            From("2026-12-30T20:00", "2026-12-31T01:00"),
            From("2026-12-31T20:00", "2027-01-01T03:00"),
            From("2027-01-01T20:00", "2027-01-02T01:00"));
    }

    private static AnnualDate Annual(string text) => AnnualDatePattern.Iso.Parse(text).Value;
}
