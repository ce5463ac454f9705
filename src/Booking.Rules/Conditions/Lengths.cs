namespace Booking.Rules.Conditions;

/// <summary>The shortest booking, on the wall clock.</summary>
/// <param name="Minutes">1 to 60 days.</param>
public sealed record MinimumDuration(int Minutes) : Condition
{
    /// <summary>1 to 60 days.</summary>
    public int Minutes { get; } = Within(Minutes, 1, 60 * 1440, nameof(Minutes));
}

/// <summary>The longest booking, on the wall clock: a day also where that takes 25 hours.</summary>
/// <param name="Minutes">1 to a year.</param>
public sealed record MaximumDuration(int Minutes) : Condition
{
    /// <summary>1 to a year.</summary>
    public int Minutes { get; } = Within(Minutes, 1, 366 * 1440, nameof(Minutes));
}

/// <summary>Bookings last a whole number of these.</summary>
/// <param name="Minutes">1 to 7 days.</param>
public sealed record DurationStep(int Minutes) : Condition
{
    /// <summary>1 to 7 days.</summary>
    public int Minutes { get; } = Within(Minutes, 1, 7 * 1440, nameof(Minutes));
}

/// <summary>Bookings start and end at multiples of this after local midnight.</summary>
/// <param name="Minutes">Divides a day; 1440 means whole days.</param>
/// <exception cref="ArgumentException">Does not divide a day.</exception>
public sealed record StartGrid(int Minutes) : Condition
{
    /// <summary>Divides a day; 1440 means whole days.</summary>
    public int Minutes { get; } = Minutes > 0 && 1440 % Minutes == 0
        ? Minutes
        : throw new ArgumentException($"A step of {Minutes} minutes does not divide a day.", nameof(Minutes));
}
