using Booking.Rules.Availability;

namespace Booking.Rules.Conditions;

/// <summary>Two rules of which no booking can keep both.</summary>
/// <param name="First">The one that came first in the order of the checks.</param>
/// <param name="Second">The other.</param>
public sealed record Contradiction(Rule First, Rule Second);

/// <summary>What a resource is, apart from its rules.</summary>
/// <param name="Place">As limits on a person see it.</param>
/// <param name="Zone">Where it stands, in time.</param>
/// <param name="Use">Whether a booking takes all units or any one.</param>
/// <param name="Capacity">How many people it holds.</param>
public sealed record Premises(Place Place, DateTimeZone Zone, UnitUse Use, int Capacity)
{
    /// <summary>The part of the city in which it is, by its slug; blank where there is none.</summary>
    public string District { get; init; } = "";

    /// <summary>The time for which it is shared at all; it may be without a start, an end or both.</summary>
    public Interval SharedFor { get; init; } = Terms.Always;
}

/// <summary>The rules that hold for one resource, picked from those of all levels, and the terms they make together.</summary>
public sealed class Rulebook
{
    // What holds where nobody has set a rule: as little as can be computed with. It gives way to what a rule says.
    private const int LongestUnlessSaid = 7 * 1440;
    private const int HorizonUnlessSaid = 365;
    private static readonly int[] GridsUnlessSaid = [30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1];

    private static readonly IReadOnlyList<WeeklySpan> AlwaysOpen =
        [.. Enumerable.Range(1, 7).Select(day => new WeeklySpan((IsoDayOfWeek)day, 0, 1440))];

    private Rulebook(IReadOnlyList<Rule> effective, IReadOnlyList<Contradiction> contradictions, Terms terms) =>
        (Effective, Contradictions, Terms) = (effective, contradictions, terms);

    /// <summary>The rules that hold, by kind; those that add up one after the other.</summary>
    public IReadOnlyList<Rule> Effective { get; }

    /// <summary>
    /// Pairs among those picked that no booking can keep both of. Of each one is left out of <see cref="Effective"/>, so that the
    /// resource can be booked at all: the one that is not binding, the nearer of two that are, else the wider; of one level the
    /// older. Saving a rule that makes such a pair is refused.
    /// </summary>
    public IReadOnlyList<Contradiction> Contradictions { get; }

    /// <summary>What they mean for a booking.</summary>
    public Terms Terms { get; }

    /// <summary>
    /// The nearest rule of each slot that is in force, unless a wider one is binding: then the widest of those. Of two of one
    /// level the newer holds. The order of <paramref name="rules"/> does not matter.
    /// </summary>
    /// <param name="premises">The resource.</param>
    /// <param name="rules">Every rule that could reach it: its own, its owner's, its district's and the municipality's.</param>
    /// <param name="now">The moment of deciding.</param>
    public static Rulebook Of(Premises premises, IEnumerable<Rule> rules, Instant now)
    {
        var picked = Pick(rules.Where(rule => rule.IsInForce(now)));
        List<Contradiction> contradictions = [];
        while (Contradicting.First(picked) is { } found)
        {
            contradictions.Add(found);
            picked.Remove(GivesWay(found.First, found.Second));
        }

        return new Rulebook(picked, contradictions, ToTerms(premises, picked));
    }

    private static List<Rule> Pick(IEnumerable<Rule> inForce) =>
    [
        .. inForce
            .GroupBy(rule => rule.Condition.Slot)
            .SelectMany(slot => slot.First().Condition.AddsUp ? slot.AsEnumerable() : [Holding(slot)])
            .OrderBy(rule => rule.Condition.Slot, StringComparer.Ordinal)
            .ThenBy(rule => rule.ValidFrom)
            .ThenBy(rule => rule.Id),
    ];

    private static Rule Holding(IEnumerable<Rule> slot)
    {
        Rule[] newest = [.. slot.GroupBy(rule => rule.Level).Select(level => level.MaxBy(Order)!).OrderBy(rule => rule.Level)];
        return newest.FirstOrDefault(rule => rule.Binding) ?? newest[^1];
    }

    private static Rule GivesWay(Rule one, Rule other)
    {
        var (wider, nearer) = Order(one).CompareTo(Order(other)) < 0 ? (one, other) : (other, one);
        return wider.Binding && (!nearer.Binding || wider.Level != nearer.Level) ? nearer : wider;
    }

    private static (RuleLevel Level, Instant From, Guid Id) Order(Rule rule) => (rule.Level, rule.ValidFrom, rule.Id);

