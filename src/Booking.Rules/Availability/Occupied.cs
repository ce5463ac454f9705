namespace Booking.Rules.Availability;

/// <summary>
/// What is taken of each unit of a resource in the time around a question (<see cref="Terms.Reach"/> says how much of it is
/// needed). The intervals contain the buffers of the bookings that took them; one without an end takes the unit for ever.
/// </summary>
/// <param name="ByUnit">
/// For each unit its taken intervals, sorted and disjoint; none for a unit that is free. A resource without units is never free.
/// </param>
/// <exception cref="ArgumentException">The intervals of a unit are not sorted, or overlap. Touching is no overlap.</exception>
public sealed record Occupied(IReadOnlyList<IReadOnlyList<Interval>> ByUnit)
{
    /// <summary>For each unit its taken intervals, sorted and disjoint.</summary>
    public IReadOnlyList<IReadOnlyList<Interval>> ByUnit { get; } = SortedAndDisjoint(ByUnit);

    /// <summary>Nothing is taken of so many units.</summary>
    public static Occupied Nothing(int units = 1) => new([.. Enumerable.Repeat<IReadOnlyList<Interval>>([], units)]);

    private static IReadOnlyList<IReadOnlyList<Interval>> SortedAndDisjoint(IReadOnlyList<IReadOnlyList<Interval>> byUnit)
    {
        foreach (var unit in byUnit)
        {
            for (var i = 1; i < unit.Count; i++)
            {
                if (Intervals.StartOf(unit[i]) < Intervals.EndOf(unit[i - 1]))
                {
                    throw new ArgumentException($"{unit[i - 1]} and {unit[i]} overlap or are not sorted.", nameof(byUnit));
                }
            }
        }

        return byUnit;
    }
}
