using BenchmarkDotNet.Attributes;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Benchmarks.Rules;

/// <summary>
/// What a page or a booking asks of the rules, for a busy kitchen: a day of three bookings, and a pool of six workbenches. Then
/// the same kitchen with a rule of every kind, from all four levels, for a person with fifty bookings.
/// </summary>
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

    private static readonly Place Here = new(Guid.NewGuid(), Guid.NewGuid(), "kitchen");
    private static readonly Premises Premises = new(Here, Zone, UnitUse.All, 24);

    private static readonly Rule[] Rules =
    [
        Rule(RuleLevel.Municipality, new MaximumDuration(12 * 60), binding: true),
        Rule(RuleLevel.Municipality, new Horizon(180)),
        Rule(RuleLevel.Municipality, new PublicHolidays(true)),
        Rule(RuleLevel.Municipality, new Audience(Residents: true, Members: false, MinimumAge: 15)),
        Rule(RuleLevel.Municipality, new Quota(40, QuotaMeasure.Bookings, QuotaPeriod.Season, Scope.Category, QuotaCounts.Both)),
        Rule(RuleLevel.Municipality, new ConcurrentBookings(30, Scope.Category)),
        Rule(RuleLevel.Municipality, new CancellationDeadline(1440)),
        Rule(RuleLevel.District, new QuietHours(22 * 60, 30 * 60)),
        Rule(RuleLevel.District, new Quota(60, QuotaMeasure.Hours, QuotaPeriod.Month, Scope.Category, QuotaCounts.Both)),
        Rule(RuleLevel.Owner, new LeadTime(120)),
        Rule(RuleLevel.Owner, new SchoolHolidays([new SchoolHoliday("Juleferie", "Christmas break", new LocalDate(2026, 12, 21), new LocalDate(2027, 1, 3))])),
        Rule(RuleLevel.Owner, new Quota(6, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Coming)),
        Rule(RuleLevel.Owner, new ConcurrentBookings(20, Scope.Owner)),
        Rule(RuleLevel.Owner, new IntroductionRequired(24, "værten", "the host")),
        Rule(RuleLevel.Owner, new Responsibility("rydder op", "I clean up")),
        Rule(RuleLevel.Resource, new OpeningHours(Kitchen.OpeningHours, [new Season(new AnnualDate(6, 1), new AnnualDate(8, 31), [])])),
        Rule(RuleLevel.Resource, new ClosedDates(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 26))),
        Rule(RuleLevel.Resource, new StartGrid(30)),
        Rule(RuleLevel.Resource, new MinimumDuration(60)),
        Rule(RuleLevel.Resource, new MaximumDuration(420)),
        Rule(RuleLevel.Resource, new DurationStep(30)),
        Rule(RuleLevel.Resource, new BufferTime(0, 30)),
        Rule(RuleLevel.Resource, new GroupSize(20)),
        Rule(RuleLevel.Resource, new Quota(20, QuotaMeasure.Hours, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Used)),
        Rule(RuleLevel.Resource, new Spacing(12 * 60, Scope.Resource)),
        Rule(RuleLevel.Resource, new Approval(Always: false, LongerThanMinutes: 240, MorePeopleThan: 15, EndsAfterMinute: 21 * 60, FromOutside: true)),
        Rule(RuleLevel.Resource, new CheckInGrace(20)),
    ];

    private static readonly Terms Ruled = Rulebook.Of(Premises, Rules, Now).Terms;

    // Every sixth day for the last nine months and the month to come, in this kitchen and in others.
    private static readonly Facts Regular = new(Busy, new PersonFacts
    {
        IsKnown = true,
        IsResident = true,
        BirthYear = 1990,
        Introductions = [new(Now - Duration.FromDays(300))],
        Bookings =
        [
            .. Enumerable.Range(-45, 50).Select(number => new OwnBooking(
                Guid.NewGuid(),
                number % 2 == 0 ? Here : Here with { Resource = Guid.NewGuid(), Owner = number % 3 == 0 ? Here.Owner : Guid.NewGuid() },
                At(Monday.PlusDays(6 * number), 15, 18))),
        ],
    });

    // Has had the month's hours, so that there is nothing to offer before December.
    private static readonly Facts Used = Regular with
    {
        Person = Regular.Person with
        {
            Bookings =
            [
                .. Regular.Person.Bookings,
                .. Enumerable.Range(1, 15).Select(day => new OwnBooking(Guid.NewGuid(), Here, At(new LocalDate(2026, 11, day), 15, 19))),
                .. Enumerable.Range(1, 15).Select(day => new OwnBooking(Guid.NewGuid(), Here, At(new LocalDate(2026, 12, day), 15, 19))),
            ],
        },
    };

    private static Rule Rule(RuleLevel level, Condition condition, bool binding = false) =>
        new(Guid.NewGuid(), level, binding, condition, "Det er aftalt på husmødet.", "", Instant.FromUtc(2026, 1, 1, 0, 0), null);

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

    [Benchmark]
    public Rulebook Pick() => Rulebook.Of(Premises, Rules, Now);

    [Benchmark]
    public Decision DecideForAPerson() => Admission.Decide(new BookingRequest(Evening, 12), Regular, Ruled, Now);

    [Benchmark]
    public CalendarWeek WeekForAPerson() => WeekCalendar.Of(Ruled, Regular, [], Monday, Now);

    [Benchmark]
    public CalendarWeek WeekWhenTheQuotaIsUsed() => WeekCalendar.Of(Ruled, Used, [], Monday, Now);

    [Benchmark]
    public IReadOnlyList<Interval> ThreeNearestForAPerson() => NearestFree.To(Ruled, Regular, new BookingRequest(Evening, 12), Now, Sight, 3);

    [Benchmark]
    public IReadOnlyList<Interval> NoneNearestWhenTheQuotaIsUsed() => NearestFree.To(Ruled, Used, new BookingRequest(Evening, 12), Now, Sight, 3);

    [Benchmark]
    public IReadOnlyList<Interval> ThreeWaysOnForAPerson() => WaysOn.At(Ruled, Regular, new BookingRequest(Evening, 12), Now, Sight, 3);
}
