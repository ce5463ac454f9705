using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Conditions;

public sealed class RulebookTests
{
    private static readonly Instant Now = At("2026-06-01T10:00");

    [Theory]
    [InlineData("Municipality", "Municipality")]
    [InlineData("Municipality District", "District")]
    [InlineData("Resource Municipality District Owner", "Resource")]
    [InlineData("Owner District", "Owner")]
    [InlineData("Municipality! Resource", "Municipality!")]
    [InlineData("Municipality District! Owner! Resource", "District!")]
    [InlineData("Municipality Resource!", "Resource!")]
    [InlineData("Municipality! Resource!", "Municipality!")]
    public void Of_TheNearestHolds_UnlessAWiderOneIsBinding(string levels, string holds)
    {
        Rule[] rules = [.. levels.Split(' ').Select((level, days) => Rule(
            new Horizon(days), Enum.Parse<RuleLevel>(level.TrimEnd('!')), level.EndsWith('!')))];

        var effective = Of(rules).Effective.Should().ContainSingle().Subject;
        (effective.Level + (effective.Binding ? "!" : "")).Should().Be(holds);
    }

    [Theory]
    [InlineData("2026-05-01T00:00", "2026-05-02T00:00", 2)]
    [InlineData("2026-05-02T00:00", "2026-05-01T00:00", 1)]
    [InlineData("2026-05-01T00:00", "2026-06-01T10:00", 2)]
    [InlineData("2026-05-01T00:00", "2026-06-01T10:01", 1)] // not yet
    public void Of_OfOneLevel_TheNewerHolds_AlsoWhereTheOlderIsBinding(string first, string second, int days)
    {
        Of(Rule(new Horizon(1), from: first), Rule(new Horizon(2), from: second)).Terms.HorizonDays.Should().Be(days);
        Of(Rule(new Horizon(1), binding: true, from: first), Rule(new Horizon(2), from: second)).Terms.HorizonDays.Should().Be(days);
    }

    [Theory]
    [InlineData("2026-06-01T10:00", 30)] // ends now
    [InlineData("2026-06-01T10:01", 1)]
    public void Of_WhatHasEnded_SetsNothingAside(string until, int days) =>
        Of(Rule(new Horizon(30), RuleLevel.Municipality), Rule(new Horizon(1), until: until)).Terms.HorizonDays.Should().Be(days);

    [Fact]
    public void Of_ClosedDatesAddUp_ButSchoolHolidaysAreSetAside_AndANameStandsInForAnother()
    {
        var (may, june, july) = (Date(2026, 5, 1), Date(2026, 6, 1), Date(2026, 7, 1));
        var city = Rule(new ClosedDates(may, may), RuleLevel.Municipality);
        var own = Rule(new ClosedDates(june, june), from: "2026-02-01T00:00"); // the newer comes second
        var school = Rule(new SchoolHolidays([new SchoolHoliday("sommerferie", " ", july, july.PlusDays(9))]), RuleLevel.Owner);

        Of(city, own, school, Rule(new SchoolHolidays([new SchoolHoliday("jul", "", may, may)]), RuleLevel.Municipality)).Terms.Closures.Should().Equal(
            new Closure(may, may, city.ReasonDa, city.ReasonDa, city.Id),
            new Closure(june, june, own.ReasonDa, own.ReasonDa, own.Id),
            new Closure(july, july.PlusDays(9), "sommerferie", "sommerferie", school.Id));
    }

    [Fact]
    public void Of_ANearerLevel_MayOpenWhatAWiderOneHasClosed()
    {
        Rule[] city =
        [
            Rule(new PublicHolidays(true), RuleLevel.Municipality),
            Rule(new Audience(Residents: true, Members: false, 18), RuleLevel.Municipality),
            Rule(new SchoolHolidays([new SchoolHoliday("ferie", "", Date(2026, 7, 1), Date(2026, 7, 9))]), RuleLevel.Municipality),
        ];
        var everyone = Of([.. city, Rule(new PublicHolidays(false)), Rule(new Audience(false, false, null)), Rule(new SchoolHolidays([]))]).Terms;

        Of(city).Terms.Should().Match<Terms>(terms => terms.ClosedOnPublicHolidays && terms.Person.Audience != null && terms.Closures.Count == 1);
        everyone.Should().Match<Terms>(terms => !terms.ClosedOnPublicHolidays && terms.Person.Audience == null && terms.Closures.Count == 0);
    }

