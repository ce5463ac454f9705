using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The period has begun already.</summary>
public sealed record InThePast : Refusal;

/// <summary>The owner needs more notice.</summary>
/// <param name="LeadMinutes">How long before the start a booking must be made.</param>
/// <param name="Earliest">The first moment on the grid at which a booking made now may start.</param>
public sealed record TooSoon(int LeadMinutes, Instant Earliest) : Refusal;

/// <summary>A booking starts now or later, and no sooner than the owner can be ready. One that is past is not too soon as well.</summary>
internal static class StartsInTime
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms, Instant now)
    {
        var soonest = now + Duration.FromMinutes(terms.LeadMinutes);
        if (request.Period.Start < now)
        {
            yield return new InThePast();
        }
        else if (request.Period.Start < soonest)
        {
            var grid = Grid.Of(terms);
            yield return new TooSoon(terms.LeadMinutes, grid.MomentAt(grid.FirstNotBefore(soonest))!.Value) { Rule = terms.RuleOf<LeadTime>() };
        }
    }
}
