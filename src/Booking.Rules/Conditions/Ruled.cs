namespace Booking.Rules.Conditions;

/// <summary>A condition and the rule it comes from; null where it stands for itself.</summary>
public sealed record Ruled<TCondition>(TCondition Condition, Guid? Rule)
    where TCondition : Condition;

/// <summary>A resource as limits on one person see it.</summary>
/// <param name="Resource">The resource itself.</param>
/// <param name="Owner">Who shares it.</param>
/// <param name="Category">Its sort, such as kitchen.</param>
public sealed record Place(Guid Resource, Guid Owner, string Category)
{
    /// <summary>Where no limit on a person reaches.</summary>
    public static Place Nowhere { get; } = new(Guid.Empty, Guid.Empty, "");

    /// <summary>Whether a booking there counts for a limit here.</summary>
    public bool CountsWith(Place other, Scope over) => over switch
    {
        Scope.Resource => Resource == other.Resource,
        Scope.Owner => Owner == other.Owner,
        Scope.Category => Category == other.Category,
        _ => throw new ArgumentOutOfRangeException(nameof(over), over, "No such scope."),
    };
}

/// <summary>What is asked of the person rather than of the period.</summary>
public sealed record PersonTerms
{
    /// <summary>Nothing.</summary>
    public static PersonTerms None { get; } = new();

    /// <summary>How much they may have in a stretch of time; all of them hold.</summary>
    public IReadOnlyList<Ruled<Quota>> Quotas { get; init; } = [];

    /// <summary>How many coming bookings they may have; all of them hold.</summary>
    public IReadOnlyList<Ruled<ConcurrentBookings>> Concurrent { get; init; } = [];

    /// <summary>How far apart their bookings lie; all of them hold.</summary>
    public IReadOnlyList<Ruled<Spacing>> Spacings { get; init; } = [];

    /// <summary>Whom the place is for; null for everyone.</summary>
    public Ruled<Audience>? Audience { get; init; }

    /// <summary>Which introduction they have; null for none.</summary>
    public Ruled<IntroductionRequired>? Introduction { get; init; }

    /// <summary>How often they may have failed to come; null where that does not matter.</summary>
    public Ruled<NoShowLimit>? NoShows { get; init; }

    /// <summary>Whether their other bookings matter at all.</summary>
    public bool CountBookings => Quotas.Count + Concurrent.Count + Spacings.Count > 0 || NoShows is not null;

    /// <summary>Whether it matters which group they book for, or that it is for none.</summary>
    public bool AskWhichGroup => Audience is { Condition.Groups: true } || Quotas.Any(quota => quota.Condition.Of == QuotaOf.Group);

    /// <summary>Whether it matters who they are.</summary>
    public bool AskWho => Audience is not null || Introduction is not null;
}
