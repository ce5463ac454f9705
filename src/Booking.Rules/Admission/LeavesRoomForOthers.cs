using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The person has as many coming bookings as one may have at a time.</summary>
/// <param name="Maximum">How many that is.</param>
/// <param name="Over">Of what.</param>
public sealed record TooManyComing(int Maximum, Scope Over) : Refusal;

/// <summary>The period comes too close to another booking of the same person.</summary>
/// <param name="Minutes">How much time must lie between them.</param>
/// <param name="Other">The other booking.</param>
public sealed record TooCloseToOwn(int Minutes, Interval Other) : Refusal;

/// <summary>One person's coming bookings are not too many, and not chained.</summary>
internal static class LeavesRoomForOthers
{
    public static IEnumerable<Refusal> Check(BookingRequest request, PersonFacts person, Terms terms, Instant now)
    {
        foreach (var (limit, rule) in terms.Person.Concurrent.Select(ruled => (ruled.Condition, ruled.Rule)))
        {
            if (Standing(limit.Over).Count(booking => booking.Period.End > now) >= limit.Maximum)
            {
                yield return new TooManyComing(limit.Maximum, limit.Over) { Rule = rule };
            }
        }

        foreach (var (spacing, rule) in terms.Person.Spacings.Select(ruled => (ruled.Condition, ruled.Rule)))
        {
            var distance = Duration.FromMinutes(spacing.Minutes);
            var near = Standing(spacing.Over)
                .Where(booking => booking.Period.Start < request.Period.End + distance && request.Period.Start < booking.Period.End + distance)
                .MinBy(booking => booking.Period.Start);
            if (near is not null)
            {
                yield return new TooCloseToOwn(spacing.Minutes, near.Period) { Rule = rule };
            }
        }

        IEnumerable<OwnBooking> Standing(Scope over) => person.Bookings
            .Where(booking => !booking.CancelledLate && booking.Id != request.Replaces && booking.Place.CountsWith(terms.Place, over));
    }
}
