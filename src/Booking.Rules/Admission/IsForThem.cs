using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The place asks who someone is, and they have not signed in.</summary>
public sealed record MustSignIn : Refusal;

/// <summary>The place is for those who live in the municipality.</summary>
/// <param name="IsUnknown">They have not said whether they do, which they can.</param>
public sealed record ResidentsOnly(bool IsUnknown) : Refusal;

/// <summary>The place is for members of its owner.</summary>
public sealed record MembersOnly : Refusal;

/// <summary>The place is for those who are old enough.</summary>
/// <param name="MinimumAge">They must turn this old in the year of the booking.</param>
/// <param name="IsUnknown">They have not said when they were born, which they can.</param>
public sealed record TooYoung(int MinimumAge, bool IsUnknown) : Refusal;

/// <summary>A booking is made by one of those the place is for.</summary>
internal static class IsForThem
{
    public static IEnumerable<Refusal> Check(BookingRequest request, PersonFacts person, Terms terms)
    {
        if (terms.Person.Audience is not { } audience)
        {
            yield break;
        }

        var (asks, rule) = (audience.Condition, audience.Rule);
        if (!person.IsKnown)
        {
            yield return new MustSignIn { Rule = rule };
            yield break;
        }

        if (asks.Residents && person.IsResident != true)
        {
            yield return new ResidentsOnly(person.IsResident is null) { Rule = rule };
        }

        if (asks.Members && !person.IsMember)
        {
            yield return new MembersOnly { Rule = rule };
        }

        if (asks.MinimumAge is { } age)
        {
            var turns = WallClock.DateAt(request.Period.Start, terms.Zone).Year - person.BirthYear;
            if (turns is null || turns < age)
            {
                yield return new TooYoung(age, person.BirthYear is null) { Rule = rule };
            }
        }
    }
}
