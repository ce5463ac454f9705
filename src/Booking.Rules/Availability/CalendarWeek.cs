using Booking.Rules.Admission;

namespace Booking.Rules.Availability;

/// <summary>A week of one resource, ready to draw.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="FirstMinute">The first minute after local midnight to show, a whole hour.</param>
/// <param name="LastMinute">The minute at which to stop, a whole hour at most 1440, at least eight hours later.</param>
/// <param name="Days">Monday to Sunday.</param>
public sealed record CalendarWeek(LocalDate Monday, int FirstMinute, int LastMinute, IReadOnlyList<CalendarDay> Days);

/// <summary>One day of a week.</summary>
/// <param name="Date">The date on the wall of the resource.</param>
/// <param name="IsToday">Whether it is that date there now.</param>
/// <param name="ClosedReasonDa">Why all the day is closed, in Danish; null if it follows its weekly hours.</param>
/// <param name="ClosedReasonEn">The same in English.</param>
/// <param name="Segments">Sorted, without gaps or overlaps, from the week's first minute to its last.</param>
public sealed record CalendarDay(
    LocalDate Date, bool IsToday, string? ClosedReasonDa, string? ClosedReasonEn, IReadOnlyList<CalendarSegment> Segments);

/// <summary>A part of a day in one state.</summary>
/// <param name="FromMinute">Minutes after local midnight on the wall clock, 0–1439.</param>
/// <param name="ToMinute">Where the next begins, at most 1440.</param>
/// <param name="State">What it is.</param>
/// <param name="Slot">
/// Of <see cref="SegmentState.Free"/> always, of others never: the booking to suggest to who picks this segment. It starts
/// within the segment and may end after it.
/// </param>
public sealed record CalendarSegment(int FromMinute, int ToMinute, SegmentState State, Interval? Slot)
{
    /// <summary>Why the onlooker cannot have it: of <see cref="SegmentState.NotForYou"/> every reason, of others none.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
}

/// <summary>What a part of the calendar is for the person who looks at it.</summary>
public enum SegmentState
{
    /// <summary>A booking can start here.</summary>
    Free,

    /// <summary>Somebody has it, or needs it to set up or clean up, or one's own buffers would not fit.</summary>
    Taken,

    /// <summary>Outside opening hours, or an hour that the spring change skips.</summary>
    Closed,

    /// <summary>Outside the time for which the resource is shared.</summary>
    NotShared,

    /// <summary>Before now.</summary>
    Past,

    /// <summary>Free, but too late to book for a start here.</summary>
    TooSoon,

    /// <summary>Free, but the day is beyond the horizon.</summary>
    TooFarAhead,

    /// <summary>Free, but nothing can start here: the shortest booking does not fit before what follows.</summary>
    TooShort,

    /// <summary>One's own booking.</summary>
    Mine,

    /// <summary>Free, but a rule keeps this person from it: a quota that is used, an introduction that is missing.</summary>
    NotForYou,
}
