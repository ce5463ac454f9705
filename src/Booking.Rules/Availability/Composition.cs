namespace Booking.Rules.Availability;

/// <summary>
/// What resources are made of: units of their own, and other resources with all that those are made of. Two of them are in each
/// other's way when they have a unit in common, and for no other reason.
/// </summary>
/// <param name="units">The units that each resource takes, its own and those of its parts. Those of whom nothing is said have none.</param>
/// <param name="parts">For each resource those that it is directly made of, or that come with it.</param>
public sealed class Composition(IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> units, ILookup<Guid, Guid> parts)
{
    /// <summary>Whether one is made of the other, directly or through what it is made of. Nothing is made of itself.</summary>
    public bool Contains(Guid whole, Guid part) => parts[whole].Any(direct => direct == part || Contains(direct, part));

    /// <summary>The units that a resource has beside those of its parts, in their order.</summary>
    public IReadOnlyList<Guid> OwnUnits(Guid resource)
    {
        var ofParts = parts[resource].SelectMany(UnitsOf).ToHashSet();
        return [.. UnitsOf(resource).Where(unit => !ofParts.Contains(unit))];
    }

    /// <summary>
    /// The units of a resource, and of all that it is a part of, when it is made of other parts than until now. In ascending
    /// order; every whole has the units of its parts, and keeps its own.
    /// </summary>
    /// <param name="resource">What is made of something else.</param>
    /// <param name="own">The units it has by itself from now on.</param>
    /// <param name="newParts">What it is directly made of from now on.</param>
    /// <exception cref="ArgumentException">One of the parts is the resource, or is made of it.</exception>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> After(Guid resource, IReadOnlyList<Guid> own, IReadOnlyList<Guid> newParts)
    {
        if (newParts.Any(part => part == resource || Contains(part, resource)))
        {
            throw new ArgumentException("Nothing is made of itself.", nameof(newParts));
        }

        Dictionary<Guid, IReadOnlyList<Guid>> after = new() { [resource] = Sorted(own.Concat(newParts.SelectMany(UnitsOf))) };
        foreach (var whole in units.Keys.Where(other => Contains(other, resource)))
        {
            Rebuild(whole);
        }

        return after;

        IReadOnlyList<Guid> Rebuild(Guid one)
        {
            if (!after.TryGetValue(one, out var known))
            {
                known = Contains(one, resource) ? Sorted(OwnUnits(one).Concat(parts[one].SelectMany(Rebuild))) : UnitsOf(one);
                if (Contains(one, resource))
                {
                    after[one] = known;
                }
            }

            return known;
        }
    }

    private IReadOnlyList<Guid> UnitsOf(Guid resource) => units.GetValueOrDefault(resource) ?? [];

    private static Guid[] Sorted(IEnumerable<Guid> all) => [.. all.Distinct().Order()];
}
