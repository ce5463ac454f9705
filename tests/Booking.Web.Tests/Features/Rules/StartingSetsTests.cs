using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Rules;

namespace Booking.Web.Tests.Features.Rules;

public sealed class StartingSetsTests
{
    private static readonly string[] ResourceKinds = ["kitchen", "hall", "room", "workshop", "garden", "vehicle", "tool", "other"];

    public static TheoryData<string> Kinds => new(ResourceKinds);

    [Fact]
    public void All_HasASetForEachKindOfResource() => StartingSets.All.Select(set => set.Kind).Should().Equal(ResourceKinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_IsSmall_WithOneRuleOfAKind_EachWithItsReasonInBothLanguages(string kind)
    {
        var set = StartingSets.Of(kind);

        set.Kind.Should().Be(kind);
        set.NameDa.Should().NotBeNullOrWhiteSpace();
        set.NameEn.Should().NotBeNullOrWhiteSpace();
        set.Rules.Should().HaveCountGreaterThanOrEqualTo(6).And.HaveCountLessThanOrEqualTo(11);
        set.Rules.Select(rule => rule.Condition.Kind).Should().OnlyHaveUniqueItems();
        set.Rules.SelectMany(rule => new[] { rule.ReasonDa, rule.ReasonEn }).Should()
            .OnlyContain(reason => reason.Length >= 30 && reason.Length <= 200 && reason.EndsWith('.'));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_HasNoContradictions_AndKeepsEveryRule(string kind)
    {
        var now = Instant.FromUtc(2026, 11, 23, 12, 0);
        var rules = StartingSets.Of(kind).Rules
            .Select(rule => new Rule(
                Guid.CreateVersion7(), RuleLevel.Resource, false, rule.Condition, rule.ReasonDa, rule.ReasonEn, now, null))
            .ToList();

        var book = Rulebook.Of(new Premises(Place.Nowhere, DateTimeZoneProviders.Tzdb["Europe/Copenhagen"], UnitUse.All, 20), rules, now);

        book.Contradictions.Should().BeEmpty();
        book.Effective.Should().BeEquivalentTo(rules);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_HasReasonsThatAreEasyToRead(string kind) =>
        Lix.Of(StartingSets.Of(kind).Rules.Select(rule => rule.ReasonDa)).Should().BeLessThan(35);

    // The same reason everywhere is a reason nowhere.
    [Fact]
    public void All_HasNoReasonTwice()
    {
        var rules = StartingSets.All.SelectMany(set => set.Rules).ToList();

        rules.Select(rule => rule.ReasonDa).Should().OnlyHaveUniqueItems();
        rules.Select(rule => rule.ReasonEn).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReasonFor_AnythingUsual_IsThere(string kind)
    {
        string[] usual =
        [
            nameof(OpeningHours), nameof(PublicHolidays), nameof(MinimumDuration), nameof(MaximumDuration), nameof(StartGrid),
            nameof(LeadTime), nameof(Horizon), nameof(BufferTime), nameof(CheckInGrace),
        ];

        usual.Select(condition => StartingSets.ReasonFor(kind, condition))
            .Should().OnlyContain(reason => reason.Da.Length > 0 && reason.En.Length > 0);
    }

    [Fact]
    public void ReasonFor_IsTheKindsOwn_OrTheUsualOne()
    {
        StartingSets.ReasonFor("kitchen", nameof(MaximumDuration)).Da
            .Should().Be("Så alle, der bor her, kan nå at få en aften. Køkkenet er fuldt hver fredag.");
        StartingSets.ReasonFor("vehicle", nameof(CheckInGrace)).Should().Be(StartingSets.ReasonFor("other", nameof(CheckInGrace)));
        StartingSets.ReasonFor("spaceship", nameof(Horizon)).Should().Be(StartingSets.ReasonFor("other", nameof(Horizon)));
        FluentActions.Invoking(() => StartingSets.ReasonFor("kitchen", "Moonlight"))
            .Should().Throw<ArgumentException>().WithMessage("*Moonlight*kitchen*");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_WhatIsLentByTheDayOrOverNight_HasNoContradictions_AndCanBeBooked(string kind)
    {
        var now = Instant.FromUtc(2026, 11, 23, 12, 0);
        foreach (var lentBy in (string[])["day", "night"])
        {
            var rules = StartingSets.Of(kind, lentBy).Rules
                .Select(rule => new Rule(Guid.CreateVersion7(), RuleLevel.Resource, false, rule.Condition, rule.ReasonDa, rule.ReasonEn, now, null))
                .ToList();
            var book = Rulebook.Of(new Premises(Place.Nowhere, DateTimeZoneProviders.Tzdb["Europe/Copenhagen"], UnitUse.All, 20), rules, now);

            book.Contradictions.Should().BeEmpty();
            book.Effective.Should().BeEquivalentTo(rules).And.ContainSingle(rule => rule.Condition is HandoverTimes);
            NearestFree.Next(book.Terms, Occupied.Nothing(), now, now + NodaTime.Duration.FromDays(30)).Should().NotBeNull();
        }

        StartingSets.Of(kind, "hour").Should().BeSameAs(StartingSets.Of(kind));
        Lix.Of(StartingSets.Lending.SelectMany(set => set.Rules).Select(rule => rule.ReasonDa)).Should().BeLessThan(35);
    }
}
