using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Buffer = Booking.Rules.Availability.Buffer;

namespace Booking.Rules.Tests;

/// <summary>The words the tests are told in. Wall times are those of Copenhagen.</summary>
internal static class Given
{
    public static readonly DateTimeZone Copenhagen = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    /// <summary>Open 8–22 every day, from one hour to eight, in half hours, for twenty people, three months ahead.</summary>
    public static Terms Kitchen { get; } = new()
    {
        Zone = Copenhagen,
        OpeningHours = EveryDay(8 * 60, 22 * 60),
        MinimumMinutes = 60,
        MaximumMinutes = 480,
        StepMinutes = 30,
        HorizonDays = 90,
        Capacity = 20,
    };

    /// <summary>Open round the clock, from one day to seven, by the day.</summary>
    public static Terms Car { get; } = Kitchen with
    {
        OpeningHours = EveryDay(0, 1440),
        MaximumMinutes = 7 * 1440,
        MinimumMinutes = 1440,
        StepMinutes = 1440,
        Capacity = 5,
    };

    public static WeeklySpan[] EveryDay(int opens, int closes) =>
        [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).Select(day => new WeeklySpan(day, opens, closes))];

    /// <summary>A wall time; of a repeated one the earlier moment.</summary>
    public static Instant At(string wall) => WallClock.ToInstant(WallClock.Parse(wall)!.Value, Copenhagen)!.Value;

    /// <summary>The second pass of a wall time that the autumn change repeats.</summary>
    public static Instant AgainAt(string wall) => Copenhagen.MapLocal(WallClock.Parse(wall)!.Value).Last().ToInstant();

    public static Interval From(string start, string end) => new(At(start), At(end));

    public static LocalDate Date(int year, int month, int day) => new(year, month, day);

    public static Buffer Buffer(int before, int after) => new(Duration.FromMinutes(before), Duration.FromMinutes(after));

    /// <summary>One unit, taken so.</summary>
    public static Occupied Taken(params Interval[] taken) => new([taken]);

    /// <summary>Several units, each taken so.</summary>
    public static Occupied TakenByUnit(params Interval[][] units) => new(units);

    /// <summary>As limits on one person see the kitchen.</summary>
    public static Place Here { get; } = new(Guid.NewGuid(), Guid.NewGuid(), "kitchen");

    public static Place OfTheSameOwner { get; } = Here with { Resource = Guid.NewGuid(), Category = "hall" };

    public static Place OfTheSameSort { get; } = Here with { Resource = Guid.NewGuid(), Owner = Guid.NewGuid() };

    public static Place Elsewhere { get; } = new(Guid.NewGuid(), Guid.NewGuid(), "car");

    /// <summary>The kitchen as rules of the city, and what its owner has ruled beside.</summary>
    public static Terms KitchenWith(params Condition[] conditions)
    {
        Condition[] kitchen =
        [
            new OpeningHours(Kitchen.OpeningHours, []), new MinimumDuration(60), new MaximumDuration(480), new StartGrid(30), new Horizon(90),
        ];
        return Rulebook.Of(
            new Premises(Here, Copenhagen, UnitUse.All, 20) { District = "viby" },
            [.. kitchen.Select(condition => Rule(condition, RuleLevel.Municipality)), .. conditions.Select(condition => Rule(condition))],
            Instant.MaxValue).Terms;
    }

    /// <summary>The same, open round the clock.</summary>
    public static Terms NightKitchenWith(params Condition[] conditions) => KitchenWith([new OpeningHours(EveryDay(0, 1440), []), .. conditions]);

    public static Rule Rule(
        Condition condition, RuleLevel level = RuleLevel.Resource, bool binding = false, string from = "2026-01-01T00:00", string? until = null) =>
        new(Guid.NewGuid(), level, binding, condition, "Det er aftalt på husmødet.", "", At(from), until is null ? null : At(until));

    /// <summary>Somebody who has signed in, with bookings.</summary>
    public static PersonFacts Someone(params OwnBooking[] bookings) => new() { IsKnown = true, Bookings = bookings };

    public static OwnBooking Booked(string start, string end, Place? place = null, bool cancelledLate = false) =>
        new(Guid.NewGuid(), place ?? Here, From(start, end), cancelledLate);
}
