using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The place asks who someone is, and they have not signed in.</summary>
public sealed record MustSignIn : Refusal;

/// <summary>The place is for those who live in the municipality.</summary>
/// <param name="IsUnknown">They have not said whether they do, which they can.</param>
public sealed record ResidentsOnly(bool IsUnknown) : Refusal;

/// <summary>The place is for those who live in the same part of the city.</summary>
/// <param name="IsUnknown">They have not said in which they live, which they can.</param>
public sealed record DistrictOnly(bool IsUnknown) : Refusal;

/// <summary>The place is for members of its owner.</summary>
public sealed record MembersOnly : Refusal;

/// <summary>The place is for those who book for a group, and they book for nobody but themselves.</summary>
public sealed record GroupsOnly : Refusal;

/// <summary>The place is for those who are old enough.</summary>
/// <param name="MinimumAge">They must turn this old in the year of the booking.</param>
/// <param name="IsUnknown">They have not said when they were born, which they can.</param>
public sealed record TooYoung(int MinimumAge, bool IsUnknown) : Refusal;

/// <summary>A booking is made by one of those the place is for.</summary>
internal sealed class IsForThem(PersonFacts person, Terms terms)
{
    public void Check(LocalDate date, ref Reasons against)
    {
        if (terms.Person.Audience is not { } audience)
        {
            return;
        }

        var (asks, rule) = (audience.Condition, audience.Rule);
        if (!person.IsKnown)
        {
            against.Add(new MustSignIn { Rule = rule });
            return;
        }

        if (asks.Residents && person.IsResident != true)
        {
            against.Add(new ResidentsOnly(person.IsResident is null) { Rule = rule });
        }

        if (asks.District && (person.District is null || person.District != terms.District))
        {
            against.Add(new DistrictOnly(person.District is null) { Rule = rule });
        }

        if (asks.Members && !person.IsMember)
        {
            against.Add(new MembersOnly { Rule = rule });
        }

        if (asks.Groups && person.OfGroup is null)
        {
            against.Add(new GroupsOnly { Rule = rule });
        }

        if (asks.MinimumAge is { } age && (person.BirthYear is not { } born || date.Year - born < age))
        {
            against.Add(new TooYoung(age, person.BirthYear is null) { Rule = rule });
        }
    }
}
