using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Admission.Asking;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

public sealed class IsIntroducedTests
{
    [Theory]
    // To the end of the day so many months later, or of the last day of that month.
    [InlineData("2026-04-15T10:00", 1, "2026-05-15T23:00", null)]
    [InlineData("2026-04-15T10:00", 1, "2026-05-16T00:00", nameof(NotIntroduced))]
    [InlineData("2026-01-31T10:00", 1, "2026-02-28T23:00", null)]
    [InlineData("2026-01-31T10:00", 1, "2026-03-01T00:00", nameof(NotIntroduced))]
    [InlineData("2028-01-31T10:00", 1, "2028-02-29T23:00", null)]
    [InlineData("2028-02-29T10:00", 12, "2029-02-28T23:00", null)]
    [InlineData("2028-02-29T10:00", 12, "2029-03-01T00:00", nameof(NotIntroduced))]
    [InlineData("2025-12-31T23:30", 1, "2026-01-31T23:00", null)]
    // Over both changes of the clock, and given when it is another day in UTC.
    [InlineData("2026-02-28T00:30", 1, "2026-03-28T23:00", null)]
    [InlineData("2026-02-28T00:30", 1, "2026-03-29T00:00", nameof(NotIntroduced))]
    [InlineData("2026-03-29T10:00", 7, "2026-10-29T23:00", null)]
    [InlineData("2026-09-25T10:00", 1, "2026-10-25T23:00", null)]
    [InlineData("2026-09-25T10:00", 1, "2026-10-26T00:00", nameof(NotIntroduced))]
    [InlineData("2016-04-15T10:00", null, "2026-05-16T00:00", null)] // for ever
    public void Decide_WhileAnIntroductionCounts(string given, int? months, string start, string? refusal) => Refusals(
        NightKitchenWith(new IntroductionRequired(months, "værten", "the host")), start, End(start), Someone() with { Introductions = [new(At(given))] }).ShouldBe(refusal);

    [Theory]
    [InlineData("2026-06-02T11:30", null)]
    [InlineData("2026-06-02T12:00", nameof(NotIntroduced))]
    [InlineData("2026-06-02T12:30", nameof(NotIntroduced))]
    public void Decide_WhenTheIntroductionItselfRunsOut_AtNoon(string start, string? refusal)
    {
        var person = Someone() with { Introductions = [new(At("2026-05-01T10:00"), At("2026-06-02T12:00"))] };
        Refusals(NightKitchenWith(new IntroductionRequired(12, "", "")), start, End(start), person).ShouldBe(refusal);
        Refusals(NightKitchenWith(new IntroductionRequired(null, "", "")), start, End(start), person).ShouldBe(refusal);
    }

    [Theory]
    [InlineData("2026-06-02T11:00", null)]
    [InlineData("2026-06-20T11:00", null)] // the older one still counts
    [InlineData("2026-07-01T11:00", nameof(NotIntroduced))]
    public void Decide_WithALaterIntroductionThatEndsSooner_GoesByTheOneThatLastsLongest(string start, string? refusal)
    {
        var (older, newer) = (new Introduction(At("2026-05-01T10:00"), At("2026-07-01T00:00")), new Introduction(At("2026-05-20T10:00"), At("2026-06-10T00:00")));
        var terms = NightKitchenWith(new IntroductionRequired(12, "", ""));

        Refusals(terms, start, End(start), Someone() with { Introductions = [older, newer] }).ShouldBe(refusal);
        Refusals(terms, start, End(start), Someone() with { Introductions = [newer, older] }).ShouldBe(refusal);
    }

    [Fact]
    public void Decide_WhoHadNone_AndWhoseRanOut_AreToldApart_AndWhoGivesIt()
    {
        var terms = KitchenWith(new IntroductionRequired(1, "værten", "the host"));
        var ranOut = Someone() with { Introductions = [new(At("2026-01-01T10:00"))] };

        Refusals(terms, "2026-06-02T12:00", "2026-06-02T14:00", Someone()).Single()
            .Should().BeEquivalentTo(new { GiverDa = "værten", GiverEn = "the host", Ran = false });
        Refusals(terms, "2026-06-02T12:00", "2026-06-02T14:00", ranOut).Single()
            .Should().BeEquivalentTo(new { GiverDa = "værten", GiverEn = "the host", Ran = true });
        Refusals(terms, "2026-06-02T12:00", "2026-06-02T14:00").ShouldBe(nameof(MustSignIn));
    }

    private static string End(string start) => WallClock.Parse(start)!.Value.PlusHours(1).ToString("uuuu-MM-dd'T'HH:mm", null);
}
