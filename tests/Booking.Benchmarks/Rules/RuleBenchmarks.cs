using BenchmarkDotNet.Attributes;
using Booking.Rules.Admission;
using Booking.Rules.Availability;

namespace Booking.Benchmarks.Rules;

/// <summary>What a page or a booking asks of the rules, for a busy kitchen: a day of three bookings, and a pool of six workbenches.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class RuleBenchmarks
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
    private static readonly LocalDate Monday = new(2026, 11, 23);
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 18, 0);

    private static readonly Terms Kitchen = new()
    {
        Zone = Zone,
        OpeningHours = [.. Enumerable.Range(1, 7).SelectMany(day => (WeeklySpan[])[new((IsoDayOfWeek)day, 540, 840), new((IsoDayOfWeek)day, 900, 1320)])],
        Closures = [new Closure(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 26), "Jul", "Christmas")],
        ClosedOnPublicHolidays = true,
        MinimumMinutes = 60,
        MaximumMinutes = 420,
        StepMinutes = 30,
        LeadMinutes = 120,
        HorizonDays = 90,
        Buffer = new Booking.Rules.Availability.Buffer(Duration.Zero, Duration.FromMinutes(30)),
        Capacity = 24,
    };

    private static readonly Terms Workbenches = Kitchen with { Use = UnitUse.AnyOne };
    private static readonly Occupied Busy = new([Taken(0)]);
    private static readonly Occupied BusyPool = new([.. Enumerable.Range(0, 6).Select(Taken)]);
    private static readonly Interval Evening = At(Monday.PlusDays(4), 17, 21);
    private static readonly Interval Sight = new(Now, Now + Duration.FromDays(14));

    private static IReadOnlyList<Interval> Taken(int shift) =>
        [.. Enumerable.Range(0, 28).SelectMany(day => (Interval[])[
            At(Monday.PlusDays(day), 9, 11), At(Monday.PlusDays(day), 12, 13), At(Monday.PlusDays(day), 15 + (shift % 3), 20)])];

    private static Interval At(LocalDate date, int from, int to) => new(
        (date + new LocalTime(from, 0)).InZoneStrictly(Zone).ToInstant(), (date + new LocalTime(to, 0)).InZoneStrictly(Zone).ToInstant());

    [Benchmark]
    public Decision Decide() => Admission.Decide(new BookingRequest(Evening, 12), Busy, Kitchen, Now);

    [Benchmark]
    public CalendarWeek Week() => WeekCalendar.Of(Kitchen, Facts.Of(Busy), [], Monday, Now);

    [Benchmark]
    public CalendarWeek WeekOfAPool() => WeekCalendar.Of(Workbenches, Facts.Of(BusyPool), [], Monday, Now);

    [Benchmark]
    public IReadOnlyList<Interval> ThreeNearest() => NearestFree.To(Kitchen, Facts.Of(Busy), new BookingRequest(Evening, 12), Now, Sight, 3);

    [Benchmark]
    public Interval? NextFree() => NearestFree.Next(Kitchen, Busy, Now, Sight);
}
