using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>What an owner may be asked to say yes to although rules say no.</summary>
public static class ExceptionRequest
{
    /// <summary>Two weeks on the wall clock: what is longer is agreed with the owner in another way.</summary>
    public const int LongestMinutes = 14 * 1440;

    /// <summary>
    /// Whether every refusal is one that a yes of the owner sets aside: by a rule, and not what no owner can change (the past, a
    /// time that is taken, a room that is full, somebody unknown). The period is in whole minutes and at most two weeks.
    /// </summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="refusals">Every reason against it; none means that there is nothing to ask for.</param>
    /// <param name="premises">Where.</param>
    public static bool IsPossible(BookingRequest request, IReadOnlyList<Refusal> refusals, Premises premises) =>
        refusals.Count > 0
        && refusals.All(CanBeSetAside)
        && request.People >= 1 && request.People <= premises.Capacity
        && WallClock.MinutesBetween(request.WithinReason().Period, premises.Zone) <= LongestMinutes
        && IsWholeMinute(request.Period.Start) && IsWholeMinute(request.Period.End);

    private static bool CanBeSetAside(Refusal refusal) =>
        refusal.Rule is not null && refusal is not (SlotTaken or InThePast or TooFewPeople or MustSignIn or ChangeAsksOwner);

    private static bool IsWholeMinute(Instant moment) => moment.ToUnixTimeTicks() % NodaConstants.TicksPerMinute == 0
        && moment == Instant.FromUnixTimeTicks(moment.ToUnixTimeTicks());
}