    [Fact]
    public void Of_EachKind_BecomesTheTermsItMeans_WithItsRuleBehindIt()
    {
        var quota = new Quota(3, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Coming);
        Condition[] conditions =
        [
            new OpeningHours([new WeeklySpan(IsoDayOfWeek.Monday, 600, 720)], [new Season(new AnnualDate(7, 1), new AnnualDate(7, 31), [])]),
            new PublicHolidays(true), new LeadTime(90), new Horizon(14), new BufferTime(15, 30), new MinimumDuration(40), new MaximumDuration(120),
            new DurationStep(40), new StartGrid(20), new GroupSize(12), quota, new ConcurrentBookings(2, Scope.Category),
            new Spacing(60, Scope.Resource), new Audience(true, true, 15), new IntroductionRequired(12, "værten", "the host"),
            new Approval(true, null, null, null, false), new QuietHours(600, 1800), new CancellationDeadline(1440), new CheckInGrace(20),
            new Responsibility("rydder op", "I clean up"), new Reconfirmation(2880, 1440),
            new NoShowLimit(2, AfterNoShows.AskOwner),
        ];
        Rule[] rules = [.. conditions.Select(condition => Rule(condition))];
        var terms = Of(rules).Terms;

        terms.Should().Match<Terms>(terms =>
            terms.OpeningHours.Count == 1 && terms.Seasons.Count == 1 && terms.ClosedOnPublicHolidays && terms.LeadMinutes == 90
            && terms.HorizonDays == 14 && terms.Buffer == Buffer(15, 30) && terms.MinimumMinutes == 40 && terms.MaximumMinutes == 120
            && terms.LengthStepMinutes == 40 && terms.StepMinutes == 20 && terms.Capacity == 12 && terms.CancellationDeadlineMinutes == 1440
            && terms.CheckInGraceMinutes == 20 && terms.Reconfirmation == new Reconfirmation(2880, 1440)
            && terms.Place == Here && terms.Use == UnitUse.All && terms.Person.AskWho && terms.Person.CountBookings);
        terms.Person.Quotas.Should().Equal(new Ruled<Quota>(quota, IdOf<Quota>()));
        terms.Person.Concurrent.Should().Equal(new Ruled<ConcurrentBookings>(new ConcurrentBookings(2, Scope.Category), IdOf<ConcurrentBookings>()));
        terms.Person.Spacings.Should().Equal(new Ruled<Spacing>(new Spacing(60, Scope.Resource), IdOf<Spacing>()));
        terms.Person.Audience.Should().Be(new Ruled<Audience>(new Audience(true, true, 15), IdOf<Audience>()));
        terms.Person.Introduction!.Rule.Should().Be(IdOf<IntroductionRequired>());
        terms.Person.NoShows.Should().Be(new Ruled<NoShowLimit>(new NoShowLimit(2, AfterNoShows.AskOwner), IdOf<NoShowLimit>()));
        (terms.Approval!.Rule, terms.Quiet!.Rule, terms.Responsibility!.Rule)
            .Should().Be((IdOf<Approval>(), IdOf<QuietHours>(), IdOf<Responsibility>()));
        (terms.RuleOf<LeadTime>(), terms.RuleOf<StartGrid>(), terms.RuleOf<Quota>()).Should().Be((IdOf<LeadTime>(), IdOf<StartGrid>(), null));

        Guid? IdOf<TCondition>() => rules.Single(rule => rule.Condition is TCondition).Id;
    }

    [Fact]
    public void Of_NoRules_IsWhatIsUsual()
    {
        var terms = Of().Terms;
        terms.Should().BeEquivalentTo(new
        {
            StepMinutes = 30, MinimumMinutes = 30, MaximumMinutes = 7 * 1440, LengthStepMinutes = (int?)null, LeadMinutes = 0, HorizonDays = 365,
            Capacity = 20, Closures = Array.Empty<Closure>(), ClosedOnPublicHolidays = false,
        });
        (terms.Person.AskWho, terms.Person.CountBookings, terms.Approval).Should().Be((false, false, null));
        OpenTime.Within(terms, From("2026-01-01T00:00", "2027-01-01T00:00")).Should().Equal(From("2026-01-01T00:00", "2027-01-01T00:00"));
    }

