using Booking.Rules.Availability;
using Buffer = Booking.Rules.Availability.Buffer;

namespace Booking.Rules.Lifecycle;

/// <summary>Why a part of a booking cannot be given back.</summary>
public enum GiveBackProblem
{
    /// <summary>Starts or ends within a minute.</summary>
    NotWholeMinutes,

    /// <summary>Some of it is not the booker's: more time is a change, and is judged as one.</summary>
    NotTheirs,

    /// <summary>Nothing would be given back.</summary>
    NothingGiven,

    /// <summary>Nothing would be kept: that is a cancellation.</summary>
    NothingKept,

    /// <summary>Set-up and clean-up of the two parts fill what lies between them, so that nothing comes free.</summary>
    NothingComesFree,

    /// <summary>It has begun: only its end can still be given back.</summary>
    HasBegun,

    /// <summary>What would be given back is past.</summary>
    Past,
}

/// <summary>What somebody wants of a booking of theirs.</summary>
/// <param name="Period">What they keep, or what they give back of the middle. Not empty.</param>
/// <param name="IsMiddle">Whether it is given back rather than kept.</param>
public sealed record PartWish(Interval Period, bool IsMiddle);

/// <summary>What is left of a booking when a part of it has been given back.</summary>
/// <param name="First">Not empty; all of it where nothing lies behind the part.</param>
/// <param name="Second">What lies behind the part; null where the part lies at an end.</param>
public sealed record Remainder(Interval First, Interval? Second)
{
    /// <summary>What others get of <paramref name="had"/>, in order; together with what is left exactly that, and no moment twice.</summary>
    public IReadOnlyList<Interval> Freed(Interval had)
    {
        List<Interval> freed = [];
        var from = had.Start;
        foreach (var kept in Second is { } second ? new[] { First, second } : [First])
        {
            if (from < kept.Start)
            {
                freed.Add(new Interval(from, kept.Start));
            }

            from = kept.End;
        }

        if (from < had.End)
        {
            freed.Add(new Interval(from, had.End));
        }

        return freed;
    }
}

/// <summary>
/// Giving back a part of a booking. It is easier than keeping: neither the shortest length nor the steps of the place are asked, only
/// that something is left and something comes free, in whole minutes.
/// </summary>
public static class PartReturn
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>What is left; null with the reason when the part cannot be given back.</summary>
    /// <param name="had">The booking's period.</param>
    /// <param name="wish">What they keep, or give back of the middle.</param>
    /// <param name="buffer">Set-up and clean-up, which each part that is left takes too.</param>
    /// <param name="inUse">Whether its person has checked in, perhaps before the start.</param>
    /// <param name="now">A booking that starts now has begun; what begins now can still be given back.</param>
    /// <param name="problem">Why not; null when it can.</param>
    public static Remainder? Of(Interval had, PartWish wish, Buffer buffer, bool inUse, Instant now, out GiveBackProblem? problem)
    {
        problem = ProblemOf(had, wish, buffer, inUse, now);
        return problem is null ? Left(had, wish) : null;
    }

    /// <summary>
    /// Where a booking in use ends when its people leave now: rounded up to the step of the place, so that others can take the rest
    /// from a moment at which bookings start. Null when it has not begun, or nothing is left to give back.
    /// </summary>
    public static Instant? EndOnLeaving(Interval had, Instant now, Terms terms) =>
        had.Start < now && now < had.End && Grid.Of(terms).MomentNotBefore(now) is var end && end < had.End ? end : null;

    private static GiveBackProblem? ProblemOf(Interval had, PartWish wish, Buffer buffer, bool inUse, Instant now)
    {
        var asked = wish.Period;
        if (!IsWhole(asked.Start) || !IsWhole(asked.End))
        {
            return GiveBackProblem.NotWholeMinutes;
        }

        if (asked.Start < had.Start || had.End < asked.End)
        {
            return GiveBackProblem.NotTheirs;
        }

        if (asked == had)
        {
            return wish.IsMiddle ? GiveBackProblem.NothingKept : GiveBackProblem.NothingGiven;
        }

        var left = Left(had, wish);
        if (inUse || had.Start <= now)
        {
            if (left.First.Start != had.Start || left.Second is not null)
            {
                return GiveBackProblem.HasBegun;
            }

            if (left.First.End < now)
            {
                return GiveBackProblem.Past;
            }
        }

        return left.Second is { } second && buffer.Around(second).Start <= buffer.Around(left.First).End ? GiveBackProblem.NothingComesFree : null;
    }

    private static Remainder Left(Interval had, PartWish wish) => wish switch
    {
        { IsMiddle: false } => new Remainder(wish.Period, null),
        _ when wish.Period.Start == had.Start => new Remainder(new Interval(wish.Period.End, had.End), null),
        _ when wish.Period.End == had.End => new Remainder(new Interval(had.Start, wish.Period.Start), null),
        _ => new Remainder(new Interval(had.Start, wish.Period.Start), new Interval(wish.Period.End, had.End)),
    };

    private static bool IsWhole(Instant moment) => (moment - Instant.FromUnixTimeTicks(0)).BclCompatibleTicks % Minute.BclCompatibleTicks == 0;
}
