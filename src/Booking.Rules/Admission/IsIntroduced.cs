using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>Someone must be shown how before they book.</summary>
/// <param name="GiverDa">Who shows it, in Danish; may be blank.</param>
/// <param name="GiverEn">The same in English.</param>
/// <param name="Ran">The introduction they had has run out by the start of the period.</param>
public sealed record NotIntroduced(string GiverDa, string GiverEn, bool Ran) : Refusal;

/// <summary>Who books has an introduction that still counts when the booking starts.</summary>
internal sealed class IsIntroduced
{
    private readonly Refusal? refusal;
    private readonly Instant end;

    public IsIntroduced(PersonFacts person, Terms terms)
    {
        if (terms.Person.Introduction is not { } required)
        {
            return;
        }

        var (asks, rule) = (required.Condition, required.Rule);
        // A later one does not shorten an earlier one that lasts longer.
        end = person.Introductions.Select(one => IntroductionEnd.Of(one.Given, one.Expires, asks.ValidMonths, terms.Zone))
            .Append(Instant.MinValue).Max();
        refusal = person.IsKnown
            ? new NotIntroduced(asks.GiverDa, asks.GiverEn, Ran: person.Introductions.Count > 0) { Rule = rule }
            : new MustSignIn { Rule = rule };
    }

    public void Check(Interval period, ref Reasons against)
    {
        if (refusal is not null && period.Start >= end)
        {
            against.Add(refusal);
        }
    }
}