    [Theory]
    [InlineData("least 60", 30, 60, 7 * 1440)]
    [InlineData("least 20", 20, 20, 7 * 1440)]
    [InlineData("least 7", 6, 7, 7 * 1440)]
    [InlineData("least 86400", 30, 86400, 86400)]
    [InlineData("least 80000; lengths 10080", 30, 80000, 80640)]
    [InlineData("most 10", 10, 10, 10)]
    [InlineData("least 45; most 50", 15, 45, 50)]
    [InlineData("least 47; most 47", 1, 47, 47)]
    [InlineData("lengths 45", 15, 15, 7 * 1440)]
    [InlineData("lengths 7", 1, 1, 7 * 1440)]
    [InlineData("hours 550-580", 20, 20, 7 * 1440)]
    [InlineData("hours 550-580; least 30", 10, 30, 7 * 1440)]
    [InlineData("notice 1425; ahead 0", 15, 15, 7 * 1440)]
    public void Of_WhatIsUsual_GivesWay(string rules, int grid, int least, int most)
    {
        var book = Of([.. Conditions(rules).Select(condition => Rule(condition))]);
        book.Contradictions.Should().BeEmpty();
        (book.Terms.StepMinutes, book.Terms.MinimumMinutes, book.Terms.MaximumMinutes).Should().Be((grid, least, most));
    }

    [Fact]
    public void Of_ALongNotice_PutsTheUsualHorizonFurther() =>
        Of(Rule(new LeadTime(366 * 1440))).Terms.HorizonDays.Should().Be(365 + 366);

    [Theory]
    [InlineData("least 60; most 60", null, null)]
    [InlineData("least 61; most 60", "least 61", "most 60")]
    [InlineData("grid 60; most 60", null, null)]
    [InlineData("grid 60; most 59", "grid 60", "most 59")]
    [InlineData("lengths 60; most 60", null, null)]
    [InlineData("lengths 60; most 59", "lengths 60", "most 59")]
    [InlineData("grid 30; lengths 45", null, null)] // every second of them
    [InlineData("grid 30; lengths 45; most 90", null, null)]
    [InlineData("grid 30; lengths 45; most 89", "grid 30", "lengths 45")]
    [InlineData("grid 1440; lengths 367", "grid 1440", "lengths 367")] // would only meet after a year
    [InlineData("grid 60; least 90; most 120", null, null)]
    [InlineData("grid 60; least 90; most 119", "grid 60", "least 90")]
    [InlineData("lengths 60; least 90; most 119", "lengths 60", "least 90")]
    [InlineData("hours 540-600; least 60", null, null)]
    [InlineData("hours 540-600; least 61", "hours 540-600", "least 61")]
    [InlineData("hours 550-610; grid 60", "hours 550-610", "grid 60")] // 60 minutes, but not from hour to hour
    [InlineData("hours 540-650; grid 60; least 90", "hours 540-650", "least 90")]
    [InlineData("hours 540-600; lengths 90", "hours 540-600", "lengths 90")]
    [InlineData("hours 540-600; grid 30; lengths 45", "hours 540-600", "lengths 45")]
    [InlineData("hours 1380-1500; least 120", null, null)] // from eleven until one
    [InlineData("hours 0-1440; least 86400", null, null)] // day after day
    [InlineData("hours 0-1439; least 1440", "hours 0-1439", "least 1440")]
    [InlineData("notice 1439; ahead 0", null, null)]
    [InlineData("notice 1440; ahead 0", "notice 1440", "ahead 0")]
    [InlineData("notice 2879; ahead 1", null, null)]
    [InlineData("notice 2880; ahead 1", "notice 2880", "ahead 1")]
    [InlineData("notice 1440; ahead 1; grid 1440", null, null)]
    [InlineData("notice 1441; ahead 1; grid 1440", "notice 1441", "ahead 1")]
    public void Of_TwoOfWhichNoBookingCanKeepBoth_AreNamed(string rules, string? first, string? second)
    {
        var named = Of([.. Conditions(rules).Select(condition => Rule(condition))]).Contradictions
            .Select(pair => (pair.First.Condition, pair.Second.Condition)).ToList();
        if (first is null)
        {
            named.Should().BeEmpty();
            return;
        }

        var (one, other) = (Condition(first), Condition(second!));
        var pair = named.Should().ContainSingle().Subject;
        new[] { Told(pair.Item1), Told(pair.Item2) }.Should().BeEquivalentTo([Told(one), Told(other)]);
    }