    private static Terms ToTerms(Premises premises, IReadOnlyList<Rule> rules)
    {
        var hours = Find<OpeningHours>();
        var grid = Find<StartGrid>()?.Minutes ?? UsualGrid(rules, Find<MinimumDuration>()?.Minutes ?? 1440, Find<DurationStep>()?.Minutes ?? 1440);
        var minimum = Math.Max(Find<MinimumDuration>()?.Minutes ?? grid, grid);
        var step = Find<DurationStep>()?.Minutes;
        var shortest = Multiples.RoundUp(minimum, Multiples.Common(step ?? 1, grid));
        var lead = Find<LeadTime>()?.Minutes ?? 0;
        var capacity = Find<GroupSize>()?.Maximum ?? premises.Capacity;
        var buffer = Find<BufferTime>() ?? new BufferTime(0, 0);
        return new Terms
        {
            Zone = premises.Zone,
            Use = premises.Use,
            Place = premises.Place,
            District = premises.District,
            SharedFor = premises.SharedFor,
            Capacity = Math.Min(premises.Capacity, capacity),
            OpeningHours = hours?.Week ?? AlwaysOpen,
            Seasons = hours?.Seasons ?? [],
            Closures = [.. rules.SelectMany(ClosuresOf)],
            ClosedOnPublicHolidays = Find<PublicHolidays>()?.Closed ?? false,
            MaximumMinutes = Find<MaximumDuration>()?.Minutes ?? Math.Max(LongestUnlessSaid, shortest),
            MinimumMinutes = minimum,
            StepMinutes = grid,
            LengthStepMinutes = step,
            LeadMinutes = lead,
            HorizonDays = Find<Horizon>()?.Days ?? HorizonUnlessSaid + (lead / 1440),
            Buffer = new Availability.Buffer(Duration.FromMinutes(buffer.BeforeMinutes), Duration.FromMinutes(buffer.AfterMinutes)),
            Approval = FindAll<Approval>().SingleOrDefault(),
            Quiet = FindAll<QuietHours>().SingleOrDefault(rule => hours is null || rule.Condition.Meets(hours)),
            Responsibility = FindAll<Responsibility>().SingleOrDefault(),
            Handover = Find<HandoverTimes>(),
            CancellationDeadlineMinutes = Find<CancellationDeadline>()?.Minutes,
            CheckInGraceMinutes = Find<CheckInGrace>()?.Minutes,
            Reconfirmation = Find<Reconfirmation>(),
            Series = FindAll<SeriesLimit>().SingleOrDefault(),
            Renewal = FindAll<RenewalPriority>().SingleOrDefault(),
            Person = new PersonTerms
            {
                Quotas = FindAll<Quota>(),
                Concurrent = FindAll<ConcurrentBookings>(),
                Spacings = FindAll<Spacing>(),
                Audience = FindAll<Audience>().SingleOrDefault(rule => !rule.Condition.IsEveryone),
                Introduction = FindAll<IntroductionRequired>().SingleOrDefault(),
                NoShows = FindAll<NoShowLimit>().SingleOrDefault(),
            },
            Rules = rules.Where(IsTheReason).ToDictionary(rule => rule.Condition.Kind, rule => rule.Id),
        };

        // A rule that asks for less than something else asks for is not what anyone is refused for.
        bool IsTheReason(Rule rule) => rule.Condition switch
        {
            MinimumDuration least => least.Minutes >= grid,
            GroupSize most => most.Maximum <= premises.Capacity,
            var condition => condition.Slot == condition.Kind && !condition.AddsUp,
        };

        TCondition? Find<TCondition>()
            where TCondition : Condition => rules.Select(rule => rule.Condition).OfType<TCondition>().SingleOrDefault();

        List<Ruled<TCondition>> FindAll<TCondition>()
            where TCondition : Condition =>
            [.. rules.Where(rule => rule.Condition is TCondition).Select(rule => new Ruled<TCondition>((TCondition)rule.Condition, rule.Id))];
    }

    // One minute contradicts nothing that is not a contradiction without it.
    private static int UsualGrid(IReadOnlyList<Rule> rules, int minimum, int step) => GridsUnlessSaid.First(minutes =>
        minutes <= minimum && step % minutes == 0 && Contradicting.First([.. rules, Usual(new StartGrid(minutes))]) is null);

    private static Rule Usual(Condition condition) =>
        new(Guid.Empty, RuleLevel.Municipality, Binding: false, condition, "Usual.", "", Instant.MinValue, null);

    private static IEnumerable<Closure> ClosuresOf(Rule rule) => rule.Condition switch
    {
        ClosedDates dates => [new Closure(dates.From, dates.Until, rule.ReasonDa, rule.ReasonEn, rule.Id)],
        SchoolHolidays school => school.Holidays.Select(holiday =>
            new Closure(holiday.From, holiday.Until, holiday.NameDa, string.IsNullOrWhiteSpace(holiday.NameEn) ? holiday.NameDa : holiday.NameEn, rule.Id)),
        _ => [],
    };
}
