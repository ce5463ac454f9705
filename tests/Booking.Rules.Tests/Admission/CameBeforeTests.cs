using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Admission.Asking;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

public sealed class CameBeforeTests
{
    private const string Start = "2026-06-02T12:00";
    private const string End = "2026-06-02T14:00";

    private static PersonFacts NotComeTo(params string[] starts) => Someone() with { NotComeTo = [.. starts.Select(At)] };

    [Theory]
    [InlineData("2026-05-01T23:59", nameof(NotComeTooOften))] // the last minute of the day before
    [InlineData("2026-05-02T00:00", null)]
    [InlineData("2026-05-02T10:00", null)]
    public void Decide_WhenTheOldestFallsAway_IsByTheDayAtThePlace(string now, string? refusal) => Refusals(
        KitchenWith(new NoShowLimit(1, AfterNoShows.Refuse)), Start, End, NotComeTo("2025-11-02T19:00", "2026-03-01T10:00"), now).ShouldBe(refusal);

    [Theory]
    [InlineData(0, nameof(NotComeTooOften))]
    [InlineData(2, nameof(NotComeTooOften))]
    [InlineData(3, null)]
    [InlineData(4, null)]
    public void Decide_OfThreeTimes_IsRefusedOverTheMost(int most, string? refusal) => Refusals(
        KitchenWith(new NoShowLimit(most, AfterNoShows.Refuse)), Start, End, NotComeTo("2026-05-01T10:00", "2026-02-01T10:00", "2026-03-01T10:00"))
        .ShouldBe(refusal);

    [Fact]
    public void Decide_TellsWhenTheNextFallsAway_AndWhenFewEnoughAreLeft()
    {
        var person = NotComeTo("2026-05-01T10:00", "2026-02-01T10:00", "2025-01-01T10:00", "2026-03-01T10:00");
        var terms = KitchenWith(new NoShowLimit(1, AfterNoShows.Refuse));

        Refusals(terms, Start, End, person).Should().Equal(
            new NotComeTooOften(3, new LocalDate(2026, 8, 1), new LocalDate(2026, 9, 1)) { Rule = terms.Person.NoShows!.Rule });
        Refusals(terms, Start, End).Should().BeEmpty();
    }

    [Theory]
    [InlineData(2, ApprovalCause.NotComeBefore)]
    [InlineData(3, null)]
    public void Decide_WhereTheOwnerIsAsked_AsksOverTheMost(int most, ApprovalCause? cause)
    {
        var terms = KitchenWith(new NoShowLimit(most, AfterNoShows.AskOwner));
        var decision = Asking.Decide(terms, Start, End, NotComeTo("2026-05-01T10:00", "2026-02-01T10:00", "2026-03-01T10:00"));

        (decision as NeedsApproval)?.Reasons.Should().Equal(new ApprovalReason(ApprovalCause.NotComeBefore, most, terms.Person.NoShows!.Rule));
        (decision is NeedsApproval).Should().Be(cause is not null);
    }
}
