using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;

namespace Booking.Rules.Admission;

/// <summary>The person has failed too often to come to what they had booked of the owner.</summary>
/// <param name="Times">How often, of those that still count.</param>
/// <param name="NextFallsAwayOn">When the first of them no longer counts.</param>
/// <param name="BookableFrom">When few enough are left to book again; that day or later.</param>
public sealed record NotComeTooOften(int Times, LocalDate NextFallsAwayOn, LocalDate BookableFrom) : Refusal;

/// <summary>Who books has come to what they had booked of the same owner, or has not failed to too often of late. Judged on the day of asking.</summary>
internal sealed class CameBefore
{
    private readonly NotComeTooOften? refusal;

    public CameBefore(PersonFacts person, Terms terms, Instant now)
    {
        if (terms.Person.NoShows is { Condition: { Then: AfterNoShows.Refuse, Maximum: var most } } limit
            && Counting(person, terms, now) is var counting && counting.Count > most)
        {
            refusal = new NotComeTooOften(counting.Count, counting[0], counting[^(most + 1)]) { Rule = limit.Rule };
        }
    }

    public void Check(ref Reasons against)
    {
        if (refusal is not null)
        {
            against.Add(refusal);
        }
    }

    public static IEnumerable<ApprovalReason> Asks(PersonFacts person, Terms terms, Instant now) =>
        terms.Person.NoShows is { Condition: { Then: AfterNoShows.AskOwner, Maximum: var most } } limit
        && Counting(person, terms, now).Count > most
            ? [new ApprovalReason(ApprovalCause.NotComeBefore, most, limit.Rule)]
            : [];

    /// <summary>When those that still count fall away, the first first.</summary>
    private static List<LocalDate> Counting(PersonFacts person, Terms terms, Instant now)
    {
        var today = WallClock.DateAt(now, terms.Zone);
        return
        [
            .. person.NotComeTo.Select(start => NoShowAge.FallsAwayOn(WallClock.DateAt(start, terms.Zone)))
                .Where(day => day > today)
                .Order(),
        ];
    }
}
