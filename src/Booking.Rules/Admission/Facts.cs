using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>What a decision looks at beside the request and the rules.</summary>
/// <param name="Occupied">What is taken around the period; at least within its buffers.</param>
/// <param name="Person">What is known of the one who asks.</param>
public sealed record Facts(Occupied Occupied, PersonFacts Person)
{
    /// <summary>Of someone nothing is known of yet.</summary>
    public static Facts Of(Occupied occupied) => new(occupied, PersonFacts.Stranger);
}

/// <summary>What is known of the one who asks, as far as the rules of the place need it.</summary>
public sealed record PersonFacts
{
    /// <summary>Someone who has not signed in. What only sign-in can tell is judged when they have.</summary>
    public static PersonFacts Stranger { get; } = new();

    /// <summary>Whether they have signed in.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Their bookings that a limit may count: held, confirmed, used, or given up too late.</summary>
    public IReadOnlyList<OwnBooking> Bookings { get; init; } = [];

    /// <summary>
    /// The same of the group they ask for, whoever of it made them, themselves included; null when they ask for nobody but themselves.
    /// </summary>
    public IReadOnlyList<OwnBooking>? OfGroup { get; init; }

    /// <summary>The introductions to the place that they have been given, also those that have run out; in any order.</summary>
    public IReadOnlyList<Introduction> Introductions { get; init; } = [];

    /// <summary>
    /// When what they had booked of the owner of the place began, each time that they did not come: also long ago, in any order, and
    /// without what they say they came to, until the owner has said otherwise.
    /// </summary>
    public IReadOnlyList<Instant> NotComeTo { get; init; } = [];

    /// <summary>The same person once these are theirs too, and their group's where they ask for one.</summary>
    /// <param name="more">None of them known before.</param>
    public PersonFacts With(IReadOnlyCollection<OwnBooking> more) => this with
    {
        Bookings = [.. Bookings, .. more],
        OfGroup = OfGroup is null ? null : [.. OfGroup, .. more],
    };

    /// <summary>Whether they are members of the owner.</summary>
    public bool IsMember { get; init; }

    /// <summary>The year of birth they have given; null when they have not.</summary>
    public int? BirthYear { get; init; }

    /// <summary>Whether they have said that they live in the municipality; null when they have said neither.</summary>
    public bool? IsResident { get; init; }

    /// <summary>The part of the city in which they have said that they live, by its slug; null when they have said none.</summary>
    public string? District { get; init; }
}

/// <summary>That the asker has been shown how.</summary>
/// <param name="Given">When.</param>
/// <param name="Expires">When it ends by itself; null when only the rule says how long it counts.</param>
public sealed record Introduction(Instant Given, Instant? Expires = null);

/// <summary>One of the asker's bookings, or of their group's.</summary>
/// <param name="Id">By which the one that is being changed is left out.</param>
/// <param name="Place">Where.</param>
/// <param name="Period">When, without buffers.</param>
/// <param name="CancelledLate">Given up too late: it takes no time but counts as used.</param>
/// <param name="ForGroup">Made for a group, whichever.</param>
/// <param name="LateMinutes">Minutes on the wall clock that were a part of it and were given back too late: they count as used with it.</param>
public sealed record OwnBooking(
    Guid Id, Place Place, Interval Period, bool CancelledLate = false, bool ForGroup = false, int LateMinutes = 0);