    [Fact]
    public void Of_HoursThatAreNone_AreClosed_AndContradictNothing()
    {
        var book = Of(Rule(new OpeningHours([], [])), Rule(new MinimumDuration(60)));
        book.Contradictions.Should().BeEmpty();
        OpenTime.Within(book.Terms, From("2026-06-01T00:00", "2026-06-08T00:00")).Should().BeEmpty();
    }

    [Fact]
    public void Of_HoursThatFitOnlyInASeason_Fit() =>
        Of(
            Rule(new OpeningHours(EveryDay(540, 600), [new Season(new AnnualDate(7, 1), new AnnualDate(7, 31), EveryDay(540, 900))])),
            Rule(new MinimumDuration(300))).Contradictions.Should().BeEmpty();

    [Theory]
    [InlineData(RuleLevel.Municipality, false, RuleLevel.Resource, false, 120)] // the nearer stays
    [InlineData(RuleLevel.Resource, false, RuleLevel.Owner, false, null)]
    [InlineData(RuleLevel.Municipality, true, RuleLevel.Resource, false, null)] // unless the wider binds
    [InlineData(RuleLevel.Municipality, true, RuleLevel.Resource, true, null)]
    [InlineData(RuleLevel.Municipality, false, RuleLevel.Resource, true, 120)]
    [InlineData(RuleLevel.Resource, true, RuleLevel.Municipality, false, null)]
    [InlineData(RuleLevel.Owner, false, RuleLevel.Owner, false, 120)] // of one level the newer
    [InlineData(RuleLevel.Owner, true, RuleLevel.Owner, true, 120)]
    [InlineData(RuleLevel.Owner, true, RuleLevel.Owner, false, null)]
    public void Of_OfTwoThatContradict_OneIsLeftOut(RuleLevel mostAt, bool mostBinds, RuleLevel leastAt, bool leastBinds, int? least)
    {
        var most = Rule(new MaximumDuration(60), mostAt, mostBinds, from: "2026-01-01T00:00");
        var book = Of(most, Rule(new MinimumDuration(120), leastAt, leastBinds, from: "2026-02-01T00:00"));

        book.Contradictions.Should().ContainSingle();
        var stays = book.Effective.Should().ContainSingle().Subject;
        (stays.Condition as MinimumDuration)?.Minutes.Should().Be(least);
        (stays == most).Should().Be(least is null);
    }

    [Fact]
    public void Of_ALimitThatSomethingElseLowersFurther_IsNotTheReason()
    {
        var terms = Of(Rule(new GroupSize(50)), Rule(new MinimumDuration(10)), Rule(new StartGrid(60))).Terms;
        (terms.Capacity, terms.RuleOf<GroupSize>()).Should().Be((20, null));
        (terms.MinimumMinutes, terms.RuleOf<MinimumDuration>()).Should().Be((60, null));
        Of(Rule(new GroupSize(20))).Terms.RuleOf<GroupSize>().Should().NotBeNull();
    }

    private static Rulebook Of(params Rule[] rules) => Rulebook.Of(new Premises(Here, Copenhagen, UnitUse.All, 20), rules, Now);

    private static IEnumerable<Condition> Conditions(string text) => text.Split("; ").Select(Condition);

    private static Condition Condition(string text) => text.Split(' ', '-') switch
    {
        ["least", var minutes] => new MinimumDuration(Number(minutes)),
        ["most", var minutes] => new MaximumDuration(Number(minutes)),
        ["lengths", var minutes] => new DurationStep(Number(minutes)),
        ["grid", var minutes] => new StartGrid(Number(minutes)),
        ["hours", var opens, var closes] => new OpeningHours(EveryDay(Number(opens), Number(closes)), []),
        ["notice", var minutes] => new LeadTime(Number(minutes)),
        ["ahead", var days] => new Horizon(Number(days)),
        _ => throw new FormatException(text),
    };

    private static string Told(Condition condition) =>
        condition is OpeningHours hours ? $"{hours.Week[0].OpensMinute}-{hours.Week[0].ClosesMinute}" : condition.ToString();

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
