using Booking.Rules.Availability;

namespace Booking.Rules.Admission;

// Precedence: refused, then needs approval, then accepted. All rules are asked, so that a person mends everything at once; a
// rule leaves out what another of its own reasons already implies (past before too soon, closed day before hours).

/// <summary>Whether a resource may be booked for a period: the one place that decides.</summary>
public static class Admission
{
    /// <summary>Accepted, left to the owner, or refused with every reason. Depends on its arguments alone.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="facts">What is taken, and who asks.</param>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="now">The moment of asking.</param>
    public static Decision Decide(BookingRequest request, Facts facts, Terms terms, Instant now)
    {
        request = request.WithinReason();
        Refusal[] refusals =
        [
            .. StartsInTime.Check(request, terms, now),
            .. StartsWithinHorizon.Check(request, terms, now),
            .. LiesWithinSharedTime.Check(request, terms),
            .. LiesWithinOpeningHours.Check(request, terms),
            .. KeepsHandoverTimes.Check(request, terms),
            .. HasAllowedLength.Check(request, terms),
            .. FollowsGrid.Check(request, terms),
            .. SuitsCapacity.Check(request, terms),
            .. new SuitsPerson(facts.Person, terms, now, request.Replaces).Against(request.Period),
            .. IsNotTaken.Check(request, facts.Occupied, terms),
        ];
        if (refusals.Length > 0)
        {
            return new Refused(refusals);
        }

        ApprovalReason[] reasons = [.. AsksTheOwner.Check(request, facts.Person, terms, now)];
        return reasons.Length > 0 ? new NeedsApproval(reasons, terms.HoldsForApproval) : new Accepted();
    }

    /// <summary>What speaks against the person alone, whatever the clock says: for a period that is theirs already.</summary>
    public static IReadOnlyList<Refusal> AgainstPerson(BookingRequest request, PersonFacts person, Terms terms, Instant now) =>
        new SuitsPerson(person, terms, now, request.Replaces).Against(request.WithinReason().Period);

    /// <summary>What makes it one for the owner to say yes or no to, whatever else speaks against it: for a period that is theirs already.</summary>
    public static IReadOnlyList<ApprovalReason> AsksOwner(BookingRequest request, PersonFacts person, Terms terms, Instant now) =>
        [.. AsksTheOwner.Check(request.WithinReason(), person, terms, now)];

    /// <summary>For someone nothing is known of yet.</summary>
    public static Decision Decide(BookingRequest request, Occupied occupied, Terms terms, Instant now) =>
        Decide(request, Facts.Of(occupied), terms, now);
}
