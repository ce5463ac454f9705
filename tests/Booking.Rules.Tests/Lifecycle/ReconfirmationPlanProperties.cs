using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using CsCheck;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class ReconfirmationPlanProperties
{
    private static readonly Gen<Reconfirmation> Rules = Gen.Select(Gen.Int[30, 27 * 1440], Gen.Int[60, 1440])
        .Select((answer, more) => new Reconfirmation(Math.Min(answer + more, Reconfirmation.MostAskMinutes), answer));

    // All of two years in quarters of an hour, both changes of the clock among them.
    private static readonly Gen<Instant> Starts = Gen.Int[0, 2 * 366 * 96]
        .Select(quarter => At("2026-01-01T00:00") + Duration.FromMinutes(15 * quarter));

    private static readonly Gen<(Instant Start, Reconfirmation Rule, ReconfirmationPlan Plan)> Plans = Gen.Select(Starts, Rules)
        .Select((start, rule) => (start, rule, ReconfirmationPlan.Of(start, start - Duration.FromDays(60), rule, Copenhagen)!));

    [Fact]
    public void Of_AlwaysLeavesTimeToAnswer_AndTimeForOthers() => Plans.Sample(one =>
    {
        one.Plan.AnswerBy.Should().BeGreaterThanOrEqualTo(one.Plan.AskAt + Duration.FromHours(1));
        one.Plan.AnswerBy.Should().BeLessThanOrEqualTo(one.Start - Duration.FromMinutes(30));
    });

    [Fact]
    public void Of_IsAskedOrNot_ByTheMomentOfConfirming() => Gen.Select(Plans, Gen.Int[-30_000, 60_000]).Sample((one, minutes) =>
    {
        var confirmed = one.Plan.AskAt + Duration.FromMinutes(minutes);
        ReconfirmationPlan.Of(one.Start, confirmed, one.Rule, Copenhagen).Should().Be(minutes < 0 ? one.Plan : null);
    });

    [Fact]
    public void RemindAt_LiesBetweenQuestionAndDeadline_AndNeverAtNight() => Plans.Sample(one =>
    {
        if (one.Plan.RemindAt(Copenhagen) is not { } reminder)
        {
            return;
        }

        reminder.Should().BeGreaterThan(one.Plan.AskAt).And.BeLessThan(one.Plan.AnswerBy);
        reminder.InZone(Copenhagen).Hour.Should().BeInRange(7, 21);
        ReconfirmationPlan.NotAtNight(reminder, Copenhagen).Should().Be(reminder);
        one.Plan.AnswerByIfHeardAt(reminder, one.Start).Should().Be(one.Plan.AnswerBy, "a reminder in time moves nothing");
    });

    [Fact]
    public void AnswerByIfHeardAt_IsNeverEarlierForWhoHearsLater_NorPastTheStart() =>
        Gen.Select(Plans, Gen.Int[0, 60_000], Gen.Int[0, 3000]).Sample((one, late, later) =>
        {
            var first = one.Plan.AskAt + Duration.FromMinutes(late);
            var second = first + Duration.FromMinutes(later);
            if (one.Plan.AnswerByIfHeardAt(second, one.Start) is not { } by)
            {
                return;
            }

            by.Should().BeLessThanOrEqualTo(one.Start);
            (by - second).Should().BeGreaterThanOrEqualTo(one.Plan.FairTime);
            one.Plan.AnswerByIfHeardAt(first, one.Start).Should().NotBeNull().And.Match<Instant>(earlier => earlier <= by);
        });
}
