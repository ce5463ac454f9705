using System.Text.RegularExpressions;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Rules;

namespace Booking.Web.Tests.Features.Rules;

public sealed class ConditionJsonTests
{
    public static TheoryData<string, string, Condition> Stored => new()
    {
        { "MinimumDuration", """{"minutes": 60}""", new MinimumDuration(60) },
        { "MaximumDuration", """{"minutes": 240}""", new MaximumDuration(240) },
        { "StartGrid", """{"minutes": 30}""", new StartGrid(30) },
        { "LeadTime", """{"minutes": 120}""", new LeadTime(120) },
        { "Horizon", """{"days": 90}""", new Horizon(90) },
        { "BufferTime", """{"afterMinutes": 30, "beforeMinutes": 0}""", new BufferTime(0, 30) },
        { "PublicHolidays", """{"closed": true}""", new PublicHolidays(true) },
        { "CheckInGrace", """{"minutes": 20}""", new CheckInGrace(20) },
        { "NoShowLimit", """{"maximum": 2, "then": "AskOwner"}""", new NoShowLimit(2, AfterNoShows.AskOwner) },
        { "SeriesLimit", """{"dates": 40, "days": 300}""", new SeriesLimit(40, 300) },
        { "RenewalPriority", """{"days": 30}""", new RenewalPriority(30) },
        { "Reconfirmation", """{"askMinutes": 2880, "answerMinutes": 1440}""", new Reconfirmation(2880, 1440) },
        {
            "ClosedDates", """{"from": "2026-12-24", "until": "2026-12-26"}""",
            new ClosedDates(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 26))
        },
        {
            "Quota", """{"limit": 2, "measure": "bookings", "per": "week", "over": "category", "counts": "both"}""",
            new Quota(2, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Category, QuotaCounts.Both)
        },
        {
            "Quota", """{"limit": 2, "measure": "hours", "per": "month", "over": "owner", "counts": "used", "of": "group"}""",
            new Quota(2, QuotaMeasure.Hours, QuotaPeriod.Month, Scope.Owner, QuotaCounts.Used, QuotaOf.Group)
        },
        { "Audience", """{"residents": true, "members": false}""", new Audience(true, false, null) },
        { "Audience", """{"residents": false, "members": false, "groups": true}""", new Audience(false, false, null, Groups: true) },
        { "Audience", """{"residents": false, "members": false, "district": true}""", new Audience(false, false, null, District: true) },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void Read_OfWhatIsStored_IsTheCondition(string kind, string parameters, Condition expected) =>
        ConditionJson.Read(kind, parameters).Should().Be(expected);

    [Fact]
    public void Read_OfOpeningHours_HasTheirWeekAndSeasons()
    {
        const string stored = """
            {"week": [{"day": 1, "opensMinute": 480, "closesMinute": 1320}],
             "seasons": [{"from": "10-01", "until": "03-31", "week": [{"day": 7, "opensMinute": 600, "closesMinute": 1560}]}]}
            """;

        ConditionJson.Read("OpeningHours", stored).Should().BeEquivalentTo(new OpeningHours(
            [new WeeklySpan(IsoDayOfWeek.Monday, 480, 1320)],
            [new Season(new AnnualDate(10, 1), new AnnualDate(3, 31), [new WeeklySpan(IsoDayOfWeek.Sunday, 600, 1560)])]));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(", \"holds\": true", true)]
    [InlineData(", \"holds\": false", false)]
    public void Read_OfAnApproval_HoldsTheTimeUnlessItSaysOtherwise(string holds, bool expected) =>
        ConditionJson.Read("Approval", $$"""{"always": true, "fromOutside": false{{holds}}}""").Should().Be(new Approval(true, null, null, null, false, expected));

    [Fact]
    public void Read_OfHandoverTimes_HasBothTheirWeeks()
    {
        const string stored = """
            {"pickUp": [{"day": 5, "opensMinute": 480, "closesMinute": 600}], "return": [{"day": 7, "opensMinute": 480, "closesMinute": 600}]}
            """;

        ConditionJson.Read("HandoverTimes", stored).Should().BeEquivalentTo(
            new HandoverTimes([new WeeklySpan(IsoDayOfWeek.Friday, 480, 600)], [new WeeklySpan(IsoDayOfWeek.Sunday, 480, 600)]));
    }

    // A migration is never changed: what it wrote is to be read for ever.
    [Fact]
    public void Kinds_HaveThoseThatTheMigrationWrites()
    {
        var migration = File.ReadAllText(Path.Combine(Repository.Root, "sql", "migrations", "2026-11-23_20_rule.sql"));

        Regex.Matches(migration, @"'(\w+)', jsonb_build_object").Select(match => match.Groups[1].Value)
            .Where(name => char.IsUpper(name[0])).Should().HaveCount(10).And.BeSubsetOf(ConditionJson.Kinds);
    }

