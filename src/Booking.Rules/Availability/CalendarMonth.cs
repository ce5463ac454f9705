using Booking.Rules.Admission;

namespace Booking.Rules.Availability;

/// <summary>A month of something that is lent by the day, ready to draw.</summary>
/// <param name="First">Its first day.</param>
/// <param name="PickUp">The day chosen for fetching it, in this month or an earlier one; null while none is.</param>
/// <param name="Days">All days of the month.</param>
public sealed record CalendarMonth(LocalDate First, LocalDate? PickUp, IReadOnlyList<MonthDay> Days);

/// <summary>One day of a month.</summary>
/// <param name="Date">The date on the wall of the resource.</param>
/// <param name="IsToday">Whether it is that date there now.</param>
/// <param name="State">How much of it is left.</param>
/// <param name="Loan">
/// Before a pick-up day has been chosen: the shortest loan that begins that day. After: the one from the pick-up day that ends that
/// day. Null where there is none.
/// </param>
public sealed record MonthDay(LocalDate Date, bool IsToday, MonthDayState State, Interval? Loan)
{
    /// <summary>Why all the day is closed; null if it is not.</summary>
    public ClosedReason? Closed { get; init; }

    /// <summary>Why the onlooker cannot begin there, where it would have been possible for another.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
}

/// <summary>How much of a day is left, whoever looks at it.</summary>
public enum MonthDayState
{
    /// <summary>All of it that is open, from now on.</summary>
    Free,

    /// <summary>Some of it.</summary>
    Partly,

    /// <summary>None of it.</summary>
    Taken,

    /// <summary>It is closed all day.</summary>
    Closed,

    /// <summary>It is over.</summary>
    Past,

    /// <summary>The onlooker has it, or a part of it.</summary>
    Mine,
}
