using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The person has as many coming bookings as one may have at a time.</summary>
/// <param name="Maximum">How many that is.</param>
/// <param name="Over">Of what.</param>
public sealed record TooManyComing(int Maximum, Scope Over) : Refusal;

/// <summary>The period comes too close to another booking of the same person.</summary>
/// <param name="Minutes">How much time must lie between them.</param>
/// <param name="Other">The other booking.</param>
public sealed record TooCloseToOwn(int Minutes, Interval Other) : Refusal;

/// <summary>One person's coming bookings are not too many, and not chained.</summary>
internal sealed class LeavesRoomForOthers
{
    private readonly TooManyComing[] tooMany;
    private readonly Neighbours[] neighbours;

    public LeavesRoomForOthers(PersonFacts person, Terms terms, Instant now, Guid? replaces)
    {
        tooMany =
        [
            .. terms.Person.Concurrent
                .Where(limit => Standing(limit.Condition.Over).Count(period => period.End > now) >= limit.Condition.Maximum)
                .Select(limit => new TooManyComing(limit.Condition.Maximum, limit.Condition.Over) { Rule = limit.Rule }),
        ];
        neighbours = [.. terms.Person.Spacings.Select(spacing => new Neighbours(spacing, Standing(spacing.Condition.Over)))];

        IEnumerable<Interval> Standing(Scope over) => person.Bookings
            .Where(booking => !booking.CancelledLate && booking.Id != replaces && booking.Place.CountsWith(terms.Place, over))
            .Select(booking => booking.Period);
    }

    public void Check(Interval period, ref Reasons against)
    {
        foreach (var reason in tooMany)
        {
            against.Add(reason);
        }

        foreach (var those in neighbours)
        {
            if (those.TooCloseTo(period) is { } reason)
            {
                against.Add(reason);
            }
        }
    }

    private sealed class Neighbours
    {
        private readonly Ruled<Spacing> spacing;
        private readonly Duration distance;
        private readonly Interval[] byStart;

        // How long all up to there keep the time after them.
        private readonly Instant[] keptUntil;

        public Neighbours(Ruled<Spacing> spacing, IEnumerable<Interval> standing)
        {
            this.spacing = spacing;
            distance = Duration.FromMinutes(spacing.Condition.Minutes);
            byStart = [.. standing.OrderBy(period => period.Start)];
            keptUntil = new Instant[byStart.Length];
            var latest = Instant.MinValue;
            for (var i = 0; i < byStart.Length; i++)
            {
                latest = Instant.Max(latest, byStart[i].End + distance);
                keptUntil[i] = latest;
            }
        }

        public TooCloseToOwn? TooCloseTo(Interval period)
        {
            // The first that does not leave enough time before the period; if that one starts long after it, so do all others.
            var (first, beyond) = (0, keptUntil.Length);
            while (first < beyond)
            {
                var middle = (first + beyond) / 2;
                (first, beyond) = keptUntil[middle] > period.Start ? (first, middle) : (middle + 1, beyond);
            }

            return first < byStart.Length && byStart[first].Start < period.End + distance
                ? new TooCloseToOwn(spacing.Condition.Minutes, byStart[first]) { Rule = spacing.Rule }
                : null;
        }
    }
}
