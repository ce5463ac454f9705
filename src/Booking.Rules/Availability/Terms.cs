using Booking.Rules.Conditions;

namespace Booking.Rules.Availability;

/// <summary>
/// The conditions on which one resource may be booked. A value that makes no sense throws as it is set; lengths that
/// contradict each other throw as the last of them is set (so with <c>with</c>, set the wider limit first).
/// </summary>
public sealed record Terms
{
    private const int TenYearsOfMinutes = TenYearsOfDays * 1440;
    private const int TenYearsOfDays = 3653;
    private const int AYearOfMinutes = 366 * 1440;

    /// <summary>Where the resource stands, in time: all its wall-clock terms are meant there.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The hours of a usual week, in any order. They may overlap; those that meet are one.</summary>
    public required IReadOnlyList<WeeklySpan> OpeningHours { get; init; }

    /// <summary>Parts of the year with hours of their own; the first that covers a date is the one that counts.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>Dated exceptions to the opening hours.</summary>
    public IReadOnlyList<Closure> Closures { get; init; } = [];

    /// <summary>Whether <see cref="DanishHolidays"/> are closed, from midnight to midnight.</summary>
    public bool ClosedOnPublicHolidays { get; init; }

    /// <summary>The shortest booking, in minutes on the wall clock; at least one step.</summary>
    /// <exception cref="ArgumentException">Shorter than a step, or longer than the longest booking.</exception>
    public required int MinimumMinutes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MinimumMinutes));
            field = value;
            CheckLengths();
        }
    }

    /// <summary>The longest booking, in minutes on the wall clock; at most ten years.</summary>
    /// <exception cref="ArgumentException">Too long, or no whole number of steps lies between the shortest and this.</exception>
    public required int MaximumMinutes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaximumMinutes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TenYearsOfMinutes, nameof(MaximumMinutes));
            field = value;
            CheckLengths();
        }
    }

    /// <summary>
    /// Bookings start and end at multiples of this many minutes after local midnight. Divides 1440; 1440 itself means whole
    /// days.
    /// </summary>
    /// <exception cref="ArgumentException">Does not divide a day, or is longer than the shortest booking.</exception>
    public required int StepMinutes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(StepMinutes));
            if (1440 % value != 0)
            {
                throw new ArgumentException($"A step of {value} minutes does not divide a day.", nameof(StepMinutes));
            }

            field = value;
            CheckLengths();
        }
    }

    /// <summary>Bookings last a whole number of these minutes, and of steps; null for any number of steps. At most a year.</summary>
    /// <exception cref="ArgumentException">None is that long, or none that fits between the shortest and the longest.</exception>
    public int? LengthStepMinutes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(LengthStepMinutes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 1, AYearOfMinutes, nameof(LengthStepMinutes));
            field = value;
            CheckLengths();
        }
    }

    /// <summary>How long before its start a booking must be made, in minutes. 0 allows a booking that starts now.</summary>
    public int LeadMinutes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(LeadMinutes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TenYearsOfMinutes, nameof(LeadMinutes));
            field = value;
        }
    }

    /// <summary>How many days ahead a booking may start. 0 allows today only.</summary>
    public required int HorizonDays
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(HorizonDays));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TenYearsOfDays, nameof(HorizonDays));
            field = value;
        }
    }

    /// <summary>Set-up and clean-up of every booking.</summary>
    public Buffer Buffer { get; init; } = Buffer.None;

    /// <summary>
    /// The time for which the resource is shared at all: bookings lie wholly within it. It may be without a start, an end or both.
    /// </summary>
    public Interval SharedFor { get; init; } = Always;

    /// <summary>Without a start and without an end.</summary>
    public static Interval Always { get; } = new(null, null);

    /// <summary>How many people one booking may bring; at least one.</summary>
    public required int Capacity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Capacity));
            field = value;
        }
    }

    /// <summary>Whether a booking takes all units or any one of them.</summary>
    public UnitUse Use { get; init; } = UnitUse.All;

    /// <summary>What limits on one person count together.</summary>
    public Place Place { get; init; } = Place.Nowhere;

    /// <summary>The part of the city in which the resource is, by its slug; blank where there is none.</summary>
    public string District { get; init; } = "";

    /// <summary>What is asked of the person rather than of the period.</summary>
    public PersonTerms Person { get; init; } = PersonTerms.None;

    /// <summary>When the owner says yes or no first; null for never.</summary>
    public Ruled<Approval>? Approval { get; init; }

    /// <summary>Whether what the owner says yes or no to holds its time until the answer.</summary>
    public bool HoldsForApproval => Approval is not { Condition.Holds: false };

    /// <summary>Hours in which those who are there keep quiet; null for none.</summary>
    public Ruled<QuietHours>? Quiet { get; init; }

    /// <summary>What a person agrees to answer for; null for nothing beyond the house rules.</summary>
    public Ruled<Responsibility>? Responsibility { get; init; }

    /// <summary>When it is fetched and brought back; null where a booking may start and end at any open time.</summary>
    public HandoverTimes? Handover { get; init; }

    /// <summary>How long before the start one says no in good time, in minutes; null when it is never too late.</summary>
    public int? CancellationDeadlineMinutes { get; init; }

    /// <summary>How long after its start a booking nobody has checked in to is given on, in minutes; null for never.</summary>
    public int? CheckInGraceMinutes { get; init; }

    /// <summary>When the booker is asked whether they still come, and by when they answer; null for never.</summary>
    public Reconfirmation? Reconfirmation { get; init; }

    /// <summary>How far a series may go; null where no rule says.</summary>
    public Ruled<SeriesLimit>? Series { get; init; }

    /// <summary>How many dates a series has at most; 0 where there may be none.</summary>
    public int MostDates => (Series?.Condition ?? SeriesLimit.Usual).Dates;

    /// <summary>How long the time after a series is kept for whoever has it; null where it is not.</summary>
    public Ruled<RenewalPriority>? Renewal { get; init; }

    /// <summary>What each date of a series is judged by: the same, but for how far ahead it may be.</summary>
    public Terms OfSeries() => Series is { } rule
        ? this with { HorizonDays = rule.Condition.Days, Rules = WithHorizon(rule.Rule) }
        : this with { HorizonDays = Math.Min(HorizonDays, SeriesLimit.Usual.Days + (LeadMinutes / 1440)) };

    private Dictionary<string, Guid> WithHorizon(Guid? rule)
    {
        var rules = new Dictionary<string, Guid>(Rules);
        rules.Remove(nameof(Horizon));
        if (rule is { } id)
        {
            rules[nameof(Horizon)] = id;
        }

        return rules;
    }

    /// <summary>The rule behind each value that one has set, by kind.</summary>
    public IReadOnlyDictionary<string, Guid> Rules { get; init; } = NoRules;

    private static readonly IReadOnlyDictionary<string, Guid> NoRules = new Dictionary<string, Guid>();

    /// <summary>The rule of that kind that holds here; null where none was set.</summary>
    public Guid? RuleOf<TCondition>()
        where TCondition : Condition => Rules.TryGetValue(typeof(TCondition).Name, out var rule) ? rule : null;

    /// <summary>
    /// The time whose occupancies must be known to judge every booking that starts in <paramref name="window"/>: the longest
    /// booking and the buffers are added to it.
    /// </summary>
    public Interval Reach(Interval window) =>
        new(window.Start - Buffer.Before, window.End + Duration.FromMinutes(MaximumMinutes) + AutumnHour + Buffer.After);

    // A booking is measured on the wall clock, so over the autumn change it lasts longer than its length says.
    private static readonly Duration AutumnHour = Duration.FromHours(2);

    /// <summary>The shortest booking in steps.</summary>
    internal int MinimumSteps => Multiples.RoundUp(Multiples.RoundUp(MinimumMinutes, StepMinutes) / StepMinutes, StepsALength);

    /// <summary>The longest booking in steps.</summary>
    internal int MaximumSteps => MaximumMinutes / StepMinutes / StepsALength * StepsALength;

    /// <summary>Lengths are multiples of so many steps.</summary>
    internal int StepsALength => Multiples.Common(LengthStepMinutes ?? 1, StepMinutes) / StepMinutes;

    private void CheckLengths()
    {
        const int notYetSet = 0;
        if (StepMinutes == notYetSet || MinimumMinutes == notYetSet || MaximumMinutes == notYetSet)
        {
            return;
        }

        if (MinimumMinutes < StepMinutes)
        {
            throw new ArgumentException($"The shortest booking, {MinimumMinutes} minutes, is shorter than a step of {StepMinutes}.");
        }

        if (MinimumMinutes > MaximumMinutes)
        {
            throw new ArgumentException($"The shortest booking, {MinimumMinutes} minutes, is longer than the longest, {MaximumMinutes}.");
        }

        if (MinimumSteps > MaximumSteps)
        {
            throw new ArgumentException($"No multiple of {StepsALength * StepMinutes} lies between {MinimumMinutes} and {MaximumMinutes} minutes.");
        }
    }
}
