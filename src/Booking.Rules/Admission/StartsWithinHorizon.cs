using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The day is not open for booking yet.</summary>
/// <param name="HorizonDays">How many days ahead a booking may start.</param>
/// <param name="Latest">The last date on which a booking made now may start.</param>
public sealed record TooFarAhead(int HorizonDays, LocalDate Latest) : Refusal;

/// <summary>A booking starts at most so many days after today, counted in dates where the resource is.</summary>
internal static class StartsWithinHorizon
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms, Instant now)
    {
        var latest = WallClock.DateAt(now, terms.Zone).PlusDays(terms.HorizonDays);
        if (WallClock.DateAt(request.Period.Start, terms.Zone) > latest)
        {
            yield return new TooFarAhead(terms.HorizonDays, latest) { Rule = terms.RuleOf<Horizon>() };
        }
    }
}
