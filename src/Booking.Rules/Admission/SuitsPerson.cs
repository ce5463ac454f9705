using Booking.Rules.Availability;

namespace Booking.Rules.Admission;

/// <summary>What may speak against the person rather than against the period: all that a search through free time leaves to ask.</summary>
internal static class SuitsPerson
{
    public static IEnumerable<Refusal> Check(BookingRequest request, PersonFacts person, Terms terms, Instant now) =>
        terms.Person is { AskWho: false, CountBookings: false }
            ? []
            :
            [
                .. IsForThem.Check(request, person, terms),
                .. IsIntroduced.Check(request, person, terms),
                .. IsWithinQuotas.Check(request, person, terms, now),
                .. LeavesRoomForOthers.Check(request, person, terms, now),
            ];
}
