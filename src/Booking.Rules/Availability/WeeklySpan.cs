namespace Booking.Rules.Availability;

/// <summary>
/// Opening hours that return every week, on the wall clock of the resource. Includes the opening minute, excludes the
/// closing minute.
/// </summary>
/// <param name="Day">The weekday on which the span opens.</param>
/// <param name="OpensMinute">Minutes after local midnight of that day, 0–1439.</param>
/// <param name="ClosesMinute">
/// Minutes after the same midnight, later than the opening and at most 2880: beyond 1440 it closes on the next day.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">A value lies outside these limits.</exception>
public sealed record WeeklySpan(IsoDayOfWeek Day, int OpensMinute, int ClosesMinute)
{
    /// <summary>The weekday on which the span opens.</summary>
    public IsoDayOfWeek Day { get; } = Day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday
        ? Day
        : throw new ArgumentOutOfRangeException(nameof(Day), Day, "Opening hours need a weekday.");

    /// <summary>Minutes after local midnight of <see cref="Day"/>, 0–1439.</summary>
    public int OpensMinute { get; } = OpensMinute is >= 0 and < 1440
        ? OpensMinute
        : throw new ArgumentOutOfRangeException(nameof(OpensMinute), OpensMinute, "Opening lies within its day.");

    /// <summary>Minutes after local midnight of <see cref="Day"/>, up to 2880 (midnight at the end of the next day).</summary>
    public int ClosesMinute { get; } = ClosesMinute > OpensMinute && ClosesMinute <= 2880
        ? ClosesMinute
        : throw new ArgumentOutOfRangeException(nameof(ClosesMinute), ClosesMinute, "Closing is after opening, by the end of the next day.");
}
