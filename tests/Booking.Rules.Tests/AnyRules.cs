using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using CsCheck;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests;

/// <summary>Somebody asks for a period of a place whose conditions are rules.</summary>
internal sealed record Asked(Premises Premises, IReadOnlyList<Rule> Rules, Situation Given, BookingRequest Request)
{
    public override string ToString() => $"""
        {Request} of {Premises.Capacity}, {Premises.Use}
        {Given}
        {Given.Person with { Bookings = [], OfGroup = null }}
          {string.Join("\n  ", Given.Person.Bookings)}
          {(Given.Person.OfGroup is { } ours ? $"for a group that has\n  {string.Join("\n  ", ours)}" : "for themselves")}
        {string.Join("\n", Rules.Select(rule => $"{rule.Id.ToString()[..8]} {rule.Level}{(rule.Binding ? "!" : "")} {rule.Condition}"))}
        """;
}

/// <summary>Rules of every kind and level, and people of all sorts with bookings here and elsewhere.</summary>
internal static class AnyRules
{
    public static readonly Place Here = new(Id(1), Id(2), "kitchen");

    private static readonly Gen<Place> Place = Gen.OneOf(
        Here, Here with { Resource = Id(3) }, Here with { Resource = Id(4), Owner = Id(5) }, new Place(Id(6), Id(2), "hall"), new Place(Id(7), Id(8), "car"));

    private static readonly Gen<Scope> Scope = Gen.Enum<Scope>();
    private static readonly Gen<QuotaMeasure> Measure = Gen.Enum<QuotaMeasure>();
    private static readonly Gen<QuotaPeriod> Per = Gen.Enum<QuotaPeriod>();
    private static readonly Gen<QuotaCounts> Counts = Gen.Enum<QuotaCounts>();

