using Booking.Rules.Availability;

namespace Booking.Rules.Admission;

/// <summary>The period is not within the time for which the resource is shared.</summary>
/// <param name="From">The first date on which it is shared; null when it always has been.</param>
/// <param name="Until">The last date on which it is shared; null when that has no end.</param>
public sealed record NotSharedThen(LocalDate? From, LocalDate? Until) : Refusal;

/// <summary>A booking lies wholly within the time for which its resource is shared: one that ends as that ends is within.</summary>
internal static class LiesWithinSharedTime
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms)
    {
        var shared = terms.SharedFor;
        if ((shared.HasStart && request.Period.Start < shared.Start) || (shared.HasEnd && request.Period.End > shared.End))
        {
            yield return new NotSharedThen(
                shared.HasStart ? WallClock.DateAt(shared.Start, terms.Zone) : null,
                shared.HasEnd ? WallClock.DateAt(shared.End - Duration.Epsilon, terms.Zone) : null);
        }
    }
}