    [Theory]
    [InlineData("minimumDuration")]
    [InlineData("Moonlight")]
    [InlineData("Condition")]
    [InlineData("")]
    public void Read_OfAKindThatNobodyKnows_NamesIt(string kind) =>
        FluentActions.Invoking(() => ConditionJson.Read(kind, "{}"))
            .Should().Throw<UnknownRuleKindException>().WithMessage($"*'{kind}'*").Which.Kind.Should().Be(kind);

    [Theory]
    [InlineData("MinimumDuration", "")]
    [InlineData("MinimumDuration", "null")]
    [InlineData("MinimumDuration", "[]")]
    [InlineData("MinimumDuration", "{}")]
    [InlineData("MinimumDuration", """{"minutes": null}""")]
    [InlineData("MinimumDuration", """{"minutes": "60"}""")]
    [InlineData("MinimumDuration", """{"minutes": 0}""")]
    [InlineData("MinimumDuration", """{"minutes": 60, "minutes": 30}""")]
    [InlineData("MinimumDuration", """{"minutes": 60, "hours": 1}""")]
    [InlineData("MinimumDuration", """{"minutes": 99999999999}""")]
    [InlineData("StartGrid", """{"minutes": 7}""")]
    [InlineData("ClosedDates", """{"from": "2026-12-26", "until": "2026-12-24"}""")]
    [InlineData("ClosedDates", """{"from": "2026-02-29", "until": "2026-03-01"}""")]
    [InlineData("OpeningHours", """{"week": null, "seasons": []}""")]
    [InlineData("OpeningHours", """{"week": [null], "seasons": []}""")]
    [InlineData("OpeningHours", """{"week": [{"day": 0, "opensMinute": 480, "closesMinute": 1320}], "seasons": []}""")]
    [InlineData("OpeningHours", """{"week": [{"day": 8, "opensMinute": 480, "closesMinute": 1320}], "seasons": []}""")]
    [InlineData("OpeningHours", """{"week": [{"day": "monday", "opensMinute": 480, "closesMinute": 1320}], "seasons": []}""")]
    [InlineData("OpeningHours", """{"week": [{"day": 1, "opensMinute": 1320, "closesMinute": 480}], "seasons": []}""")]
    [InlineData("OpeningHours", """{"week": [], "seasons": [null]}""")]
    [InlineData("OpeningHours", """{"week": [], "seasons": [{"from": "04-31", "until": "09-30", "week": []}]}""")]
    [InlineData("HandoverTimes", """{"pickUp": [], "return": [{"day": 7, "opensMinute": 480, "closesMinute": 600}]}""")]
    [InlineData("HandoverTimes", """{"pickUp": [null], "return": [{"day": 7, "opensMinute": 480, "closesMinute": 600}]}""")]
    [InlineData("SchoolHolidays", """{"holidays": [null]}""")]
    [InlineData("Quota", """{"limit": 2, "measure": "bookings", "per": "year", "over": "owner", "counts": "both"}""")]
    [InlineData("Quota", """{"limit": 2, "measure": "bookings", "per": "week", "over": 1, "counts": "both"}""")]
    [InlineData("Quota", """{"limit": 2, "measure": "bookings", "per": "week", "over": "owner, category", "counts": "both"}""")]
    [InlineData("Spacing", """{"minutes": 60, "over": "owner, category"}""")]
    [InlineData("ConcurrentBookings", """{"maximum": 1, "over": "owner, category"}""")]
    [InlineData("Approval", """{"always": false, "fromOutside": false}""")]
    [InlineData("Approval", """{"always": true, "fromOutside": false, "holds": null}""")]
    [InlineData("Responsibility", """{"textDa": " ", "textEn": "clean up"}""")]
    public void Read_OfParametersThatMakeNoSense_NamesTheKind(string kind, string parameters) =>
        FluentActions.Invoking(() => ConditionJson.Read(kind, parameters))
            .Should().Throw<UnreadableRuleException>().WithMessage($"*'{kind}'*").Which.Kind.Should().Be(kind);

    [Fact]
    public void Write_KeepsDanishLettersReadable_AndNoMarkup() =>
        ConditionJson.Write(new Responsibility("rydder op på køkkenets <b>", "clean up")).Should()
            .Contain("rydder op på køkkenets").And.NotContain("<b>").And.NotContain("kind").And.NotContain("slot");
}