    private static readonly Gen<Condition> Quota =
        from limit in Gen.Int[1, 9]
        from measure in Measure
        from per in Per
        from over in Scope
        from counts in Counts
        from whose in Gen.Enum<QuotaOf>()
        select (Condition)new Quota(limit, measure, per, over, counts, whose);

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    /// <summary>What a place in use might be ruled by in the week of a Monday: most people can book most of the time.</summary>
    public static Gen<Condition> Condition(LocalDate monday) => Gen.OneOf(
        Gen.Select(Any.Hours, Any.Seasons(monday), (week, seasons) => (Condition)new OpeningHours(week, seasons)),
        Gen.OneOf(
            new HandoverTimes(EveryDay(0, 1440), EveryDay(0, 1440)),
            new HandoverTimes([.. EveryDay(480, 720), .. EveryDay(900, 1080)], EveryDay(600, 1200))).Select(times => (Condition)times),
        Dates(monday).Select(dates => (Condition)new ClosedDates(dates.From, dates.Until)),
        Gen.Bool.Select(closed => (Condition)new PublicHolidays(closed)),
        Dates(monday).Select(dates => new SchoolHoliday("ferie", "holiday", dates.From, dates.Until)).Array[0, 2]
            .Select(holidays => (Condition)new SchoolHolidays(holidays)),
        Gen.OneOf(0, 45, 600, 1440).Select(minutes => (Condition)new LeadTime(minutes)),
        Gen.OneOf(0, 2, 5, 60).Select(days => (Condition)new Horizon(days)),
        Gen.Select(Gen.OneOf(0, 10, 45), Gen.OneOf(0, 15, 30), (before, after) => (Condition)new BufferTime(before, after)),
        Gen.OneOf(10, 30, 60, 90).Select(minutes => (Condition)new MinimumDuration(minutes)),
        Gen.OneOf(60, 100, 240, 480).Select(minutes => (Condition)new MaximumDuration(minutes)),
        Gen.OneOf(30, 60, 90).Select(minutes => (Condition)new DurationStep(minutes)),
        Gen.OneOf(15, 30, 60, 90).Select(minutes => (Condition)new StartGrid(minutes)),
        Gen.Int[1, 20].Select(people => (Condition)new GroupSize(people)),
        Quota, Quota,
        Gen.Select(Gen.Int[1, 9], Scope, (most, over) => (Condition)new ConcurrentBookings(most, over)),
        Gen.Select(Gen.OneOf(30, 600, 1440), Scope, (minutes, over) => (Condition)new Spacing(minutes, over)),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.OneOf<int?>(null, 15, 18), Gen.Bool, Gen.Bool, (residents, members, age, groups, district) =>
            (Condition)new Audience(residents, members, age, groups, district)),
        Gen.OneOf<int?>(null, 1, 6).Select(months => (Condition)new IntroductionRequired(months, "værten", "the host")),
        Gen.Select(Gen.OneOf(0, 1, 2), Gen.Enum<AfterNoShows>(), (most, then) => (Condition)new NoShowLimit(most, then)),
        Gen.Select(Gen.Bool, Gen.OneOf<int?>(null, 60, 120), Gen.OneOf<int?>(null, 5), Gen.Bool, (longer, than, people, outside) =>
            (Condition)new Approval(Always: !longer, longer ? 90 : than, people, EndsAfterMinute: longer ? 20 * 60 : null, outside, Holds: !outside)),
        Gen.Const<Condition>(new QuietHours(22 * 60, 30 * 60)),
        Gen.Const<Condition>(new CancellationDeadline(1440)),
        Gen.Const<Condition>(new CheckInGrace(15)),
        Gen.Const<Condition>(new Reconfirmation(2880, 1440)),
        Gen.Const<Condition>(new SeriesLimit(20, 200)),
        Gen.Const<Condition>(new RenewalPriority(30)),
        Gen.Const<Condition>(new Responsibility("rydder op", "I clean up")));

    private static Gen<(LocalDate From, LocalDate Until)> Dates(LocalDate monday) => Gen.Select(
        Gen.Int[-2, 9], Gen.Int[0, 2], (from, days) => (monday.PlusDays(from), monday.PlusDays(from + days)));

    /// <summary>In force, unless it has just ended or is about to begin; numbered later.</summary>
    public static Gen<Rule> Rule(Gen<Condition> condition, Instant around) =>
        from level in Gen.Enum<RuleLevel>()
        from binding in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from what in condition
        from since in Gen.Int[1, 5]
        from starts in Gen.Frequency((9, Gen.Const(-1)), (1, Gen.Const(1)))
        from ends in Gen.OneOf<int?>(null, null, null, null, null, null, null, null, 0, 5)
        let first = around + Duration.FromDays(starts * since)
        select new Rule(Guid.Empty, level, binding, what, "fordi", "because", first, ends is { } days ? first + Duration.FromDays(days) : null);

    public static IReadOnlyList<Rule> Numbered(IEnumerable<Rule> rules) => [.. rules.Select((rule, index) => rule with { Id = Id(100 + index) })];

    /// <summary>Rules that leave no length or grid to what is usual, and any others.</summary>
    public static Gen<IReadOnlyList<Rule>> Rules(LocalDate monday, Instant around) =>
        from length in Any.Lengths
        from ahead in Gen.OneOf(5, 60)
        from others in Rule(Condition(monday), around).Array[0, 14]
        let always = (Condition[])[new StartGrid(length.Step), new MinimumDuration(length.Minimum), new MaximumDuration(length.Maximum), new Horizon(ahead)]
        select Numbered([
            .. always.Select(condition => new Rule(Guid.Empty, RuleLevel.Municipality, false, condition, "fordi", "", around - Duration.FromDays(9), null)),
            .. others]);

    public static readonly Gen<Premises> Premises =
        from use in Gen.Enum<UnitUse>()
        from capacity in Gen.OneOf(5, 10)
        select new Premises(Here, Copenhagen, use, capacity) { District = "viby" };

    private static Gen<OwnBooking> Booking(Instant around) =>
        from place in Place
        from hours in Gen.Int[-45 * 24, 45 * 24]
        from near in Gen.Bool
        from quarters in Gen.Int[1, 20]
        from late in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        from grouped in Gen.Bool
        let start = around + Duration.FromMinutes((near ? hours / 7 : hours) * 60)
        select new OwnBooking(Guid.Empty, place, new Interval(start, start + Duration.FromMinutes(15 * quarters)), late, grouped);

    public static Gen<PersonFacts> Person(Instant around) =>
        from known in Gen.Frequency((1, Gen.Const(false)), (9, Gen.Const(true)))
        from bookings in Booking(around).Array[0, 12]
        from others in Booking(around).Array[0, 6]
        from asksForGroup in Gen.Frequency((1, Gen.Const(false)), (2, Gen.Const(true)))
        from resident in Gen.OneOf<bool?>(null, false, true, true, true)
        from district in Gen.OneOf(null, "holme", "viby", "viby", "viby")
        from member in Gen.Frequency((1, Gen.Const(false)), (4, Gen.Const(true)))
        from born in Gen.OneOf<int?>(null, 1990, 1990, 2008, 2011, 2012)
        from introductions in Introduction(around).Array[0, 3]
        from notCome in Gen.Int[1, 200].Select(days => around - Duration.FromDays(days)).Array[0, 4]
        let own = bookings.Select((booking, index) => booking with { Id = Id(1000 + index) }).ToList()
        select !known ? PersonFacts.Stranger : new PersonFacts
        {
            IsKnown = true,
            Bookings = own,
            OfGroup = !asksForGroup ? null :
            [
                .. own.Where(booking => booking.ForGroup),
                .. others.Select((booking, index) => booking with { Id = Id(2000 + index), ForGroup = true }),
            ],
            IsResident = resident,
            District = district,
            IsMember = member,
            BirthYear = born,
            Introductions = introductions,
            NotComeTo = notCome,
        };

    private static Gen<Introduction> Introduction(Instant around) =>
        from days in Gen.Int[0, 60]
        from runs in Gen.OneOf<int?>(null, null, 2, 300)
        let given = around - Duration.FromDays(days)
        select new Introduction(given, runs is { } lasts ? given + Duration.FromDays(lasts) : null);

    private static Gen<Asked> Asked(Func<Instant, Gen<Interval>> window, Gen<int> notice) =>
        from monday in Any.Monday
        let midnight = Copenhagen.AtStartOfDay(monday).ToInstant()
        from premises in Premises
        from within in window(midnight)
        from minutes in notice
        from seconds in Gen.OneOf(0, 30)
        let now = within.Start - Duration.FromMinutes(minutes) + Duration.FromSeconds(seconds)
        from rules in Rules(monday, now)
        let terms = Rulebook.Of(premises, rules, now).Terms
        from occupied in Gen.OneOf(Gen.Const(Occupied.Nothing(2)), Any.Occupied(within.Start))
        from person in Person(within.Start)
        from request in Gen.Frequency((1, Request(within.Start, 15, 0, 30)), (4, Request(
            Copenhagen.AtStartOfDay(WallClock.DateAt(within.Start, Copenhagen)).ToInstant(), terms.StepMinutes, terms.MinimumMinutes / terms.StepMinutes, terms.MaximumMinutes / terms.StepMinutes)))
        select new Asked(premises, rules, new Situation(terms, occupied, within, now) { Person = person }, request);

    private static Gen<BookingRequest> Request(Instant around, int step, int least, int most) =>
        from start in Gen.Int[0, 5 * 1440 / step]
        from length in Gen.Int[least, most]
        from people in Gen.Frequency((4, Gen.Int[1, 5]), (1, Gen.Int[0, 11]))
        from replaced in Gen.Int[-40, 11]
        let period = new Interval(around + Duration.FromMinutes(start * step), around + Duration.FromMinutes((start + length) * step))
        select new BookingRequest(period, people, replaced < 0 ? null : Id(1000 + replaced));

    /// <summary>About a window of up to two days, from some time on a Saturday or Sunday on.</summary>
    public static readonly Gen<Asked> Question = Asked(
        midnight => Gen.Select(Gen.Int[5 * 1440, 7 * 1440], Gen.Int[600, 2 * 1440], (start, length) =>
            new Interval(midnight + Duration.FromMinutes(start), midnight + Duration.FromMinutes(start + length))),
        Gen.Int[-1500, 4000]);

    /// <summary>About the whole week from its Monday.</summary>
    public static readonly Gen<Asked> Week = Asked(
        midnight => Gen.Const(new Interval(midnight, Copenhagen.AtStartOfDay(WallClock.DateAt(midnight, Copenhagen).PlusDays(7)).ToInstant())),
        Gen.Int[-8 * 1440, 3 * 1440]);
}
