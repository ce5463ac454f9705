using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The period does not start and end at the times of day that are offered.</summary>
/// <param name="StepMinutes">It must start and end at multiples of this many minutes after local midnight.</param>
public sealed record OffGrid(int StepMinutes) : Refusal;

/// <summary>
/// A booking starts and ends at a multiple of the step after local midnight. Of an hour that the autumn change repeats, only
/// the first pass counts, so that a time on the wall is one moment.
/// </summary>
internal static class FollowsGrid
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms)
    {
        var grid = Grid.Of(terms);
        if (!grid.Has(request.Period.Start) || !grid.Has(request.Period.End))
        {
            yield return new OffGrid(terms.StepMinutes) { Rule = terms.RuleOf<StartGrid>() };
        }
    }
}
