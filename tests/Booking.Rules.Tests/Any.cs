using Booking.Rules.Admission;
using Booking.Rules.Availability;
using CsCheck;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests;

/// <summary>Somebody asks, at a moment, about a window of a resource with its terms and what is taken of it.</summary>
internal sealed record Situation(Terms Terms, Occupied Occupied, Interval Window, Instant Now)
{
    public PersonFacts Person { get; init; } = PersonFacts.Stranger;

    public Facts Facts => new(Occupied, Person);

    public override string ToString()
    {
        var hours = string.Join(", ", Terms.Seasons.Select(season => $"{season.From}/{season.Until} {Told(season.Week)}").Append(Told(Terms.OpeningHours)));
        var closures = string.Join(" ", Terms.Closures.Select(closure => $"{closure.From:uuuu-MM-dd}/{closure.Until:uuuu-MM-dd}"));
        var taken = string.Join("\n", Occupied.ByUnit.Select(unit => "  " + string.Join(" ", unit)));
        return $"""
            now {Now}, window {Window}, shared for {Terms.SharedFor}
            {Terms.MinimumMinutes}-{Terms.MaximumMinutes} by {Terms.LengthStepMinutes} on {Terms.StepMinutes}, lead {Terms.LeadMinutes}, horizon {Terms.HorizonDays}, {Terms.Use}
            buffers {Terms.Buffer.Before} {Terms.Buffer.After}, closed {closures}, holidays {Terms.ClosedOnPublicHolidays}, open {hours}
            {taken}
            """;

        static string Told(IReadOnlyList<WeeklySpan> week) => string.Join(" ", week.Select(span => $"{span.Day}:{span.OpensMinute}-{span.ClosesMinute}"));
    }
}

/// <summary>Situations of all kinds, most of them around a change of the clock or a holiday.</summary>
internal static class Any
{
    public static readonly Gen<LocalDate> Monday = Gen.OneOf(
        Date(2026, 3, 23), // ends with the spring change
        Date(2026, 10, 19), // ends with the autumn change
        Date(2026, 3, 30), // ends with Easter
        Date(2026, 6, 1));

    private static readonly Gen<WeeklySpan> Span =
        from day in Gen.Int[1, 7]
        from opens in Gen.Int[0, 95]
        from quarters in Gen.Int[1, 96]
        select new WeeklySpan((IsoDayOfWeek)day, opens * 15, Math.Min(2880, (opens + quarters) * 15));

    public static readonly Gen<WeeklySpan[]> Hours = Gen.OneOf(
        Gen.Const(EveryDay(0, 1440)),
        Gen.Select(Gen.Int[0, 60], Gen.Int[4, 96], (opens, quarters) => EveryDay(opens * 15, (opens + quarters) * 15)),
        Span.Array[0, 10]);

    public static readonly Gen<(int Step, int Minimum, int Maximum)> Lengths =
        from step in Gen.OneOf(15, 20, 30, 45, 60, 120, 1440)
        from shortest in Gen.Int[1, 4]
        from odd in Gen.OneOf(0, 0, 5)
        from more in Gen.Int[0, 6]
        select (step, shortest * step - (shortest > 1 ? odd : 0), (shortest + more) * step + odd);

    /// <summary>Parts of the year around the week of a Monday, or all but that.</summary>
    public static Gen<Season[]> Seasons(LocalDate monday) => Gen.Select(
        Gen.Int[-3, 9], Gen.Int[-3, 9], Hours, (from, until, hours) => new Season(Annual(monday.PlusDays(from)), Annual(monday.PlusDays(until)), hours))
        .Array[0, 2];

    private static AnnualDate Annual(LocalDate date) => new(date.Month, date.Day);

    private static readonly Gen<Duration> Margin = Gen.OneOf(0, 0, 10, 30, 45).Select(minutes => Duration.FromMinutes(minutes));

    private static Gen<Closure[]> Closures(LocalDate monday) => Gen.Select(
        Gen.Int[0, 8], Gen.Int[0, 2], (from, days) => new Closure(monday.PlusDays(from), monday.PlusDays(from + days), "ferie", "holiday"))
        .Array[0, 1];

