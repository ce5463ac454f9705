using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>More people than the resource holds.</summary>
/// <param name="Capacity">How many it holds.</param>
public sealed record TooManyPeople(int Capacity) : Refusal;

/// <summary>A booking for nobody.</summary>
public sealed record TooFewPeople : Refusal;

/// <summary>A booking is for at least one person and no more than there is room for.</summary>
internal static class SuitsCapacity
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms)
    {
        if (request.People < 1)
        {
            yield return new TooFewPeople();
        }

        if (request.People > terms.Capacity)
        {
            yield return new TooManyPeople(terms.Capacity) { Rule = terms.RuleOf<GroupSize>() };
        }
    }
}
