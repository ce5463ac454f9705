using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using static Booking.Rules.Tests.Admission.Asking;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

public sealed class AsksTheOwnerTests
{
    [Theory]
    [InlineData("2026-06-02T12:00", "2026-06-02T14:00", null)]
    [InlineData("2026-06-02T12:00", "2026-06-02T14:30", ApprovalCause.LongPeriod)]
    [InlineData("2026-03-29T01:00", "2026-03-29T03:00", null)] // an hour passes
    [InlineData("2026-03-29T01:00", "2026-03-29T03:30", ApprovalCause.LongPeriod)]
    [InlineData("2026-10-25T01:00", "2026-10-25T03:00", null)] // three hours pass
    [InlineData("2026-10-24T23:00", "2026-10-25T01:00", null)]
    public void Decide_LongerThanTwoHoursOnTheWall(string start, string end, ApprovalCause? cause) =>
        ShouldAsk(NightKitchenWith(new Approval(false, 120, null, null, false)), start, end, cause, 120);

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, ApprovalCause.ManyPeople)]
    public void Decide_ForMoreThanTen(int people, ApprovalCause? cause) =>
        ShouldAsk(NightKitchenWith(new Approval(false, null, 10, null, false)), "2026-06-02T12:00", "2026-06-02T14:00", cause, 10, people: people);

    [Theory]
    [InlineData("2026-06-02T20:00", "2026-06-02T22:00", 1320, null)]
    [InlineData("2026-06-02T20:00", "2026-06-02T22:30", 1320, ApprovalCause.LateEnd)]
    [InlineData("2026-06-02T23:00", "2026-06-03T01:00", 1320, ApprovalCause.LateEnd)]
    [InlineData("2026-06-02T22:00", "2026-06-03T00:00", 1440, null)] // until exactly 24:00
    [InlineData("2026-06-02T23:00", "2026-06-03T01:00", 1500, null)]
    [InlineData("2026-06-02T23:00", "2026-06-03T01:30", 1500, ApprovalCause.LateEnd)]
    [InlineData("2026-06-03T00:00", "2026-06-03T02:00", 1320, null)] // late at night is early in the day
    [InlineData("2026-03-28T22:00", "2026-03-29T03:00", 27 * 60, null)]
    [InlineData("2026-03-28T22:00", "2026-03-29T03:30", 27 * 60, ApprovalCause.LateEnd)]
    [InlineData("2026-10-24T22:00", "2026-10-25T03:00", 27 * 60, null)]
    [InlineData("2026-10-24T22:00", "2026-10-25T03:30", 27 * 60, ApprovalCause.LateEnd)]
    public void Decide_EndingLaterInTheDayOfItsStart(string start, string end, int after, ApprovalCause? cause) =>
        ShouldAsk(NightKitchenWith(new Approval(false, null, null, after, false)), start, end, cause, after);

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, ApprovalCause.FromOutside)]
    [InlineData(null, ApprovalCause.FromOutside)]
    public void Decide_FromOutside(bool? isResident, ApprovalCause? cause) => ShouldAsk(
        KitchenWith(new Approval(false, null, null, null, true)), "2026-06-02T12:00", "2026-06-02T14:00", cause, null, Someone() with { IsResident = isResident });

    [Fact]
    public void Decide_ForEveryReason_NamesEach()
    {
        var terms = NightKitchenWith(new Approval(true, 60, 2, 600, true));
        Decide(terms, "2026-06-02T12:00", "2026-06-02T14:00").Should().BeOfType<NeedsApproval>()
            .Which.Reasons.Select(reason => (reason.Cause, reason.Limit, reason.Rule)).Should().Equal(
                (ApprovalCause.Always, null, terms.Approval!.Rule),
                (ApprovalCause.LongPeriod, 60, terms.Approval.Rule),
                (ApprovalCause.ManyPeople, 2, terms.Approval.Rule),
                (ApprovalCause.LateEnd, 600, terms.Approval.Rule),
                (ApprovalCause.FromOutside, null, terms.Approval.Rule));
    }

    [Theory]
    [InlineData(10, true, null)]
    [InlineData(10, false, null)]
    [InlineData(11, true, true)]
    [InlineData(11, false, false)]
    public void Decide_ForMoreThanTen_HoldsTheTimeAsTheRuleSays(int people, bool holds, bool? held)
    {
        var terms = NightKitchenWith(new Approval(false, null, 10, null, false, holds));

        var decision = Decide(terms, "2026-06-02T12:00", "2026-06-02T14:00", people: people);

        (decision is NeedsApproval asks ? asks.Holds : (bool?)null).Should().Be(held);
        terms.HoldsForApproval.Should().Be(holds);
        NightKitchenWith().HoldsForApproval.Should().BeTrue("an exception always holds");
    }

    [Fact]
    public void Decide_RefusedComesBeforeAsking() =>
        Decide(KitchenWith(new Approval(true, null, null, null, false)), "2026-06-02T06:00", "2026-06-02T08:00").Should().BeOfType<Refused>();

    private static void ShouldAsk(
        Terms terms, string start, string end, ApprovalCause? cause, int? limit, PersonFacts? person = null, int people = 4)
    {
        var decision = Decide(terms, start, end, person, people: people);
        if (cause is { } why)
        {
            decision.Should().BeOfType<NeedsApproval>().Which.Reasons.Should().Equal(new ApprovalReason(why, limit, terms.Approval!.Rule));
        }
        else
        {
            decision.Should().BeOfType<Accepted>();
        }
    }
}
