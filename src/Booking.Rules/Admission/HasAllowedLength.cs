using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The period is shorter than the owner lends out for.</summary>
/// <param name="MinimumMinutes">The shortest booking, on the wall clock.</param>
public sealed record TooShort(int MinimumMinutes) : Refusal;

/// <summary>The period is longer than one booking may be.</summary>
/// <param name="MaximumMinutes">The longest booking, on the wall clock.</param>
public sealed record TooLong(int MaximumMinutes) : Refusal;

/// <summary>The period is no whole number of the lengths that are lent.</summary>
/// <param name="StepMinutes">It must last a multiple of this many minutes, on the wall clock.</param>
public sealed record OddLength(int StepMinutes) : Refusal;

/// <summary>
/// A booking is as long as the owner allows, measured on the wall clock: one day is from midnight to midnight, also when that
/// takes 25 hours.
/// </summary>
internal static class HasAllowedLength
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms)
    {
        var minutes = WallClock.MinutesBetween(request.Period, terms.Zone);
        if (minutes < terms.MinimumMinutes)
        {
            // Nothing is shorter than a step of the grid, whether or not a shortest length was set.
            yield return new TooShort(terms.MinimumMinutes) { Rule = terms.RuleOf<MinimumDuration>() ?? terms.RuleOf<StartGrid>() };
        }

        if (minutes > terms.MaximumMinutes)
        {
            yield return new TooLong(terms.MaximumMinutes) { Rule = terms.RuleOf<MaximumDuration>() };
        }

        if (terms.LengthStepMinutes is { } step && minutes % step != 0)
        {
            yield return new OddLength(step) { Rule = terms.RuleOf<DurationStep>() };
        }
    }
}