    // By the hour, so that it need not meet the grid.
    private static Gen<Interval> SharedFor(LocalDate monday) =>
        from start in Gen.Int[0, 120]
        from length in Gen.Int[1, 120]
        let first = monday.AtStartOfDayInZone(Copenhagen).ToInstant() + Duration.FromHours(start)
        from ends in Gen.OneOf(new Interval(null, first), new Interval(first, null), new Interval(first, first + Duration.FromHours(length)))
        select ends;

    private static Gen<Terms> Terms(LocalDate monday) =>
        from length in Lengths
        from times in Gen.OneOf(1, 1, 2, 3, 7)
        from hours in Hours
        from seasons in Gen.Frequency((3, Gen.Const(System.Array.Empty<Season>())), (1, Seasons(monday)))
        from closures in Closures(monday)
        from holidays in Gen.Bool
        from shared in Gen.Frequency((4, Gen.Const(Booking.Rules.Availability.Terms.Always)), (1, SharedFor(monday)))
        from lead in Gen.OneOf(0, 0, 45, 600)
        from horizon in Gen.OneOf(0, 2, 5, 60)
        from before in Margin
        from after in Margin
        from use in Gen.OneOf(UnitUse.All, UnitUse.AnyOne)
        select new Terms
        {
            Zone = Copenhagen,
            OpeningHours = hours,
            Seasons = seasons,
            Closures = closures,
            ClosedOnPublicHolidays = holidays,
            StepMinutes = length.Step,
            MinimumMinutes = length.Minimum,
            MaximumMinutes = length.Maximum,
            LengthStepMinutes = HasMultiple(length.Step * times, length.Minimum, length.Maximum) ? length.Step * times : null,
            SharedFor = shared,
            LeadMinutes = lead,
            HorizonDays = horizon,
            Buffer = new(before, after),
            Capacity = 10,
            Use = use,
        };

    private static bool HasMultiple(int of, int minimum, int maximum) => (minimum + of - 1) / of * of <= maximum;

    public static Gen<Occupied> Occupied(Instant from) =>
        Gen.Select(Gen.Int[0, 160], Gen.Int[1, 120])
            .Array[0, 30]
            .Select(steps => (IReadOnlyList<Interval>)Unit(from, steps))
            .Array[1, 3]
            .Select(units => new Occupied(units));

    private static List<Interval> Unit(Instant from, (int Gap, int Length)[] fiveMinutes)
    {
        List<Interval> taken = [];
        foreach (var (gap, length) in fiveMinutes)
        {
            var start = from + Duration.FromMinutes(5 * gap);
            from = start + Duration.FromMinutes(5 * length);
            taken.Add(new Interval(start, from));
        }

        return taken;
    }

    /// <summary>A window of up to two days, from some time on a Saturday or Sunday on.</summary>
    public static readonly Gen<Situation> Situation =
        from monday in Monday
        from terms in Terms(monday)
        let midnight = Copenhagen.AtStartOfDay(monday).ToInstant()
        from occupied in Occupied(midnight + Duration.FromDays(4))
        from start in Gen.Int[5 * 1440, 7 * 1440]
        from length in Gen.Int[0, 2 * 1440]
        from notice in Gen.Int[-1500, 4000]
        from seconds in Gen.OneOf(0, 30)
        let begin = midnight + Duration.FromMinutes(start)
        select new Situation(
            terms,
            occupied,
            new Interval(begin, begin + Duration.FromMinutes(length)),
            begin - Duration.FromMinutes(notice) + Duration.FromSeconds(seconds));

    /// <summary>A situation whose window is the whole week from its Monday.</summary>
    public static readonly Gen<Situation> Week =
        from monday in Monday
        from terms in Terms(monday)
        let midnight = Copenhagen.AtStartOfDay(monday).ToInstant()
        from occupied in Occupied(midnight)
        from elapsed in Gen.Int[-3 * 1440, 8 * 1440]
        from seconds in Gen.OneOf(0, 30)
        select new Situation(
            terms,
            occupied,
            new Interval(midnight, Copenhagen.AtStartOfDay(monday.PlusDays(7)).ToInstant()),
            midnight + Duration.FromMinutes(elapsed) + Duration.FromSeconds(seconds));
}
