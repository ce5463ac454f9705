using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Conditions;

/// <summary>What makes no sense cannot be made.</summary>
public sealed class ConditionsTests
{
    private const int Year = 366 * 1440;
    private const int SixtyDays = 60 * 1440;

    [Theory]
    [InlineData(nameof(MinimumDuration), 1, SixtyDays)]
    [InlineData(nameof(MaximumDuration), 1, Year)]
    [InlineData(nameof(DurationStep), 1, 7 * 1440)]
    [InlineData(nameof(StartGrid), 1, 1440)]
    [InlineData(nameof(LeadTime), 0, Year)]
    [InlineData(nameof(Horizon), 0, 1100)]
    [InlineData("before", 0, 1440)]
    [InlineData("after", 0, 1440)]
    [InlineData("quiet from", 0, 1439)]
    [InlineData("quiet until", 1301, 2880)]
    [InlineData(nameof(CancellationDeadline), 0, SixtyDays)]
    [InlineData(nameof(CheckInGrace), 1, 1440)]
    [InlineData(nameof(RenewalPriority), 7, 180)]
    [InlineData("asked", 1500, 28 * 1440)]
    [InlineData("answered", 30, (14 * 1440) - 60)]
    [InlineData("answered at all", 30, (28 * 1440) - 60)]
    [InlineData(nameof(GroupSize), 1, 10_000)]
    [InlineData(nameof(Quota), 1, 1000)]
    [InlineData(nameof(ConcurrentBookings), 1, 100)]
    [InlineData(nameof(Spacing), 1, SixtyDays)]
    [InlineData(nameof(NoShowLimit), 0, 20)]
    [InlineData("age", 1, 120)]
    [InlineData("months", 1, 120)]
    [InlineData("longer than", 1, Year)]
    [InlineData("more people than", 1, 10_000)]
    [InlineData("ends after", 0, 2880)]
    public void Condition_StandsFromTheLeastToTheMost_AndThrowsBeyond(string what, int least, int most)
    {
        FluentActions.Invoking(() => Make(what, least - 1)).Should().Throw<ArgumentException>();
        Make(what, least).Should().Be(Make(what, least));
        Make(what, most).Should().NotBe(Make(what, least));
        FluentActions.Invoking(() => Make(what, most + 1)).Should().Throw<ArgumentException>();
    }

    private static Condition Make(string what, int value) => what switch
    {
        nameof(MinimumDuration) => new MinimumDuration(value),
        nameof(MaximumDuration) => new MaximumDuration(value),
        nameof(DurationStep) => new DurationStep(value),
        nameof(StartGrid) => new StartGrid(value),
        nameof(LeadTime) => new LeadTime(value),
        nameof(Horizon) => new Horizon(value),
        "before" => new BufferTime(value, 0),
        "after" => new BufferTime(0, value),
        "quiet from" => new QuietHours(value, 2000),
        "quiet until" => new QuietHours(1300, value),
        nameof(CancellationDeadline) => new CancellationDeadline(value),
        nameof(CheckInGrace) => new CheckInGrace(value),
        nameof(RenewalPriority) => new RenewalPriority(value),
        "asked" => new Reconfirmation(value, 1440),
        "answered" => new Reconfirmation(14 * 1440, value),
        "answered at all" => new Reconfirmation(28 * 1440, value),
        nameof(GroupSize) => new GroupSize(value),
        nameof(Quota) => new Quota(value, QuotaMeasure.Hours, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Both),
        nameof(ConcurrentBookings) => new ConcurrentBookings(value, Scope.Owner),
        nameof(Spacing) => new Spacing(value, Scope.Owner),
        nameof(NoShowLimit) => new NoShowLimit(value, AfterNoShows.Refuse),
        "age" => new Audience(false, false, value),
        "months" => new IntroductionRequired(value, "", ""),
        "longer than" => new Approval(false, value, null, null, false),
        "more people than" => new Approval(false, null, value, null, false),
        "ends after" => new Approval(false, null, null, value, false),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such condition."),
    };

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(2880)]
    public void StartGrid_ThatDoesNotDivideADay_Throws(int minutes) =>
        FluentActions.Invoking(() => new StartGrid(minutes)).Should().Throw<ArgumentException>();

    [Fact]
    public void Dates_MayBeOneDay_AndDoNotEndBeforeTheyBegin()
    {
        var day = Date(2028, 2, 29);
        new ClosedDates(day, day).Until.Should().Be(day);
        new SchoolHoliday("ferie", "holiday", day, day).Until.Should().Be(day);
        FluentActions.Invoking(() => new ClosedDates(day, day.PlusDays(-1))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SchoolHoliday("ferie", "holiday", day, day.PlusDays(-1))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Approval_SaysWhen_AndResponsibilityForWhat()
    {
        FluentActions.Invoking(() => new Approval(false, null, null, null, false)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new Responsibility(" ", "I clean up")).Should().Throw<ArgumentException>();
        new Responsibility("rydder op", " ").TextEn.Should().Be("rydder op");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Rule_WithoutAReason_Throws(string? reason) => FluentActions
        .Invoking(() => new Rule(Guid.NewGuid(), RuleLevel.Owner, false, new Horizon(1), reason!, "because", Instant.MinValue, null))
        .Should().Throw<ArgumentException>();

    [Fact]
    public void Rule_WithoutAnEnglishReason_GivesTheDanishOne() =>
        new Rule(Guid.NewGuid(), RuleLevel.Owner, false, new Horizon(1), "fordi", " ", Instant.MinValue, null).ReasonEn.Should().Be("fordi");

    [Theory]
    [InlineData("2026-03-28T23:59:59", false)]
    [InlineData("2026-03-29T00:00", true)]
    [InlineData("2026-06-01T00:00", true)]
    [InlineData("2026-10-25T23:59:59", true)]
    [InlineData("2026-10-26T00:00", false)]
    public void Rule_IsInForce_FromItsFirstMoment_UntilItsLast(string moment, bool inForce)
    {
        Rule(new Horizon(1), from: "2026-03-29T00:00", until: "2026-10-26T00:00").IsInForce(At(moment)).Should().Be(inForce);
        Rule(new Horizon(1), from: "2026-03-29T00:00").IsInForce(At("2126-01-01T00:00")).Should().BeTrue();
    }

    [Fact]
    public void Slot_IsTheKind_ButQuotasThatCountDifferentlyStandBesideEachOther()
    {
        new Horizon(1).Slot.Should().Be(new Horizon(2).Slot);
        Week(3, Scope.Owner).Slot.Should().Be(Week(5, Scope.Owner).Slot).And.NotBe(Week(3, Scope.Category).Slot);
        new Quota(3, QuotaMeasure.Hours, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Coming).Slot.Should().NotBe(Week(3, Scope.Owner).Slot);
        new Quota(3, QuotaMeasure.Bookings, QuotaPeriod.Month, Scope.Owner, QuotaCounts.Coming).Slot.Should().NotBe(Week(3, Scope.Owner).Slot);
        new Quota(3, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Used).Slot.Should().NotBe(Week(3, Scope.Owner).Slot);
        new ConcurrentBookings(1, Scope.Owner).Slot.Should().NotBe(new ConcurrentBookings(1, Scope.Resource).Slot);
        new Spacing(1, Scope.Owner).Slot.Should().NotBe(new Spacing(1, Scope.Resource).Slot);

        static Quota Week(int limit, Scope over) => new(limit, QuotaMeasure.Bookings, QuotaPeriod.Week, over, QuotaCounts.Coming);
    }
}
