namespace Booking.Rules.Availability;

/// <summary>
/// The moments at which bookings may start and end: multiples of a step after local midnight, numbered without a break since
/// 1970, so that lengths on the wall clock are differences of numbers. A wall time that the spring change skips has a number
/// but no moment; of one that the autumn change repeats only the earlier moment is on the grid. Later numbers are later moments.
/// </summary>
internal readonly record struct Grid(DateTimeZone Zone, int StepMinutes)
{
    public static Grid Of(Terms terms) => new(terms.Zone, terms.StepMinutes);

    /// <summary>The moment with a number, or null where the clock skips it.</summary>
    public Instant? MomentAt(long number) => WallClock.ToInstant(number * StepMinutes, Zone);

    public bool Exists(long number) => MomentAt(number) is not null;

    /// <summary>The number of local midnight, where a date begins.</summary>
    public long NumberOf(LocalDate date) => WallClock.MinutesSinceEpoch(date) / StepMinutes;

    /// <summary>The number of the first moment that is not before the given one.</summary>
    public long FirstNotBefore(Instant moment)
    {
        var number = WallClock.MinutesSinceEpoch(moment, Zone) / StepMinutes;
        // In the second pass of a repeated hour the numbers up to its end belong to the first pass, and are past.
        while (MomentAt(number) is not { } found || found < moment)
        {
            number++;
        }

        return number;
    }

    /// <summary>The first moment that is not before the given one.</summary>
    public Instant MomentNotBefore(Instant moment) => MomentAt(FirstNotBefore(moment))!.Value;

    /// <summary>The number of the last moment that is not after the given one.</summary>
    public long LastNotAfter(Instant moment)
    {
        var number = FirstNotBefore(moment);
        while (MomentAt(number) is not { } found || found > moment)
        {
            number--;
        }

        return number;
    }

    public bool Has(Instant moment) => MomentAt(FirstNotBefore(moment)) == moment;
}
