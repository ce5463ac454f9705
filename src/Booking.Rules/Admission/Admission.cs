using Booking.Rules.Availability;

namespace Booking.Rules.Admission;

// Precedence: one refusal outweighs every rule that says yes. All rules are asked, so that a person mends everything at once;
// a rule leaves out what another of its own reasons already implies (past before too soon, closed day before hours).

/// <summary>Whether a resource may be booked for a period: the one place that decides.</summary>
public static class Admission
{
    /// <summary>Accepted, or refused with every reason. Depends on its arguments alone.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="occupied">What is taken around the period; at least within its buffers.</param>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="now">The moment of asking.</param>
    public static Decision Decide(BookingRequest request, Occupied occupied, Terms terms, Instant now)
    {
        request = request.WithinReason();
        Refusal[] refusals =
        [
            .. StartsInTime.Check(request, terms, now),
            .. StartsWithinHorizon.Check(request, terms, now),
            .. LiesWithinOpeningHours.Check(request, terms),
            .. HasAllowedLength.Check(request, terms),
            .. FollowsGrid.Check(request, terms),
            .. SuitsCapacity.Check(request, terms),
            .. IsNotTaken.Check(request, occupied, terms),
        ];
        return refusals.Length == 0 ? new Accepted() : new Refused(refusals);
    }
}
